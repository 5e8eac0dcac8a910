//! Writing an announcement: to whom, by which way, when; and nothing of it if it may not go out as it is.

use db::{Tx, params};
use kernel::text::{fold, line, paragraph};
use kernel::{AccountId, AnnouncementId, ContactId, Error, Invalid, OrgId, Phone, Result, Span, Timestamp};

use super::{links, screening, send};
use crate::access::{AnnouncementsSend, Granted};
use crate::accounts::templates::TAKES_NOTHING;
use crate::accounts::{self, Account};
use crate::change::Change;
use crate::history::{Action, Event};
use crate::house::{House, Read};
use crate::notices::{Channel, fill_words, words_wrong};

pub const LONGEST_SUBJECT: usize = 200;
pub const LONGEST_TEXT: usize = 10_000;
pub const LONGEST_SMS: usize = 600;
/// People whom one announcement reaches.
const MOST: usize = 2000;
/// An announcement is written at most a year before it goes out.
const AHEAD: Span = Span::days(366);
/// What subject and text may use.
pub const VARIABLES: [&str; 3] = ["first_name", "name", "business"];

/// An announcement as it is written.
#[derive(Clone, Debug)]
pub struct NewAnnouncement {
    pub channel: Channel,
    /// Of a mail; a text message has none.
    pub subject: String,
    /// Markdown, with `{{ first_name }}`, `{{ name }}` and `{{ business }}`.
    pub text: String,
    pub to: Vec<ContactId>,
    /// None: at once.
    pub at: Option<Timestamp>,
}

/// A contact whom an announcement could go to.
#[derive(Clone, Debug)]
pub struct Reachable {
    pub id: ContactId,
    pub name: String,
    pub email: String,
    pub phone: String,
}

/// The contacts of the account, for whoever writes to them; at most as many as one announcement reaches.
pub async fn reachable(
    read: &mut Read,
    granted: &Granted<AnnouncementsSend>,
    account: AccountId,
) -> Result<Vec<Reachable>> {
    accounts::find_in(&mut read.0, granted, account).await?;
    of_account(&mut read.0, granted.org(), account).await
}

async fn of_account(tx: &mut Tx, org: OrgId, account: AccountId) -> Result<Vec<Reachable>> {
    Ok(tx
        .rows(
            &format!(
                "SELECT id, name, email, phone FROM contacts WHERE org_id = ?1 AND account_id = ?2
                 ORDER BY name_folded, id LIMIT {MOST}"
            ),
            params![org, account],
            |row| {
                Ok(Reachable { id: row.get(0)?, name: row.get(1)?, email: row.get(2)?, phone: row.get(3)? })
            },
        )
        .await?)
}

/// Writes it, and puts its letters into the outbox unless it is for later. `address` is what links of the organization
/// begin with: those are no external ones.
pub async fn compose(
    house: &House,
    granted: &Granted<AnnouncementsSend>,
    account: AccountId,
    new: NewAnnouncement,
    address: &str,
) -> Result<AnnouncementId> {
    let mut change = house.change(granted).await?;
    let org = granted.org();
    let account = accounts::find_in(&mut change.tx, granted, account).await?;
    if account.template {
        return Err(Error::conflict(TAKES_NOTHING));
    }
    if account.is_locked() {
        return Err(Error::Locked);
    }
    let new = checked(new, change.at)?;
    let at = new.at.unwrap_or(change.at);
    let recipients = recipients(&mut change.tx, org, &account, &new).await?;
    let reached = written(&account, &new, &recipients, &links::own(address), at)?.len();
    let id = insert(&mut change, granted, &account, &new, at).await?;
    for (place, one) in recipients.iter().enumerate() {
        let place = i64::try_from(place).map_err(Error::bug)?;
        change
            .tx
            .execute(
                "INSERT INTO announcement_recipients (org_id, announcement_id, place, contact_id, name, recipient,
                                                      left_out)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
                params![org, id, place, one.contact, &one.name, &one.address, one.left_out],
            )
            .await?;
    }
    if new.at.is_none() {
        send::put_letters(&mut change, org, id).await?;
    }
    let event = Event::of(Action::AnnouncementWritten)
        .about(id.any(), title(&new))
        .in_account(account.id)
        .changed("recipients", "", reached.to_string())
        .changed("goes out", "", new.at.map_or_else(|| "at once".to_owned(), |at| at.to_string()));
    change.record(granted.actor(), event).await?.commit().await?;
    Ok(id)
}

/// A letter as its first reader gets it, less the lines below it.
#[derive(Clone, Debug)]
pub struct Preview {
    pub name: String,
    pub subject: String,
    pub text: String,
}

/// The same questions as [`compose`] asks, and nothing is written.
pub async fn preview(
    read: &mut Read,
    granted: &Granted<AnnouncementsSend>,
    account: AccountId,
    new: &NewAnnouncement,
    address: &str,
    now: Timestamp,
) -> Result<Preview> {
    let account = accounts::find_in(&mut read.0, granted, account).await?;
    let new = checked(new.clone(), now)?;
    let recipients = recipients(&mut read.0, granted.org(), &account, &new).await?;
    let written = written(&account, &new, &recipients, &links::own(address), new.at.unwrap_or(now))?;
    written.into_iter().next().ok_or(Error::NotFound)
}

