//! Writing a letter, at the moment of sending: what was true when it was put into the outbox may not be any more.

use std::collections::BTreeMap;

use db::params;
use kernel::{Result, Timestamp, UserId};

use super::lines::{first_name, one_line};
use super::{Channel, Letter, Shape};
use crate::change::Change;
use crate::organizations::Organization;

/// What a letter is written with.
pub(crate) struct Occasion<'a> {
    pub letter: &'a Letter,
    pub organization: &'a Organization,
    /// The address that all links of this organization begin with, `https://79273.portal.example`; made of the
    /// configured base URL, never of a request.
    pub address: &'a str,
    pub person: Option<Addressee>,
    pub now: Timestamp,
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
    /// Nobody needs it any more, and why.
    Drop(&'static str),
}

/// A letter as it goes out, or why it does not.
pub(super) enum Written {
    Ready(Page),
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
    let address = organization.address(base_url);
    let now = change.at;
    let occasion = Occasion { letter, organization, address: &address, person, now };
    let own = match letter.kind.fill(change, &occasion).await? {
        Filled::With(values) => values,
        Filled::Drop(reason) => return Ok(Written::Drop(reason)),
    };
    let values = common(&occasion).into_iter().chain(own).collect::<Vec<_>>();
    let (subject, body) = text(letter.kind.shape(), letter.channel);
    let (subject, text) = (one_line(&render(subject, &values)?), render(body, &values)?);
    Ok(Written::Ready(Page { subject, text, address }))
}

/// The variables that every text may use.
fn common(occasion: &Occasion<'_>) -> Vec<(&'static str, String)> {
    let mut values = vec![
        ("organization", occasion.organization.name.clone()),
        ("login_url", format!("{}/login", occasion.address)),
    ];
    if let Some(person) = &occasion.person {
        values.push(("name", person.name.clone()));
        values.push(("first_name", first_name(&person.name).to_owned()));
        values.push(("user_id", person.email.clone()));
    }
    values
}

fn text(shape: &'static Shape, channel: Channel) -> (&'static str, &'static str) {
    let text = match channel {
        Channel::Email => shape.email,
        Channel::Sms => shape.sms,
    };
    text.map_or(("", ""), |text| (text.subject, text.body))
}

/// Fills a text. Values stand on one line each: nothing that somebody chose as a name begins a line of its own.
fn render(text: &str, values: &[(&'static str, String)]) -> Result<String> {
    let values: BTreeMap<&str, String> =
        values.iter().map(|(name, value)| (*name, one_line(value))).collect();
    minijinja::Environment::new().render_str(text, values).map_err(kernel::Error::bug)
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
