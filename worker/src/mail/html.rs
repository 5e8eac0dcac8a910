//! A letter's plain text as HTML, for readers of mail that like it better. It is made of the text and of nothing else,
//! so that nothing can be in it that is not in the text.

/// Paragraphs and lines stay; everything is escaped; only addresses of this portal become links, so that nobody who
/// chooses a name puts a link of his own into our letters.
pub fn html(text: &str, address: &str) -> String {
    let mut out = String::from(
        "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"></head>\
         <body style=\"font:16px/1.5 sans-serif;max-width:36em\">",
    );
    for paragraph in text.trim().split("\n\n") {
        let lines: Vec<String> = paragraph.lines().map(|line| linked(line, address)).collect();
        out.push_str("<p>");
        out.push_str(&lines.join("<br>"));
        out.push_str("</p>");
    }
    out.push_str("</body></html>");
    out
}

/// A line with its own addresses as links.
fn linked(line: &str, address: &str) -> String {
    let mut out = String::new();
    for (place, word) in line.split(' ').enumerate() {
        if place > 0 {
            out.push(' ');
        }
        let text = escaped(word);
        let rest = word.strip_prefix(address).filter(|_| !address.is_empty());
        if rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/')) {
            for part in ["<a href=\"", &text, "\">", &text, "</a>"] {
                out.push_str(part);
            }
        } else {
            out.push_str(&text);
        }
    }
    out
}

fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            other => out.push(other),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_written_stays_text_and_only_our_addresses_are_links() {
        let text = "Dear <b>Ann</b>,\nsee\n\nhttps://p.test/x?a=1&b=\"2\" or https://p.test.evil.example/y https://e.example";
        let html = html(text, "https://p.test");
        assert!(html.contains("<p>Dear &lt;b&gt;Ann&lt;/b&gt;,<br>see</p>"), "{html}");
        assert!(html.contains("<a href=\"https://p.test/x?a=1&amp;b=&quot;2&quot;\">"), "{html}");
        assert_eq!(html.matches("<a ").count(), 1, "{html}");
    }
}
