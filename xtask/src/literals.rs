//! The string literals of a Rust file: what it says, without its comments and its code.

struct Cursor<'a> {
    rest: &'a str,
    /// The character before `rest`: an `r` after a letter does not begin a raw string.
    before: char,
}

impl<'a> Cursor<'a> {
    fn skip(&mut self, bytes: usize) -> &'a str {
        let (gone, rest) = self.rest.split_at_checked(bytes).unwrap_or((self.rest, ""));
        self.before = gone.chars().next_back().unwrap_or(self.before);
        self.rest = rest;
        gone
    }

    /// Up to and without `end`, which is skipped.
    fn until(&mut self, end: &str) -> &'a str {
        let found = self.rest.find(end).unwrap_or(self.rest.len());
        let text = self.skip(found);
        self.skip(end.len());
        text
    }

    fn one(&mut self) {
        self.skip(self.rest.chars().next().map_or(1, char::len_utf8));
    }
}

/// All string literals, escapes as they are written.
pub fn literals(rust: &str) -> Vec<&str> {
    let mut cursor = Cursor { rest: rust, before: ' ' };
    let mut found = Vec::new();
    while !cursor.rest.is_empty() {
        if cursor.rest.starts_with("//") {
            cursor.until("\n");
        } else if cursor.rest.starts_with("/*") {
            block_comment(&mut cursor);
        } else if cursor.rest.starts_with('"') {
            found.push(quoted(&mut cursor));
        } else if let Some(hashes) = raw_start(&cursor) {
            cursor.skip(hashes + 2);
            found.push(cursor.until(&format!("\"{}", "#".repeat(hashes))));
        } else if cursor.rest.starts_with('\'') {
            character(&mut cursor);
        } else {
            cursor.one();
        }
    }
    found
}

fn block_comment(cursor: &mut Cursor) {
    let mut depth = 0;
    loop {
        if cursor.rest.starts_with("/*") {
            depth += 1;
            cursor.skip(2);
        } else if cursor.rest.starts_with("*/") {
            depth -= 1;
            cursor.skip(2);
        } else {
            cursor.one();
        }
        if depth == 0 || cursor.rest.is_empty() {
            return;
        }
    }
}

fn quoted<'a>(cursor: &mut Cursor<'a>) -> &'a str {
    cursor.skip(1);
    let mut escaped = false;
    let end = cursor.rest.find(|c| {
        let closes = c == '"' && !escaped;
        escaped = c == '\\' && !escaped;
        closes
    });
    let text = cursor.skip(end.unwrap_or(cursor.rest.len()));
    cursor.skip(1);
    text
}

/// How many `#` the raw string has that begins here, if one does.
fn raw_start(cursor: &Cursor) -> Option<usize> {
    let word = cursor.before.is_alphanumeric() && !matches!(cursor.before, 'b' | 'c') || cursor.before == '_';
    let after = cursor.rest.strip_prefix('r').filter(|_| !word)?;
    let quote = after.trim_start_matches('#');
    quote.starts_with('"').then_some(after.len() - quote.len())
}

/// `'a'` and `'\n'` are skipped whole; of a lifetime only the tick.
fn character(cursor: &mut Cursor) {
    cursor.skip(1);
    if cursor.rest.starts_with('\\') {
        cursor.skip(1);
        cursor.one();
        cursor.until("'");
    } else {
        let mut next = cursor.rest.chars();
        if let (Some(c), Some('\'')) = (next.next(), next.next()) {
            cursor.skip(c.len_utf8() + 1);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strings_are_found_and_nothing_else() {
        let rust = r##"
            // "a comment"
            /* "a /* nested */ comment" */
            fn f<'a>(x: &'a str) -> char { let y = "one \" still"; '"' }
            const Q: &str = r#"two "words" here"#; let var = b"three"; let q = '\''; let z = "four";
        "##;
        assert_eq!(literals(rust), [r#"one \" still"#, r#"two "words" here"#, "three", "four"]);
    }

    #[test]
    fn an_unfinished_file_ends() {
        for text in ["\"open", "r#\"open", "/* open", "'", "'\\", "r"] {
            literals(text);
        }
    }
}
