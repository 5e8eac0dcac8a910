//! The few places where the engines differ.

/// Stands at the end of a query that takes one of several waiting things: rows that another process is just
/// taking are passed over. `SQLite` has one writer at a time, so that nobody else can be taking any.
const PASS_OVER_TAKEN: &str = "/* pass over taken */";

/// Stands at the end of a table that is nothing but its primary key, which `SQLite` then keeps once and not twice.
const BY_ITS_KEY: &str = " /* by its key */";

/// `?1` as `PostgreSQL` writes it: `$1`. Texts in quotes stay as they are.
pub fn postgres_parameters(sql: &str) -> String {
    let mut quoted = false;
    sql.replace(PASS_OVER_TAKEN, "FOR UPDATE SKIP LOCKED")
        .chars()
        .map(|c| match c {
            '\'' => {
                quoted = !quoted;
                c
            }
            '?' if !quoted => '$',
            _ => c,
        })
        .collect()
}

/// Table definitions are written with `PostgreSQL`'s types; these are their names in a strict `SQLite` table.
pub fn sqlite_definition(sql: &str) -> String {
    translate(sql, &[("UUID", "BLOB"), ("BYTEA", "BLOB"), ("BIGINT", "INTEGER")])
        .replace("\n);", "\n) STRICT;")
        .replace(&format!("\n){BY_ITS_KEY};"), "\n) STRICT, WITHOUT ROWID;")
}

/// Texts sort by their bytes, as they do in `SQLite`, whatever the server's language is.
pub fn postgres_definition(sql: &str) -> String {
    translate(sql, &[("TEXT", "TEXT COLLATE \"C\"")])
}

fn translate(sql: &str, words: &[(&str, &str)]) -> String {
    let mut out = String::with_capacity(sql.len());
    let mut rest = sql;
    while let Some(start) = rest.find(|c: char| c.is_ascii_alphabetic()) {
        let (before, word_on) = rest.split_at(start);
        let end = word_on.find(|c: char| !(c.is_ascii_alphanumeric() || c == '_')).unwrap_or(word_on.len());
        let (word, after) = word_on.split_at(end);
        out.push_str(before);
        out.push_str(words.iter().find(|(name, _)| *name == word).map_or(word, |(_, own)| own));
        rest = after;
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parameters_are_translated_outside_of_quotes() {
        assert_eq!(
            postgres_parameters("SELECT '?1', a FROM t WHERE b = ?2"),
            "SELECT '?1', a FROM t WHERE b = $2"
        );
    }

    #[test]
    fn what_another_process_is_taking_is_passed_over() {
        assert_eq!(
            postgres_parameters("SELECT id FROM t LIMIT 1 /* pass over taken */"),
            "SELECT id FROM t LIMIT 1 FOR UPDATE SKIP LOCKED"
        );
    }

    #[test]
    fn definitions_are_translated_word_by_word() {
        assert_eq!(
            sqlite_definition("CREATE TABLE t (\n  a UUID NOT NULL,\n  UUIDS TEXT, b BIGINT\n);"),
            "CREATE TABLE t (\n  a BLOB NOT NULL,\n  UUIDS TEXT, b INTEGER\n) STRICT;"
        );
        assert_eq!(
            sqlite_definition("CREATE TABLE t (\n  a UUID PRIMARY KEY\n) /* by its key */;"),
            "CREATE TABLE t (\n  a BLOB PRIMARY KEY\n) STRICT, WITHOUT ROWID;"
        );
    }
}
