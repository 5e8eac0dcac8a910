//! Endpoints are made, changed, switched off and on again, given another secret, and deleted.

use db::params;
use kernel::text::line;
use kernel::{AccountId, Error, Invalid, OrgId, Result, WebhookId};

use super::endpoint::{Endpoint, find_in, must_be_cleared};
use super::{secret, topics};
use crate::access::{Actor, Granted, SettingsEdit};
use crate::accounts;
use crate::change::Change;
use crate::history::{Action, Event};
use crate::house::House;
use crate::outside::{address, host};

/// Endpoints of an organization.
pub const MOST: usize = 20;
/// Characters of an address.
pub const LONGEST_URL: usize = 500;
const LONGEST_NAME: usize = 80;
const MOST_ACCOUNTS: usize = 100;

/// An endpoint as somebody wants it.
#[derive(Clone, Debug, Default)]
pub struct Details {
    pub url: String,
    pub name: String,
    /// None is all.
    pub topics: Vec<String>,
    /// None is all.
    pub accounts: Vec<AccountId>,
    pub secure: bool,
}

/// A new endpoint, with its secret, shown this once.
pub struct Made {
    pub id: WebhookId,
    pub secret: String,
}

/// It hears of what happens from now on. `private` is whether the server’s administrator allows addresses in the own
/// network.
pub async fn make(
    house: &House,
    granted: &Granted<SettingsEdit>,
    details: Details,
    private: bool,
) -> Result<Made> {
    must_be_cleared(granted, details.secure)?;
    let details = checked(details, private)?;
    let mut change = house.change(granted).await?;
    let org = granted.org();
    let there: i64 = change
        .tx
        .row("SELECT count(*) FROM webhooks WHERE org_id = ?1", params![org], |row| row.get(0))
        .await?
        .unwrap_or_default();
    if usize::try_from(there).unwrap_or(usize::MAX) >= MOST {
        return Err(Error::conflict(format!("An organization has at most {MOST} webhooks.")));
    }
    let (id, new) = (WebhookId::new(change.at, &change.dice), secret::new(&change.dice));
    let by = granted.actor().signature();
    change
        .tx
        .execute(
            "INSERT INTO webhooks (org_id, id, url, name, topics, secure, secret, told_seq, created_at, created_by)
             SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?7, seq, ?8, ?9 FROM history_heads WHERE org_id = ?1",
            params![
                org,
                id,
                details.url.as_str(),
                details.name.as_str(),
                details.topics.join("\n"),
                i64::from(details.secure),
                new.as_slice(),
                change.at,
                by.as_str()
            ],
        )
        .await?;
    narrow(&mut change, granted, id, &details.accounts).await?;
    let event = Event::of(Action::WebhookMade)
        .about(id.any(), details.name.as_str())
        .changed("address", "", host(&details.url))
        .changed("hears of", "", hears_of(&details.topics))
        .changed("Secure accounts", "", yes(details.secure))
        .secret("secret");
    change.record(granted.actor(), event).await?.commit().await?;
    Ok(Made { id, secret: secret::shown(&new) })
}

pub async fn edit(
    house: &House,
    granted: &Granted<SettingsEdit>,
    id: WebhookId,
    details: Details,
    private: bool,
) -> Result<()> {
    must_be_cleared(granted, details.secure)?;
    let details = checked(details, private)?;
    let mut change = house.change(granted).await?;
    let before = own(&mut change, granted, id).await?;
    change
        .tx
        .execute(
            "UPDATE webhooks SET url = ?3, name = ?4, topics = ?5, secure = ?6 WHERE org_id = ?1 AND id = ?2",
            params![
                granted.org(),
                id,
                details.url.as_str(),
                details.name.as_str(),
                details.topics.join("\n"),
                i64::from(details.secure)
            ],
        )
        .await?;
    narrow(&mut change, granted, id, &details.accounts).await?;
    let event = Event::of(Action::WebhookEdited)
        .about(id.any(), details.name.as_str())
        .changed("name", before.name, details.name.as_str())
        .changed("address", host(&before.url), host(&details.url))
        .changed("hears of", hears_of(&before.topics), hears_of(&details.topics))
        .changed("accounts", count(before.accounts.len()), count(details.accounts.len()))
        .changed("Secure accounts", yes(before.secure), yes(details.secure));
    change.record(granted.actor(), event).await?.commit().await
}

pub async fn delete(house: &House, granted: &Granted<SettingsEdit>, id: WebhookId) -> Result<()> {
    let mut change = house.change(granted).await?;
    let endpoint = own(&mut change, granted, id).await?;
    for sql in [
        "DELETE FROM webhook_attempts WHERE org_id = ?1 AND delivery_id IN
           (SELECT id FROM webhook_deliveries WHERE org_id = ?1 AND webhook_id = ?2)",
        "DELETE FROM webhook_deliveries WHERE org_id = ?1 AND webhook_id = ?2",
        "DELETE FROM webhook_accounts WHERE org_id = ?1 AND webhook_id = ?2",
        "DELETE FROM webhooks WHERE org_id = ?1 AND id = ?2",
    ] {
        change.tx.execute(sql, params![granted.org(), id]).await?;
    }
    let event = Event::of(Action::WebhookDeleted).about(id.any(), endpoint.name);
    change.record(granted.actor(), event).await?.commit().await
}

