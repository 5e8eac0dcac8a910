//! Writing a letter, at the moment of sending: what was true when it was put into the outbox may not be any more.

use std::collections::BTreeMap;

use db::params;
use kernel::{Error, Result, Timestamp, UserId};

use super::lines::first_name;
use super::template::Values;
use super::texts::{self, CurrentText, TextName, Words};
use super::{Letter, choices};
use crate::change::Change;
use crate::organizations::Organization;
use crate::sign_in::passwords::Temporary;

/// What a letter is written with.
pub(crate) struct Occasion<'a> {
    pub letter: &'a Letter,
    pub organization: &'a Organization,
    /// The address that all links of this organization begin with, `https://79273.portal.example`; made of the
    /// configured base URL, never of a request.
    pub address: &'a str,
    pub person: Option<Addressee>,
    pub now: Timestamp,
    /// Made beforehand for a letter that said that it needs one.
    pub temporary: Option<&'a Temporary>,
}

/// Whom a letter is for, as of now.
pub(crate) struct Addressee {
    pub name: String,
    pub email: String,
}

/// What a kind of letter makes of an occasion.
pub(crate) enum Filled {
    /// The values of its own variables.
    With(Vec<(&'static str, String)>),
    /// A text that somebody wrote for this occasion, as it is.
    Written(Words),
    /// A text with samples, for whoever edits it.
    Sample(TextName),
    /// It brings a temporary password, which is to be made before the database is held.
    NeedsPassword,
    /// Nobody needs it any more, and why.
    Drop(&'static str),
}

/// A letter as it goes out, or why it does not.
pub(super) enum Written {
    Ready(Page),
    NeedsPassword,
    Drop(&'static str),
}

#[derive(Default)]
pub(super) struct Page {
    pub subject: String,
    pub text: String,
    /// What all links begin with.
    pub address: String,
}

pub(super) async fn write(
    change: &mut Change,
    organization: &Organization,
    letter: &Letter,
    base_url: &str,
    temporary: Option<&Temporary>,
) -> Result<Written> {
    if letter.ends_at.is_some_and(|ends_at| ends_at <= change.at) {
        return Ok(Written::Drop("It was too late for it."));
    }
    let person = match letter.user {
        None => None,
        Some(user) => match addressee(change, organization, user).await? {
            Some(person) => Some(person),
            None => return Ok(Written::Drop("The person is no longer there, or disabled.")),
        },
    };
    if let Some(user) = letter.user {
        let asked =
            choices::unwanted(&mut change.tx, organization.id, user, letter.kind, letter.channel, &letter.to);
        if let Some(reason) = asked.await? {
            return Ok(Written::Drop(reason));
        }
    }
    let address = organization.address(base_url);
    let now = change.at;
    let occasion = Occasion { letter, organization, address: &address, person, now, temporary };
    let name = TextName { kind: letter.kind, channel: letter.channel };
    let words = match letter.kind.fill(change, &occasion).await? {
        Filled::With(own) => {
            let current = texts::current(&mut change.tx, organization.id, name).await?;
            fill(name, &current, &values(name, &occasion, own))?
        }
        Filled::Sample(of) => {
            let current = texts::current(&mut change.tx, organization.id, of).await?;
            of.preview(&current.words, organization, base_url)?
        }
        Filled::Written(words) => words,
        Filled::NeedsPassword => return Ok(Written::NeedsPassword),
        Filled::Drop(reason) => return Ok(Written::Drop(reason)),
    };
    Ok(Written::Ready(Page { subject: words.subject, text: words.body, address }))
}

/// A text that somebody wrote and that cannot be filled (it was checked, by another version) must not keep a letter
/// back: then it is sent as it ships.
fn fill(name: TextName, current: &CurrentText, values: &Values) -> Result<Words> {
    match (texts::filled(&current.words, values), name.shipped()) {
        (Ok(words), _) => Ok(words),
        (Err(error), Some(shipped)) if current.own => {
            tracing::warn!(%error, text = %name, "a text of one's own cannot be filled");
            texts::filled(&shipped, values).map_err(Error::bug)
        }
        (Err(error), _) => Err(Error::bug(error)),
    }
}

/// The value of everything that the text may use; empty where there is none.
fn values(name: TextName, occasion: &Occasion<'_>, own: Values) -> Values {
    let mut known: BTreeMap<&str, String> = own.into_iter().collect();
    known.insert("organization", occasion.organization.name.clone());
    known.insert("login_url", format!("{}/login", occasion.address));
    if let Some(person) = &occasion.person {
        known.insert("name", person.name.clone());
        known.insert("first_name", first_name(&person.name).to_owned());
        known.insert("user_id", person.email.clone());
    }
    let value = |name: &'static str| (name, known.get(name).cloned().unwrap_or_default());
    name.variables().map(|variable| value(variable.name)).collect()
}

async fn addressee(
    change: &mut Change,
    organization: &Organization,
    user: UserId,
) -> Result<Option<Addressee>> {
    Ok(change
        .tx
        .row(
            "SELECT name, email FROM users WHERE org_id = ?1 AND id = ?2 AND disabled_at IS NULL",
            params![organization.id, user],
            |row| Ok(Addressee { name: row.get(0)?, email: row.get(1)? }),
        )
        .await?)
}
