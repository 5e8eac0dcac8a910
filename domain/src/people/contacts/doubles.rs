//! Contacts of an account that may be the same person.

use std::collections::{BTreeMap, HashMap};

use db::Value;
use kernel::text::fold;
use kernel::{AccountId, Result};

use super::list::{COLUMNS, Contact, OWNER, read_contact};
use crate::access::{ContactsEdit, Granted, Select};
use crate::accounts;
use crate::house::Read;

/// Contacts of an account among which doubles are looked for, and pairs that are shown.
const LOOKED_AT: usize = 10_000;
pub const MOST_DOUBLES: usize = 100;
/// A number that more people have than these is the one of their office.
const SHARED: usize = 3;

/// Two who may be one.
#[derive(Clone, Debug)]
pub struct Double {
    /// Whoever is longer there.
    pub one: Contact,
    pub other: Contact,
    /// What they have in common: “email”, “phone”, “name”.
    pub same: Vec<&'static str>,
}

/// Pairs with the same email, phone or name, by name; at most a hundred.
pub async fn doubles(
    read: &mut Read,
    granted: &Granted<ContactsEdit>,
    account: AccountId,
) -> Result<Vec<Double>> {
    accounts::find_in(&mut read.0, granted, account).await?;
    let all = Select::of(COLUMNS, "contacts r")
        .within(granted, &OWNER)
        .and("r.account_id = {}", [Value::from(account)])
        .then(&format!("ORDER BY r.created_at, r.id LIMIT {LOOKED_AT}"))
        .rows(&mut read.0, read_contact)
        .await?;
    Ok(pairs(&all))
}

fn pairs(all: &[Contact]) -> Vec<Double> {
    let mut holders: HashMap<(&'static str, String), Vec<usize>> = HashMap::new();
    for (at, one) in all.iter().enumerate() {
        let emails = one.emails.iter().map(|way| ("email", way.to.to_lowercase()));
        let phones = one.phones.iter().map(|way| ("phone", way.to.clone()));
        for key in emails.chain(phones).chain([("name", fold(&one.name))]) {
            let of_key = holders.entry(key).or_default();
            if !of_key.contains(&at) {
                of_key.push(at);
            }
        }
    }
    let mut found: BTreeMap<(usize, usize), Vec<&'static str>> = BTreeMap::new();
    for ((same, _), of_key) in holders {
        if same == "phone" && of_key.len() > SHARED {
            continue;
        }
        let Some((first, others)) = of_key.split_first() else { continue };
        for other in others {
            let reasons = found.entry((*first, *other)).or_default();
            if !reasons.contains(&same) {
                reasons.push(same);
            }
        }
    }
    let pair = |((one, other), mut same): ((usize, usize), Vec<&'static str>)| {
        same.sort_unstable();
        Some(Double { one: all.get(one)?.clone(), other: all.get(other)?.clone(), same })
    };
    let mut pairs: Vec<Double> = found.into_iter().filter_map(pair).collect();
    pairs.sort_by_cached_key(|pair| fold(&pair.one.name));
    pairs.truncate(MOST_DOUBLES);
    pairs
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::people::contacts::{Label, Way};
    use kernel::{ContactId, Dice, Timestamp};

    #[test]
    fn s0_09_doubles_have_an_email_a_phone_or_a_name_in_common() {
        let dice = Dice::seeded(1);
        let at = Timestamp::from_micros(1_000_000);
        let somebody = |name: &str, email: &str, phone: &str| {
            let way = |to: &str| {
                if to.is_empty() { Vec::new() } else { vec![Way::new(Label::Work, to.to_owned())] }
            };
            Contact {
                name: name.to_owned(),
                emails: way(email),
                phones: way(phone),
                ..Contact::nobody(ContactId::new(at, &dice), AccountId::new(at, &dice))
            }
        };
        let all = [
            somebody("Zoë Lee", "zoe@b.example", "+1"),
            somebody("zoe  lee", "ZOE@b.example", ""),
            somebody("Ann", "", "+2"),
            somebody("Anna", "", "+2"),
            somebody("Office 1", "", "+3"),
            somebody("Office 2", "", "+3"),
            somebody("Office 3", "", "+3"),
            somebody("Office 4", "", "+3"),
        ];
        let found = pairs(&all);
        let said: Vec<_> = found
            .iter()
            .map(|pair| (pair.one.name.as_str(), pair.other.name.as_str(), pair.same.as_slice()))
            .collect();
        let expected: [(&str, &str, &[&str]); 2] =
            [("Ann", "Anna", &["phone"]), ("Zoë Lee", "zoe  lee", &["email", "name"])];
        assert_eq!(said, expected);
    }
}
