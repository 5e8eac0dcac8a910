//! Whom a message goes to, in order, as of now.

use db::{Tx, params};
use kernel::{AccountId, ContactId, OrgId, Phone, Result, Timestamp};

use super::plan::{After, Plan, Target};
use crate::notices::Channel;
use crate::on_call;

/// The person for whom it is, or who is on call, and whoever comes after.
pub async fn in_order(
    tx: &mut Tx,
    org: OrgId,
    plan: &Plan,
    contact: Option<ContactId>,
    at: Timestamp,
) -> Result<Vec<ContactId>> {
    let on_call = match plan.to {
        Some(Target::Schedule(id)) => on_call::order_at(tx, org, id, at).await?,
        _ => Vec::new(),
    };
    let first = contact.or(match plan.to {
        Some(Target::Contact(id)) => Some(id),
        _ => on_call.first().copied(),
    });
    let Some(first) = first else { return Ok(Vec::new()) };
    let mut people = vec![first];
    match plan.after {
        After::OnCall => people.extend(on_call),
        After::Contact(id) => people.push(id),
        After::Nobody => {}
    }
    Ok(people)
}

/// A contact, and by which address it would be reached.
pub struct Reached {
    pub name: String,
    /// Or why there is none.
    pub address: Result<String, &'static str>,
}

pub async fn reached(
    tx: &mut Tx,
    org: OrgId,
    account: AccountId,
    (who, channel): (ContactId, Channel),
) -> Result<Reached> {
    let found = tx
        .row(
            "SELECT name, email, phone FROM contacts WHERE org_id = ?1 AND account_id = ?2 AND id = ?3",
            params![org, account, who],
            |row| Ok((row.get::<String>(0)?, row.get::<String>(1)?, row.get::<String>(2)?)),
        )
        .await?;
    let Some((name, email, phone)) = found else {
        let name = "Somebody who is gone".to_owned();
        return Ok(Reached { name, address: Err("No contact of the account any more") });
    };
    let address = match channel {
        Channel::Email => kernel::Email::parse(&email).map(|_| email).map_err(|_| "No email address"),
        // Only a whole number gets a text message, not an extension.
        Channel::Sms => Phone::parse(&phone, "")
            .map(|phone| phone.as_str().to_owned())
            .map_err(|_| "No number for text messages"),
    };
    Ok(Reached { name, address })
}
