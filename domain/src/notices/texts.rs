//! The texts of letters: as they ship, or as an organization has written them itself (C-04).

use std::fmt;
use std::str::FromStr;

use db::{Tx, params};
use kernel::{Error, Invalid, OrgId, Result};

use super::lines::one_line;
use super::template::{self, Values};
use super::{Channel, LetterKind, Variable};
use crate::access::{Granted, SettingsEdit};
use crate::history::{Action, Event};
use crate::house::{House, Read};
use crate::organizations::Organization;

const LONGEST_SUBJECT: usize = 200;
/// Ten parts of a text message: more would be a letter.
const LONGEST_SMS: usize = 1_000;

/// What every text may use.
const COMMON: [Variable; 5] = [
    variable("first_name", "The person’s first name", "Dana"),
    variable("name", "The person’s name", "Dana Reyes"),
    variable("user_id", "The address that the person signs in with", "dana@brightsmile.example"),
    variable("organization", "Your organization’s name", ""),
    variable("login_url", "The address of the sign-in page", ""),
];

const fn variable(name: &'static str, meaning: &'static str, sample: &'static str) -> Variable {
    Variable { name, meaning, sample, needed: false }
}

/// Which text: of which kind of letter, for which channel. In addresses `password_reset.email`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TextName {
    pub kind: LetterKind,
    pub channel: Channel,
}

impl fmt::Display for TextName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.kind.name(), self.channel.name())
    }
}

impl FromStr for TextName {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self> {
        let (kind, channel) = text.split_once('.').ok_or(Error::NotFound)?;
        let name = LetterKind::parse(kind).zip(Channel::parse(channel));
        let (kind, channel) = name.ok_or(Error::NotFound)?;
        let name = Self { kind, channel };
        name.shipped().map(|_| name).ok_or(Error::NotFound)
    }
}

/// What a letter says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Words {
    /// Empty for an SMS.
    pub subject: String,
    pub body: String,
}

/// A text as it is sent now.
#[derive(Clone, Debug)]
pub struct CurrentText {
    pub name: TextName,
    pub words: Words,
    /// Written by the organization, not as it ships.
    pub own: bool,
}

impl TextName {
    pub fn all() -> impl Iterator<Item = Self> {
        let each = |kind: &LetterKind| Channel::ALL.map(|channel| Self { kind: *kind, channel });
        LetterKind::ALL.iter().flat_map(each).filter(|name| name.shipped().is_some())
    }

    /// As it ships; none if letters of this kind do not go this way.
    pub fn shipped(self) -> Option<Words> {
        let shape = self.kind.shape();
        let text = match self.channel {
            Channel::Email => shape.email,
            Channel::Sms => shape.sms,
        }?;
        Some(Words { subject: text.subject.to_owned(), body: text.body.to_owned() })
    }

    /// What the text may use.
    pub fn variables(self) -> impl Iterator<Item = &'static Variable> {
        COMMON.iter().chain(self.kind.shape().variables)
    }

    /// How the text would read, with samples instead of a person.
    pub fn preview(self, words: &Words, organization: &Organization, base_url: &str) -> Result<Words> {
        let address = organization.address(base_url);
        let values: Values = self
            .variables()
            .map(|variable| {
                let value = match variable.name {
                    "organization" => organization.name.clone(),
                    "login_url" => format!("{address}/login"),
                    _ => variable.sample.replace("{address}", &address),
                };
                (variable.name, value)
            })
            .collect();
        self.check(words)?;
        filled(words, &values).map_err(|error| Error::invalid("body", error))
    }

    /// Everything that is wrong with a text, at its field.
    pub fn check(self, words: &Words) -> Result<()> {
        let mut invalid = Invalid::default();
        let known: Vec<&str> = self.variables().map(|variable| variable.name).collect();
        if self.channel == Channel::Email {
            invalid.check("subject", kernel::text::line(&words.subject, LONGEST_SUBJECT));
            invalid.check("subject", template::check(&words.subject, &known));
            if words.subject.trim().is_empty() {
                invalid.push("subject", "Enter a subject.");
            }
        }
        let longest = if self.channel == Channel::Sms { LONGEST_SMS } else { template::LONGEST };
        invalid.check("body", kernel::text::paragraph(&words.body, longest));
        invalid.check("body", template::check(&words.body, &known));
        for variable in self.kind.shape().variables.iter().filter(|variable| variable.needed) {
            if !template::uses(&words.body, variable.name) {
                let name = variable.name;
                invalid.push("body", format!("This letter is of no use without {{{{ {name} }}}}."));
            }
        }
        if words.body.trim().is_empty() {
            invalid.push("body", "Enter a text.");
        }
        invalid.into_result()
    }
}

/// Fills a text that was checked.
pub(super) fn filled(words: &Words, values: &Values) -> std::result::Result<Words, String> {
    Ok(Words {
        subject: one_line(&template::render(&words.subject, values)?),
        body: template::render(&words.body, values)?,
    })
}

/// The text that counts now.
pub(super) async fn current(tx: &mut Tx, org: OrgId, name: TextName) -> Result<CurrentText> {
    let own = tx
        .row(
            "SELECT subject, body FROM letter_texts WHERE org_id = ?1 AND kind = ?2 AND channel = ?3",
            params![org, name.kind.name(), name.channel.name()],
            |row| Ok(Words { subject: row.get(0)?, body: row.get(1)? }),
        )
        .await?;
    let is_own = own.is_some();
    let words = own.or_else(|| name.shipped()).ok_or_else(|| Error::bug(format!("{name} has no text")))?;
    Ok(CurrentText { name, words, own: is_own })
}

pub async fn text(read: &mut Read, granted: &Granted<SettingsEdit>, name: TextName) -> Result<CurrentText> {
    current(&mut read.0, granted.org(), name).await
}

/// Writes a text of one's own. It counts from the next letter that is sent.
pub async fn edit(
    house: &House,
    granted: &Granted<SettingsEdit>,
    name: TextName,
    words: Words,
) -> Result<()> {
    name.check(&words)?;
    let (subject, body) = (words.subject.trim().to_owned(), words.body.replace("\r\n", "\n"));
    let mut change = house.change(granted).await?;
    let before = current(&mut change.tx, granted.org(), name).await?;
    change
        .tx
        .execute(
            "INSERT INTO letter_texts (org_id, kind, channel, subject, body, changed_at)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6)
             ON CONFLICT (org_id, kind, channel) DO UPDATE SET subject = ?4, body = ?5, changed_at = ?6",
            params![granted.org(), name.kind.name(), name.channel.name(), &subject, &body, change.at],
        )
        .await?;
    let event = event(name).changed("subject", before.words.subject, subject).changed(
        "text",
        before.words.body,
        body,
    );
    change.record(granted.actor(), event).await?.commit().await
}

/// Goes back to the text as it ships.
pub async fn reset(house: &House, granted: &Granted<SettingsEdit>, name: TextName) -> Result<()> {
    let mut change = house.change(granted).await?;
    let removed = change
        .tx
        .execute(
            "DELETE FROM letter_texts WHERE org_id = ?1 AND kind = ?2 AND channel = ?3",
            params![granted.org(), name.kind.name(), name.channel.name()],
        )
        .await?;
    if removed == 0 {
        return Ok(());
    }
    let event = event(name).changed("text", "own", "as it ships");
    change.record(granted.actor(), event).await?.commit().await
}

fn event(name: TextName) -> Event {
    let (kind, channel) = (name.kind.shape().title, name.channel.title());
    Event::of(Action::LetterTextChanged).labelled(format!("{kind} ({channel})"))
}
