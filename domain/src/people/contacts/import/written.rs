//! A person as a file wrote it down, and what is to be made of it.

use kernel::text::{line, paragraph};
use kernel::{Email, Error, Name, Phone, Result};

use super::columns;
use crate::people::contacts::{ContactDetails, LONGEST_HOURS, LONGEST_NOTE, Label, Way, parse_groups, vcard};

/// Octets of a file, and persons in it.
pub const LARGEST_FILE: usize = 1_048_576;
pub const MOST_IN_FILE: usize = 2_000;

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Written {
    pub name: String,
    pub title: String,
    pub emails: Vec<(Label, String)>,
    pub phones: Vec<(Label, String)>,
    pub hours: String,
    pub groups: Vec<String>,
    pub note: String,
}

/// Everybody in the file, cards or a list, each with the line; an error if it is neither or too much.
pub(super) fn everybody(file: &str) -> Result<Vec<(usize, Result<Written, String>)>> {
    if file.len() > LARGEST_FILE {
        return Err(Error::invalid("contacts", "This file is too large: at most 1 MB."));
    }
    let begins = file.trim_start_matches('\u{feff}').trim_start();
    let is_cards = begins.get(..11).is_some_and(|word| word.eq_ignore_ascii_case("BEGIN:VCARD"));
    let all = if is_cards { vcard::read(file) } else { columns::read(file)? };
    match all.len() {
        0 => Err(Error::invalid("contacts", "There is nobody in this file.")),
        many if many > MOST_IN_FILE => {
            Err(Error::invalid("contacts", "A file has at most 2,000 contacts. Import it in parts."))
        }
        _ => Ok(all),
    }
}

impl Written {
    /// What a form would make of it, or the first thing that is wrong.
    pub fn details(&self, region: &str) -> Result<ContactDetails, String> {
        let name = Name::parse(&self.name).map_err(|wrong| format!("Name: {wrong}"))?;
        let title = line(&self.title, Name::MAX).map_err(|wrong| format!("Title: {wrong}"))?;
        let mut emails = Vec::new();
        for (label, text) in &self.emails {
            let to = Email::parse(text).map_err(|wrong| format!("Email “{}”: {wrong}", short(text)))?;
            emails.push(Way::new(*label, to));
        }
        let mut phones = Vec::new();
        for (label, text) in &self.phones {
            let to =
                Phone::parse(text, region).map_err(|wrong| format!("Phone “{}”: {wrong}", short(text)))?;
            phones.push(Way::new(*label, to));
        }
        let hours = line(&self.hours, LONGEST_HOURS).map_err(|wrong| format!("Hours: {wrong}"))?;
        let groups = parse_groups(&self.groups.join("\n")).map_err(|wrong| format!("Groups: {wrong}"))?;
        let note = paragraph(&self.note, LONGEST_NOTE).map_err(|wrong| format!("Note: {wrong}"))?;
        let details = ContactDetails { name, title, emails, phones, hours, groups, note };
        details.tidy().map_err(|error| error.to_string())
    }
}

/// As much of it as a page has room for.
pub(super) fn short(text: &str) -> String {
    let text: String = text.chars().filter(|c| !c.is_control()).collect();
    if text.chars().count() <= 40 { text } else { text.chars().take(40).chain(['…']).collect() }
}
