//! Who a contact is and how he or she is reached, as a program writes it.

use domain::people::contacts::{ContactDetails, LONGEST_HOURS, LONGEST_NOTE, Label, Way, parse_groups};
use kernel::text::TextError;
use kernel::{Email, Error, Invalid, Name, Phone, Result};
use serde::{Deserialize, Deserializer};
use utoipa::ToSchema;

use crate::body::{line, paragraph};

/// An address or a number of a contact, and what it is.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct WrittenWay {
    /// `work` if it is left out.
    #[schema(value_type = Option<String>, pattern = "^(work|mobile|home|other)$")]
    #[serde(default)]
    pub label: Option<String>,
    #[schema(required)]
    #[serde(default)]
    pub value: String,
    /// It was written as the only one, by the name of the field for that.
    #[serde(skip)]
    alone: bool,
}

/// A list of a change: left out it stays, `null` empties it.
#[derive(Clone, Debug, Default)]
pub enum PatchList<T> {
    #[default]
    Keep,
    Write(Vec<T>),
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for PatchList<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(Self::Write(Option::deserialize(deserializer)?.unwrap_or_default()))
    }
}

impl<T> PatchList<T> {
    pub fn on(self, current: Vec<T>) -> Vec<T> {
        match self {
            Self::Keep => current,
            Self::Write(list) => list,
        }
    }

    pub const fn is_written(&self) -> bool {
        matches!(self, Self::Write(_))
    }
}

/// All that makes up a contact.
pub struct Texts {
    pub name: String,
    pub title: String,
    pub emails: Vec<WrittenWay>,
    pub phones: Vec<WrittenWay>,
    pub hours: String,
    pub groups: Vec<String>,
    pub note: String,
}

/// What is written about a contact; everything that is wrong is named.
pub fn details(texts: &Texts, region: &str, mut invalid: Invalid) -> Result<ContactDetails> {
    let name = invalid.check("name", Name::parse(&texts.name));
    let title = line(&mut invalid, "title", &texts.title, 120);
    let emails = ways(&mut invalid, "emails", &texts.emails, Email::parse);
    let phones = ways(&mut invalid, "phones", &texts.phones, |text| Phone::parse(text, region));
    let hours = line(&mut invalid, "hours", &texts.hours, LONGEST_HOURS);
    let groups = invalid.check("groups", parse_groups(&texts.groups.join("\n"))).unwrap_or_default();
    let note = paragraph(&mut invalid, "note", &texts.note, LONGEST_NOTE);
    match name {
        Some(name) if invalid.is_empty() => {
            Ok(ContactDetails { name, title, emails, phones, hours, groups, note })
        }
        _ => Err(Error::Invalid(invalid)),
    }
}

/// One address, and a list of them as well.
pub const BOTH: &str = "Write the one address or the list of them, not both.";

/// `email` and `phone` are the first of the lists, for programs that know no others: whoever writes one of them writes
/// that address alone, and the others stay behind it.
pub fn first(one: &str, ways: &mut Vec<WrittenWay>) {
    let label = if ways.is_empty() { None } else { ways.remove(0).label };
    if !one.trim().is_empty() {
        ways.insert(0, WrittenWay { label, value: one.to_owned(), alone: true });
    }
}

fn ways<T>(
    invalid: &mut Invalid,
    field: &str,
    written: &[WrittenWay],
    read: impl Fn(&str) -> Result<T, TextError>,
) -> Vec<Way<T>> {
    let singular = field.trim_end_matches('s');
    let mut ways = Vec::new();
    for (at, one) in written.iter().enumerate() {
        let place = if one.alone { singular.to_owned() } else { format!("{field}[{at}]") };
        let label = match &one.label {
            None => Some(Label::default()),
            Some(text) => {
                let wrong = "Write work, mobile, home or other.";
                invalid
                    .check(&format!("{field}[{at}].label"), Label::parse(text).ok_or(TextError::from(wrong)))
            }
        };
        let to = invalid.check(&place, read(&one.value));
        ways.extend(label.zip(to).map(|(label, to)| Way::new(label, to)));
    }
    ways
}
