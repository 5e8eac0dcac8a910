//! Whom a message goes to, in order, as of now.

use db::{Tx, params};
use kernel::{AccountId, ContactId, OrgId, Phone, Result, Timestamp};

use super::hook;
use super::means::Means;
use super::plan::{After, Plan, Target};
use crate::on_call;
use crate::people::contacts;

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
    (who, channel, round): (ContactId, Means, i64),
) -> Result<Reached> {
    let found = tx
        .row(
            "SELECT name, emails, phones FROM contacts WHERE org_id = ?1 AND account_id = ?2 AND id = ?3",
            params![org, account, who],
            |row| Ok((row.get::<String>(0)?, row.get::<String>(1)?, row.get::<String>(2)?)),
        )
        .await?;
    let Some((name, emails, phones)) = found else {
        let name = "Somebody who is gone".to_owned();
        return Ok(Reached { name, address: Err("No contact of the account any more") });
    };
    let (addresses, none) = match channel {
        Means::Webhook => return Ok(Reached { name, address: hook::whom(tx, org, account).await? }),
        Means::Email => (usable(&emails, |one| kernel::Email::parse(one).is_ok()), "No email address"),
        // Only a whole number gets a text message, not an extension.
        Means::Sms => (usable(&phones, |one| Phone::parse(one, "").is_ok()), "No number for text messages"),
    };
    Ok(Reached { name, address: of_round(&addresses, round).ok_or(none) })
}

/// Those that this way can use, in order of preference.
fn usable(ways: &str, can: impl Fn(&str) -> bool) -> Vec<String> {
    contacts::stored(ways).into_iter().map(|way| way.to).filter(|one| can(one)).collect()
}

/// The first address first, each reminder to the next one, and after the last one from the beginning.
fn of_round(addresses: &[String], round: i64) -> Option<String> {
    let many = i64::try_from(addresses.len()).ok().filter(|many| *many > 0)?;
    addresses.get(usize::try_from(round.rem_euclid(many)).ok()?).cloned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn s0_09_a_reminder_goes_to_the_next_number_of_the_contact() {
        let numbers =
            usable("work +15125550143\nother +15125550144\nother x", |one| Phone::parse(one, "").is_ok());
        for (round, expected) in [(0, 0), (1, 1), (2, 0), (3, 1)] {
            assert_eq!(of_round(&numbers, round).as_ref(), numbers.get(expected), "{round}");
        }
        assert_eq!((numbers.len(), of_round(&[], 0)), (2, None));
    }
}
