//! What was changed from one version to another, line by line.

use askama::Template;
use similar::{ChangeTag, TextDiff};

use crate::ui::prints_itself;

/// Lines around a change that stay as they were.
const AROUND: usize = 2;

#[derive(Clone, Debug, Default, PartialEq, Eq, Template)]
#[template(path = "resources/changes.html")]
pub struct Changes {
    pub title: String,
    /// Pieces of the text, each with its lines.
    pieces: Vec<Vec<Line>>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Line {
    Kept(String),
    Removed(String),
    Added(String),
}

prints_itself!(Changes);

impl Changes {
    /// None if both say the same.
    pub fn between(title: String, before: &str, after: &str) -> Option<Self> {
        let diff = TextDiff::from_lines(before, after);
        let pieces: Vec<Vec<Line>> = diff
            .grouped_ops(AROUND)
            .iter()
            .map(|ops| ops.iter().flat_map(|op| diff.iter_changes(op)).map(|change| line(&change)).collect())
            .collect();
        (!pieces.is_empty()).then_some(Self { title, pieces })
    }
}

fn line(change: &similar::Change<&str>) -> Line {
    let text = change.value().trim_end_matches('\n').to_owned();
    match change.tag() {
        ChangeTag::Equal => Line::Kept(text),
        ChangeTag::Delete => Line::Removed(text),
        ChangeTag::Insert => Line::Added(text),
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test that cannot go on should stop there")]
mod tests {
    use super::*;

    #[test]
    fn s0_10_only_what_changed_is_shown_with_what_is_around_it() {
        let before = "a\nb\nc\nd\ne\nf";
        let changes = Changes::between(String::new(), before, "a\nb\nc\nd\nx\nf").unwrap();
        let kept = |text: &str| Line::Kept(text.to_owned());
        let lines =
            [kept("c"), kept("d"), Line::Removed("e".to_owned()), Line::Added("x".to_owned()), kept("f")];
        assert_eq!(changes.pieces, [lines]);
        assert!(Changes::between(String::new(), before, before).is_none());
    }
}
