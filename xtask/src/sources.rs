//! What every source file must be: short, introduced by a sentence, and finished.

use std::collections::BTreeMap;

use crate::Findings;
use crate::workspace::Source;

/// A file longer than this has more than one thing in it.
pub const LONGEST: usize = 400;

/// Put together from halves, so that this file may name them.
const UNFINISHED: [&str; 3] =
    [concat!("to", "do!("), concat!("unimpl", "emented!("), concat!("#[", "ignore")];

/// Files above `LONGEST` lines. `known` are the exceptions with their lengths: none may grow, and one that has
/// become short enough must leave the list.
pub fn too_long(sources: &[Source], known: &[(String, String)]) -> Findings {
    let known: BTreeMap<&str, usize> =
        known.iter().map(|(path, lines)| (path.as_str(), lines.parse().unwrap_or(0))).collect();
    let mut findings = Findings::new();
    for Source { path, text } in sources {
        let lines = text.lines().count();
        match known.get(path.as_str()) {
            None if lines > LONGEST => findings.push(format!("{path} has {lines} lines: split it")),
            Some(limit) if lines > *limit => {
                findings.push(format!("{path} grew from {limit} to {lines} lines"));
            }
            Some(_) if lines <= LONGEST => {
                findings.push(format!("{path} is short now: take it off the list"));
            }
            _ => {}
        }
    }
    for path in known.keys().filter(|path| !sources.iter().any(|source| source.path == **path)) {
        findings.push(format!("{path} is gone: take it off the list"));
    }
    findings
}

/// Rust files that do not say in their first line what they are for.
pub fn without_introduction(rust: &[Source]) -> Findings {
    rust.iter()
        .filter(|source| !source.text.strip_prefix("//! ").is_some_and(|rest| rest.contains(' ')))
        .map(|source| {
            format!("{} does not begin with a `//!` sentence that says what it is for", source.path)
        })
        .collect()
}

/// Places that are not finished, and tests that do not run.
pub fn unfinished(rust: &[Source]) -> Findings {
    let mut findings = Findings::new();
    for Source { path, text } in rust {
        for (number, line) in text.lines().enumerate() {
            if let Some(mark) = UNFINISHED.iter().find(|mark| line.contains(**mark)) {
                findings.push(format!("{path}:{}: {mark}…", number + 1));
            }
        }
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(path: &str, text: &str) -> Vec<Source> {
        vec![Source { path: path.to_owned(), text: text.to_owned() }]
    }

    #[test]
    fn a_long_file_is_named_unless_it_is_known_and_does_not_grow() {
        let long = file("a.rs", &"x\n".repeat(401));
        let known = |lines: &str| vec![("a.rs".to_owned(), lines.to_owned())];
        assert_eq!(too_long(&long, &[]), ["a.rs has 401 lines: split it"]);
        assert_eq!(too_long(&long, &known("401")), Findings::new());
        assert_eq!(too_long(&long, &known("400")), ["a.rs grew from 400 to 401 lines"]);
        assert_eq!(too_long(&file("a.rs", "x"), &known("401")), ["a.rs is short now: take it off the list"]);
        assert_eq!(too_long(&[], &known("401")), ["a.rs is gone: take it off the list"]);
        assert_eq!(too_long(&file("a.rs", &"x\n".repeat(400)), &[]), Findings::new());
    }

    #[test]
    fn an_introduction_is_the_first_line() {
        assert!(without_introduction(&file("a.rs", "//! Two words.\n")).is_empty());
        assert_eq!(without_introduction(&file("a.rs", "//!\nfn a() {}\n")).len(), 1);
        assert_eq!(without_introduction(&file("a.rs", "fn a() {}\n//! Two words.\n")).len(), 1);
    }

    #[test]
    fn what_is_unfinished_is_named_with_its_line() {
        let text = format!("//! x\nfn a() {{ {}) }}\n", UNFINISHED[0]);
        assert_eq!(unfinished(&file("a.rs", &text)), [format!("a.rs:2: {}…", UNFINISHED[0])]);
    }
}