/// What happens meanwhile it is not told of; what waits, waits.
pub async fn disable(house: &House, granted: &Granted<SettingsEdit>, id: WebhookId) -> Result<()> {
    let mut change = house.change(granted).await?;
    let endpoint = own(&mut change, granted, id).await?;
    if endpoint.disabled.is_some() {
        return Ok(());
    }
    let event = switch_off(&mut change, granted.org(), &endpoint, "Switched off by hand.").await?;
    change.record(granted.actor(), event).await?.commit().await
}

/// It hears of what happens from now on, and gets what waited.
pub async fn enable(house: &House, granted: &Granted<SettingsEdit>, id: WebhookId) -> Result<()> {
    let mut change = house.change(granted).await?;
    let endpoint = own(&mut change, granted, id).await?;
    if endpoint.disabled.is_none() {
        return Ok(());
    }
    change
        .tx
        .execute(
            "UPDATE webhooks SET disabled_at = NULL, disabled_why = '', failing_since = NULL,
                told_seq = (SELECT seq FROM history_heads WHERE org_id = ?1)
             WHERE org_id = ?1 AND id = ?2",
            params![granted.org(), id],
        )
        .await?;
    let event = Event::of(Action::WebhookEnabled).about(id.any(), endpoint.name);
    change.record(granted.actor(), event).await?.commit().await
}

/// Another secret, shown this once. The one before it signs beside it for a day.
pub async fn rotate(house: &House, granted: &Granted<SettingsEdit>, id: WebhookId) -> Result<String> {
    let mut change = house.change(granted).await?;
    let endpoint = own(&mut change, granted, id).await?;
    let new = secret::new(&change.dice);
    change
        .tx
        .execute(
            "UPDATE webhooks SET old_secret = secret, old_until = ?3, secret = ?4 WHERE org_id = ?1 AND id = ?2",
            params![granted.org(), id, change.at + secret::OVERLAP, new.as_slice()],
        )
        .await?;
    let event = Event::of(Action::WebhookEdited).about(id.any(), endpoint.name).secret("secret");
    change.record(granted.actor(), event).await?.commit().await?;
    Ok(secret::shown(&new))
}

async fn own(change: &mut Change, granted: &Granted<SettingsEdit>, id: WebhookId) -> Result<Endpoint> {
    let endpoint = find_in(&mut change.tx, granted, id).await?;
    endpoint.must_be_ones_own(granted)?;
    Ok(endpoint)
}

pub(super) async fn switch_off(
    change: &mut Change,
    org: OrgId,
    endpoint: &Endpoint,
    why: &str,
) -> Result<Event> {
    change
        .tx
        .execute(
            "UPDATE webhooks SET disabled_at = ?3, disabled_why = ?4 WHERE org_id = ?1 AND id = ?2",
            params![org, endpoint.id, change.at, why],
        )
        .await?;
    let event = Event::of(Action::WebhookDisabled).about(endpoint.id.any(), endpoint.name.as_str());
    Ok(event.changed("why", "", why))
}

/// The accounts that it hears of, each within the reach of whoever decides it.
async fn narrow(
    change: &mut Change,
    granted: &Granted<SettingsEdit>,
    id: WebhookId,
    accounts: &[AccountId],
) -> Result<()> {
    let org = granted.org();
    change
        .tx
        .execute("DELETE FROM webhook_accounts WHERE org_id = ?1 AND webhook_id = ?2", params![org, id])
        .await?;
    for account in accounts {
        match accounts::find_in(&mut change.tx, granted, *account).await {
            Ok(_) => {}
            Err(Error::NotFound) => return Err(Error::invalid("accounts", "Choose among your accounts.")),
            Err(other) => return Err(other),
        }
        change
            .tx
            .execute(
                "INSERT INTO webhook_accounts (org_id, webhook_id, account_id) VALUES (?1, ?2, ?3)
                 ON CONFLICT (org_id, webhook_id, account_id) DO NOTHING",
                params![org, id, *account],
            )
            .await?;
    }
    Ok(())
}

/// What can be kept; everything that is wrong is said at once.
fn checked(details: Details, private: bool) -> Result<Details> {
    let mut invalid = Invalid::default();
    let name = invalid.check("name", line(&details.name, LONGEST_NAME)).unwrap_or_default();
    if name.is_empty() && invalid.message("name").is_none() {
        invalid.push("name", "Give it a name, such as that of the system that listens.");
    }
    if let Err(why) = address(details.url.trim(), LONGEST_URL, private) {
        invalid.push("url", why);
    }
    let known = topics();
    if details.topics.iter().any(|topic| !known.contains(topic.as_str())) {
        invalid.push("topics", "Choose among the kinds of events that there are.");
    }
    if details.accounts.len() > MOST_ACCOUNTS {
        invalid.push("accounts", format!("Choose at most {MOST_ACCOUNTS} accounts, or none for all."));
    }
    invalid.into_result()?;
    Ok(Details { name, url: details.url.trim().to_owned(), ..details })
}

fn hears_of(topics: &[String]) -> String {
    if topics.is_empty() { "everything".to_owned() } else { topics.join(", ") }
}

fn count(accounts: usize) -> String {
    if accounts == 0 { "all".to_owned() } else { accounts.to_string() }
}

const fn yes(yes: bool) -> &'static str {
    if yes { "yes" } else { "no" }
}

/// The machine itself, when an endpoint fails for too long.
pub(super) fn worker(org: OrgId) -> Actor {
    Actor::system(org, "webhooks")
}
