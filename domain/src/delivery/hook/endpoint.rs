//! Where the messages of an account are posted: the address, and the secret that signs.

use db::{Tx, params};
use kernel::{AccountId, Error, OrgId, Result, Timestamp};

use super::super::{Means, plan};
use crate::access::{Granted, MessagesDeliver};
use crate::accounts;
use crate::accounts::templates::TAKES_NOTHING;
use crate::history::{Action, Event};
use crate::house::{House, Read};
use crate::outside::{address, host};
use crate::webhooks::secret;

/// Characters of an address.
pub const LONGEST_URL: usize = 500;

/// A system that gets the messages of an account. Its secret is never read out again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hook {
    pub url: String,
    pub made_at: Timestamp,
    pub made_by: String,
    /// Until then the secret before the present one signs, too.
    pub old_until: Option<Timestamp>,
}

impl Hook {
    /// Whom it leads to, for people: what follows the host may be a secret.
    pub fn host(&self) -> String {
        host(&self.url)
    }
}

pub async fn find(
    read: &mut Read,
    granted: &Granted<MessagesDeliver>,
    account: AccountId,
) -> Result<Option<Hook>> {
    accounts::find_in(&mut read.0, granted, account).await?;
    of_account(&mut read.0, granted.org(), account).await
}

async fn of_account(tx: &mut Tx, org: OrgId, account: AccountId) -> Result<Option<Hook>> {
    Ok(tx
        .row(
            "SELECT url, made_at, made_by, old_until FROM delivery_hooks WHERE org_id = ?1 AND account_id = ?2",
            params![org, account],
            |row| {
                Ok(Hook {
                    url: row.get(0)?,
                    made_at: row.get(1)?,
                    made_by: row.get(2)?,
                    old_until: row.get(3)?,
                })
            },
        )
        .await?)
}

pub(in crate::delivery) async fn is_there(tx: &mut Tx, org: OrgId, account: AccountId) -> Result<bool> {
    Ok(of_account(tx, org, account).await?.is_some())
}

/// The host that is posted to, or why there is none: what follows it may be a secret of the other side.
pub(in crate::delivery) async fn whom(
    tx: &mut Tx,
    org: OrgId,
    account: AccountId,
) -> Result<Result<String, &'static str>> {
    let hook = of_account(tx, org, account).await?;
    Ok(hook.map(|hook| host(&hook.url)).ok_or("No webhook"))
}

/// Another address, or the first one: then its secret is answered, this once. `private` is whether the server’s
/// administrator allows addresses in the own network; a client is never given them.
pub async fn save(
    house: &House,
    granted: &Granted<MessagesDeliver>,
    account: AccountId,
    (url, private): (&str, bool),
) -> Result<Option<String>> {
    let private = private && granted.actor().is_of_the_team();
    let url = url.trim();
    address(url, LONGEST_URL, private).map_err(|why| Error::invalid("url", why))?;
    let mut change = house.change(granted).await?;
    let org = granted.org();
    let about = accounts::find_in(&mut change.tx, granted, account).await?;
    if about.template {
        return Err(Error::conflict(TAKES_NOTHING));
    }
    let before = of_account(&mut change.tx, org, account).await?;
    let event = Event::of(Action::DeliveryPlanned).about(account.any(), about.name).in_account(account);
    if let Some(before) = before {
        if before.url == url {
            return Ok(None);
        }
        change
            .tx
            .execute(
                "UPDATE delivery_hooks SET url = ?3, private = ?4 WHERE org_id = ?1 AND account_id = ?2",
                params![org, account, url, i64::from(private)],
            )
            .await?;
        let (from, to) = (host(&before.url), host(url));
        // Of one host only what follows it is another, which nobody is told.
        let event = if from == to { event.secret("webhook") } else { event.changed("webhook", from, to) };
        change.record(granted.actor(), event).await?.commit().await?;
        return Ok(None);
    }
    let new = secret::new(&change.dice);
    change
        .tx
        .execute(
            "INSERT INTO delivery_hooks (org_id, account_id, url, private, secret, made_at, made_by)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
            params![
                org,
                account,
                url,
                i64::from(private),
                new.as_slice(),
                change.at,
                granted.actor().signature()
            ],
        )
        .await?;
    let event = event.changed("webhook", "", host(url)).secret("secret");
    change.record(granted.actor(), event).await?.commit().await?;
    Ok(Some(secret::shown(&new)))
}

/// Another secret, shown this once. The one before it signs beside it for a day.
pub async fn rotate(house: &House, granted: &Granted<MessagesDeliver>, account: AccountId) -> Result<String> {
    let mut change = house.change(granted).await?;
    let about = accounts::find_in(&mut change.tx, granted, account).await?;
    let new = secret::new(&change.dice);
    let done = change
        .tx
        .execute(
            "UPDATE delivery_hooks SET old_secret = secret, old_until = ?3, secret = ?4
             WHERE org_id = ?1 AND account_id = ?2",
            params![granted.org(), account, change.at + secret::OVERLAP, new.as_slice()],
        )
        .await?;
    if done == 0 {
        return Err(Error::NotFound);
    }
    let event = Event::of(Action::DeliveryPlanned)
        .about(account.any(), about.name)
        .in_account(account)
        .secret("secret of the webhook");
    change.record(granted.actor(), event).await?.commit().await?;
    Ok(secret::shown(&new))
}

/// Refused while the plan still sends there.
pub async fn remove(house: &House, granted: &Granted<MessagesDeliver>, account: AccountId) -> Result<()> {
    let mut change = house.change(granted).await?;
    let org = granted.org();
    let about = accounts::find_in(&mut change.tx, granted, account).await?;
    let hook = of_account(&mut change.tx, org, account).await?.ok_or(Error::NotFound)?;
    let plan = plan::of_account(&mut change.tx, org, account).await?;
    if plan.is_some_and(|plan| plan.pace.channels.contains(&Means::Webhook)) {
        return Err(Error::conflict("The delivery plan sends messages to it. Change the plan first."));
    }
    let sql = "DELETE FROM delivery_hooks WHERE org_id = ?1 AND account_id = ?2";
    change.tx.execute(sql, params![org, account]).await?;
    let event = Event::of(Action::DeliveryPlanned)
        .about(account.any(), about.name)
        .in_account(account)
        .changed("webhook", host(&hook.url), "");
    change.record(granted.actor(), event).await?.commit().await
}
