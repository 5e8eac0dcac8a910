//! By which addresses and numbers somebody is reached, in order of preference, each with what it is.

use std::fmt::Display;

use kernel::{Error, Result};

/// Addresses of one contact, and as many numbers.
pub const MOST_WAYS: usize = 8;

/// What an address or a number is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Label {
    #[default]
    Work,
    Mobile,
    Home,
    Other,
}

impl Label {
    pub const ALL: [Self; 4] = [Self::Work, Self::Mobile, Self::Home, Self::Other];

    pub const fn name(self) -> &'static str {
        match self {
            Self::Work => "work",
            Self::Mobile => "mobile",
            Self::Home => "home",
            Self::Other => "other",
        }
    }

    pub const fn title(self) -> &'static str {
        match self {
            Self::Work => "Work",
            Self::Mobile => "Mobile",
            Self::Home => "Home",
            Self::Other => "Other",
        }
    }

    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|label| label.name().eq_ignore_ascii_case(text.trim()))
    }
}

/// An address or a number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Way<T> {
    pub label: Label,
    pub to: T,
}

impl<T> Way<T> {
    pub const fn new(label: Label, to: T) -> Self {
        Self { label, to }
    }
}

/// As a person reads it: `+15125550143 (mobile)`.
impl<T: Display> Display for Way<T> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.label {
            Label::Other => self.to.fmt(f),
            label => write!(f, "{} ({})", self.to, label.name()),
        }
    }
}

/// Several of them in one line of the history or of a file.
pub fn listed<T: Display>(ways: &[Way<T>]) -> String {
    ways.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")
}

/// Each once, the first one's label; refused where there are too many.
pub(super) fn tidy<T: Clone>(
    field: &str,
    ways: &[Way<T>],
    same: impl Fn(&T) -> String,
) -> Result<Vec<Way<T>>> {
    let mut kept: Vec<Way<T>> = Vec::new();
    for way in ways {
        if !kept.iter().any(|one| same(&one.to) == same(&way.to)) {
            kept.push(way.clone());
        }
    }
    if kept.len() > MOST_WAYS {
        return Err(Error::invalid(field, format!("A contact has at most {MOST_WAYS} of these.")));
    }
    Ok(kept)
}

/// As they are kept: one a line.
pub(super) fn lines<T: Display>(ways: &[Way<T>]) -> String {
    ways.iter().map(|way| format!("{} {}", way.label.name(), way.to)).collect::<Vec<_>>().join("\n")
}

/// As they were kept.
pub fn stored(lines: &str) -> Vec<Way<String>> {
    let each = lines.lines().filter_map(|line| line.split_once(' '));
    each.map(|(label, to)| Way::new(Label::parse(label).unwrap_or(Label::Other), to.to_owned())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn s0_09_ways_are_kept_in_their_order_each_once() {
        let ways = [
            Way::new(Label::Mobile, "+15125550143".to_owned()),
            Way::new(Label::Other, "+15125550144".to_owned()),
            Way::new(Label::Work, "+15125550143".to_owned()),
        ];
        let kept = tidy("phones", &ways, Clone::clone).unwrap();
        assert_eq!(kept, ways[..2]);
        assert_eq!(lines(&kept), "mobile +15125550143\nother +15125550144");
        assert_eq!(stored(&lines(&kept)), kept);
        assert_eq!(listed(&kept), "+15125550143 (mobile), +15125550144");
        assert!(stored("").is_empty());
        let many: Vec<_> = (0..=MOST_WAYS).map(|n| Way::new(Label::Work, n.to_string())).collect();
        assert_eq!(tidy("emails", &many[..MOST_WAYS], Clone::clone).unwrap().len(), MOST_WAYS);
        assert!(tidy("emails", &many, Clone::clone).is_err());
    }
}
