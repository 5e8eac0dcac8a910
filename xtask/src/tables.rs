//! A table is changed only in the folder that owns it; reading may join across folders. `xtask/tables.txt` says
//! which folder owns which table: `accounts = domain/src/accounts`.

use std::collections::BTreeSet;

use crate::Findings;
use crate::literals::literals;
use crate::workspace::Source;

/// The words that stand before the name of a table that is changed.
const BEFORE: [[&str; 2]; 2] = [["insert", "into"], ["delete", "from"]];

/// Compares the tables that are created, the map of their owners, and the SQL in the code.
pub fn misplaced(owners: &[(String, String)], sql: &[Source], rust: &[Source]) -> Findings {
    let created: BTreeSet<String> =
        sql.iter().filter(|source| declares(&source.path)).flat_map(|source| created(&source.text)).collect();
    let owned: BTreeSet<String> = owners.iter().map(|(table, _)| table.clone()).collect();

    let mut findings = Findings::new();
    findings
        .extend(created.difference(&owned).map(|table| format!("{table} has no folder in xtask/tables.txt")));
    findings.extend(
        owned.difference(&created).map(|table| format!("{table} is in xtask/tables.txt, but nowhere else")),
    );
    for Source { path, text } in rust {
        for literal in literals(text) {
            findings.extend(strangers(owners, path, literal));
        }
    }
    for Source { path, text } in sql.iter().filter(|source| !declares(&source.path)) {
        findings.extend(strangers(owners, path, text));
    }
    findings
}

/// Files that say what a table is: they may name the others, for their foreign keys.
fn declares(path: &str) -> bool {
    path.starts_with("domain/migrations/") || path.ends_with("/schema.sql")
}

fn created(sql: &str) -> Vec<String> {
    let words = words(sql);
    let after = |place: usize| words.get(place + 1..).unwrap_or_default();
    words
        .iter()
        .enumerate()
        .filter(|(place, word)| *word == "table" && words.get(..*place).is_some_and(is_create))
        .filter_map(|(place, _)| {
            after(place).iter().find(|word| !["if", "not", "exists"].contains(&word.as_str()))
        })
        .cloned()
        .collect()
}

/// `create`, `create virtual`, `create unlogged` …
fn is_create(before: &[String]) -> bool {
    before.iter().rev().take(2).any(|word| word == "create")
}

fn strangers(owners: &[(String, String)], path: &str, sql: &str) -> Findings {
    let words = words(sql);
    let mut findings = Findings::new();
    for (place, table) in words.iter().enumerate() {
        let before =
            |back: usize| place.checked_sub(back).and_then(|at| words.get(at)).map_or("", String::as_str);
        let changes = before(1) == "update" || BEFORE.contains(&[before(2), before(1)]);
        let owner = owners.iter().find(|(owned, _)| owned == table);
        if let (true, Some((_, folder))) = (changes, owner)
            && !path.starts_with(&format!("{folder}/"))
            && path != folder
        {
            findings.push(format!("{path} changes the table {table}, which belongs to {folder}"));
        }
    }
    findings
}

/// The words of an SQL text in lower case, without its comments.
fn words(sql: &str) -> Vec<String> {
    sql.lines()
        .flat_map(|line| {
            line.split("--").next().unwrap_or_default().split(|c: char| !c.is_alphanumeric() && c != '_')
        })
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const SCHEMA: &str =
        "-- create table spoons (\nCREATE TABLE IF NOT EXISTS teapots (id);\ncreate virtual table leaves";

    fn source(path: &str, text: &str) -> Source {
        Source { path: path.to_owned(), text: text.to_owned() }
    }

    fn find(map: &str, rust: &str, path: &str) -> Findings {
        let sql = [source("domain/src/tea/schema.sql", SCHEMA)];
        misplaced(&crate::workspace::pairs(map), &sql, &[source(path, rust)])
    }

    #[test]
    fn the_map_holds_every_table_and_no_other() {
        let map = "teapots = domain/src/tea\nspoons = domain/src/tea # silver";
        let findings = find(map, "", "a.rs");
        assert_eq!(findings.len(), 2, "{findings:?}");
        assert!(findings[0].starts_with("leaves has no folder"));
        assert!(findings[1].starts_with("spoons is in"));
    }

    #[test]
    fn a_table_is_changed_at_home_only() {
        let map = "teapots = domain/src/tea\nleaves = domain/src/tea";
        let rust = r#"const A: &str = "delete from teapots where x"; // into leaves"#;
        assert_eq!(find(map, rust, "domain/src/tea/store.rs"), Findings::new());
        assert_eq!(find(map, rust, "domain/src/teaspoons/store.rs").len(), 1);
        assert_eq!(find(map, r#""update teapots set x""#, "domain/src/teaspoons/store.rs").len(), 1);
        assert_eq!(find(map, r#""select x from teapots""#, "domain/src/teaspoons/store.rs"), Findings::new());
        assert_eq!(find(map, r#""the teapots are listed""#, "web/src/lib.rs"), Findings::new());
    }
}