/// What each of them would read; refused if one of them may not.
fn written(
    account: &Account,
    new: &NewAnnouncement,
    recipients: &[Chosen],
    own: &str,
    at: Timestamp,
) -> Result<Vec<Preview>> {
    let reached = recipients.iter().filter(|one| one.left_out.is_empty());
    reached
        .map(|one| {
            let values = values(&one.name, &account.name);
            let subject =
                fill_words(&new.subject, &values).map_err(|words| Error::invalid("subject", words))?;
            let text = fill_words(&new.text, &values).map_err(|words| Error::invalid("text", words))?;
            screening::screen(account, &[&subject, &text], own, at)?;
            Ok(Preview { name: one.name.clone(), subject, text })
        })
        .collect()
}

/// What a text is filled with for one reader.
pub(super) fn values(name: &str, business: &str) -> Vec<(&'static str, String)> {
    let first = name.split_whitespace().next().unwrap_or_default();
    vec![("first_name", first.to_owned()), ("name", name.to_owned()), ("business", business.to_owned())]
}

/// What stands for it in lists: a text message has no subject.
fn title(new: &NewAnnouncement) -> String {
    let words =
        if new.subject.is_empty() { new.text.lines().next().unwrap_or_default() } else { &new.subject };
    words.chars().take(80).collect()
}

fn checked(new: NewAnnouncement, now: Timestamp) -> Result<NewAnnouncement> {
    let mut invalid = Invalid::default();
    let sms = new.channel == Channel::Sms;
    let subject = invalid.check("subject", line(&new.subject, LONGEST_SUBJECT)).unwrap_or_default();
    let longest = if sms { LONGEST_SMS } else { LONGEST_TEXT };
    let text = invalid.check("text", paragraph(&new.text, longest)).unwrap_or_default();
    if !sms && subject.is_empty() && invalid.message("subject").is_none() {
        invalid.push("subject", "Write what it is about.");
    }
    if text.trim().is_empty() && invalid.message("text").is_none() {
        invalid.push("text", "Write what your contacts should know.");
    }
    for (field, words) in [("subject", &subject), ("text", &text)] {
        if let Err(wrong) = words_wrong(words, &VARIABLES) {
            invalid.push(field, wrong);
        }
    }
    if new.at.is_some_and(|at| at <= now) {
        invalid.push("at", "Choose a time that is still to come, or send it now.");
    }
    if new.at.is_some_and(|at| at > now + AHEAD) {
        invalid.push("at", "Choose a time within a year.");
    }
    if new.to.is_empty() {
        invalid.push("to", "Choose who gets it.");
    }
    invalid.into_result()?;
    Ok(NewAnnouncement { subject: if sms { String::new() } else { subject }, text, ..new })
}

struct Chosen {
    contact: ContactId,
    name: String,
    address: String,
    /// Why this person gets nothing; empty if it does.
    left_out: &'static str,
}

/// The chosen contacts, each once, with the address that this way needs.
async fn recipients(
    tx: &mut Tx,
    org: OrgId,
    account: &Account,
    new: &NewAnnouncement,
) -> Result<Vec<Chosen>> {
    let known = of_account(tx, org, account.id).await?;
    if new.to.iter().any(|id| !known.iter().any(|contact| contact.id == *id)) {
        return Err(Error::invalid("to", "Choose contacts of this account."));
    }
    let refused = refusals(tx, org, account.id).await?;
    let chosen: Vec<Chosen> = known
        .into_iter()
        .filter(|contact| new.to.contains(&contact.id))
        .map(|contact| {
            let (address, none) = match new.channel {
                Channel::Email => (contact.email, "No email address"),
                Channel::Sms => (sms_number(&contact.phone), "No number for text messages"),
            };
            let left_out = match address.as_str() {
                "" => none,
                one if refused.contains(&one.to_lowercase()) => "Unsubscribed",
                _ => "",
            };
            Chosen { contact: contact.id, name: contact.name, address, left_out }
        })
        .collect();
    if chosen.iter().all(|one| !one.left_out.is_empty()) {
        return Err(Error::invalid("to", "None of them can be reached this way."));
    }
    Ok(chosen)
}

/// Only a whole number gets a text message, not an extension.
fn sms_number(phone: &str) -> String {
    Phone::parse(phone, "").map_or_else(|_| String::new(), |phone| phone.as_str().to_owned())
}

async fn refusals(tx: &mut Tx, org: OrgId, account: AccountId) -> Result<Vec<String>> {
    Ok(tx
        .rows(
            "SELECT recipient FROM announcement_refusals WHERE org_id = ?1 AND account_id = ?2",
            params![org, account],
            |row| row.get(0),
        )
        .await?)
}

async fn insert(
    change: &mut Change,
    granted: &Granted<AnnouncementsSend>,
    account: &Account,
    new: &NewAnnouncement,
    at: Timestamp,
) -> Result<AnnouncementId> {
    let id = AnnouncementId::new(change.at, &change.dice);
    change
        .tx
        .execute(
            "INSERT INTO announcements (org_id, id, account_id, channel, subject, body, state, send_at, creator_id,
                                        creator, created_at, search)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, 'scheduled', ?7, ?8, ?9, ?10, ?11)",
            params![
                granted.org(),
                id,
                account.id,
                new.channel.name(),
                &new.subject,
                &new.text,
                at,
                granted.actor().user_id(),
                granted.actor().signature(),
                change.at,
                fold(&format!("{} {}", new.subject, new.text)),
            ],
        )
        .await?;
    Ok(id)
}
