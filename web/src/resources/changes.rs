//! What was changed from one version to another, line by line.

use askama::Template;
use domain::resources::{CATEGORIES, ResourceDetails};
use similar::{ChangeTag, TextDiff};

use crate::ui::prints_itself;

/// Lines around a change that stay as they were.
const AROUND: usize = 2;

#[derive(Clone, Debug, Default, PartialEq, Eq, Template)]
#[template(path = "resources/changes.html")]
pub struct Changes {
    /// Of its part of the page, where there is more than one.
    pub name: &'static str,
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
        (!pieces.is_empty()).then_some(Self { name: "changes", title, pieces })
    }

    /// The same with title and category, which stand above the text.
    pub fn between_whole(title: String, before: &ResourceDetails, after: &ResourceDetails) -> Option<Self> {
        Self::between(title, &whole(before), &whole(after))
    }

    pub fn named(self, name: &'static str) -> Self {
        Self { name, ..self }
    }
}

/// All that a resource says, as one text.
fn whole(details: &ResourceDetails) -> String {
    let category = CATEGORIES.iter().find(|one| one.value == details.category).map_or("", |one| one.label);
    format!("Title: {}\nCategory: {category}\n\n{}", details.title, details.text)
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
#[allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that cannot go on should stop there")]
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

    #[test]
    fn s0_10_another_title_or_category_is_a_change_as_well() {
        let before = ResourceDetails {
            category: "links".to_owned(),
            title: "Forms".to_owned(),
            text: "one".to_owned(),
        };
        let after = ResourceDetails { category: "scripts".to_owned(), ..before.clone() };
        let changes = Changes::between_whole(String::new(), &before, &after).unwrap();
        assert!(changes.pieces[0].contains(&Line::Removed("Category: Links".to_owned())));
        assert!(changes.pieces[0].contains(&Line::Added("Category: Scripts".to_owned())));
    }
}
