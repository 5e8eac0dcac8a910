//! What becomes of each person of a file: new, there already, or refused with the reason.

use std::collections::HashMap;

use db::{Tx, params};
use kernel::text::fold;
use kernel::{AccountId, OrgId, Result};

use super::written::{everybody, short};
use crate::people::contacts::{ContactDetails, Way, stored};

/// One person of the file.
#[derive(Clone, Debug)]
pub struct Judged {
    /// On which line of the file.
    pub line: usize,
    pub name: String,
    pub outcome: Outcome,
}

#[derive(Clone, Debug)]
pub enum Outcome {
    New(Box<ContactDetails>),
    /// Whoever it is among the contacts of the account, or further up in the file.
    Known(String),
    Refused(String),
}

/// By what somebody is known again: an address; a number together with the name, since many share one; the name alone
/// if there is nothing else.
fn keys(name: &str, emails: &[String], phones: &[String]) -> Vec<String> {
    let name = fold(name);
    let mut keys: Vec<String> = emails.iter().map(|email| format!("e {}", email.to_lowercase())).collect();
    keys.extend(phones.iter().map(|phone| format!("p {phone} {name}")));
    if keys.is_empty() {
        keys.push(format!("n {name}"));
    }
    keys
}

fn keys_of(details: &ContactDetails) -> Vec<String> {
    let emails: Vec<String> = details.emails.iter().map(|way| way.to.to_string()).collect();
    let phones: Vec<String> = details.phones.iter().map(|way| way.to.to_string()).collect();
    keys(details.name.as_str(), &emails, &phones)
}

/// Everybody of the file, against whoever is there.
pub(super) async fn judge(
    tx: &mut Tx,
    (org, account): (OrgId, AccountId),
    region: &str,
    file: &str,
) -> Result<Vec<Judged>> {
    let mut known = known(tx, org, account).await?;
    let mut judged = Vec::new();
    for (line, one) in everybody(file)? {
        let name = one.as_ref().map(|one| short(&one.name)).unwrap_or_default();
        let outcome = match one.and_then(|one| one.details(region)) {
            Err(reason) => Outcome::Refused(reason),
            Ok(details) => {
                let keys = keys_of(&details);
                if let Some(who) = keys.iter().find_map(|key| known.get(key)) {
                    Outcome::Known(who.clone())
                } else {
                    known.extend(keys.into_iter().map(|key| (key, details.name.to_string())));
                    Outcome::New(Box::new(details))
                }
            }
        };
        judged.push(Judged { line, name, outcome });
    }
    Ok(judged)
}

async fn known(tx: &mut Tx, org: OrgId, account: AccountId) -> Result<HashMap<String, String>> {
    let everybody: Vec<(String, String, String)> = tx
        .rows(
            "SELECT name, emails, phones FROM contacts WHERE org_id = ?1 AND account_id = ?2",
            params![org, account],
            |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)),
        )
        .await?;
    let to = |ways: &str| stored(ways).into_iter().map(|way: Way<String>| way.to).collect::<Vec<_>>();
    let each = everybody.into_iter().flat_map(|(name, emails, phones)| {
        keys(&name, &to(&emails), &to(&phones)).into_iter().map(move |key| (key, name.clone()))
    });
    Ok(each.collect())
}
