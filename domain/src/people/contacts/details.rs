//! Who a contact is and how he or she is reached, as it is written (S2-31, S0-09).

use db::Value;
use kernel::text::{fold, line, paragraph};
use kernel::{Email, Invalid, Name, Phone, Result};

use super::list::Contact;
use super::ways::{self, Way};
use super::{groups, ways::listed};
use crate::history::Event;

/// Characters of the hours, and of the note.
pub const LONGEST_HOURS: usize = 120;
pub const LONGEST_NOTE: usize = 2000;

#[derive(Clone, Debug)]
pub struct ContactDetails {
    pub name: Name,
    pub title: String,
    /// In order of preference.
    pub emails: Vec<Way<Email>>,
    pub phones: Vec<Way<Phone>>,
    /// When the person is there: “Mon–Fri 09:00–17:00”.
    pub hours: String,
    pub groups: Vec<String>,
    /// What operators need to know about the person.
    pub note: String,
}

impl ContactDetails {
    /// Somebody of whom nothing but the name is known.
    pub const fn of(name: Name) -> Self {
        Self {
            name,
            title: String::new(),
            emails: Vec::new(),
            phones: Vec::new(),
            hours: String::new(),
            groups: Vec::new(),
            note: String::new(),
        }
    }

    /// As they are kept: each address once, and no text longer than it may be.
    pub(super) fn tidy(mut self) -> Result<Self> {
        self.emails = ways::tidy("emails", &self.emails, Email::folded)?;
        self.phones = ways::tidy("phones", &self.phones, |phone| phone.as_str().to_owned())?;
        let mut invalid = Invalid::default();
        let hours = invalid.check("hours", line(&self.hours, LONGEST_HOURS));
        let note = invalid.check("note", paragraph(&self.note, LONGEST_NOTE));
        let groups = invalid.check("groups", groups::parse_groups(&self.groups.join("\n")));
        invalid.into_result()?;
        self.hours = hours.unwrap_or_default();
        self.note = note.unwrap_or_default();
        self.groups = groups.unwrap_or_default();
        Ok(self)
    }

    fn search(&self) -> String {
        let ways = (self.emails.iter().map(|way| way.to.as_str()))
            .chain(self.phones.iter().map(|way| way.to.as_str()));
        let words: Vec<&str> = [self.name.as_str(), &self.title].into_iter().chain(ways).collect();
        fold(&format!("{} {}", words.join(" "), self.groups.join(" ")))
    }

    /// The values of [`super::store::COLUMNS`].
    pub(super) fn values(&self) -> [Value<'static>; 12] {
        let first = |text: Option<&str>| Value::from(text.unwrap_or_default().to_owned());
        [
            self.name.as_str().to_owned().into(),
            self.name.folded().into(),
            self.title.clone().into(),
            first(self.emails.first().map(|way| way.to.as_str())),
            first(self.phones.first().map(|way| way.to.as_str())),
            ways::lines(&self.emails).into(),
            ways::lines(&self.phones).into(),
            self.hours.clone().into(),
            self.groups.join("\n").into(),
            groups::folded(&self.groups).into(),
            self.note.clone().into(),
            self.search().into(),
        ]
    }

    /// What is different from before; from nothing, for somebody new.
    pub(super) fn changes(&self, event: Event, before: &Contact) -> Event {
        event
            .changed("title", before.title.as_str(), self.title.as_str())
            .changed("email", listed(&before.emails), listed(&self.emails))
            .changed("phone", listed(&before.phones), listed(&self.phones))
            .changed("hours", before.hours.as_str(), self.hours.as_str())
            .changed("groups", before.groups.join(", "), self.groups.join(", "))
            .changed("note", before.note.as_str(), self.note.as_str())
    }
}
