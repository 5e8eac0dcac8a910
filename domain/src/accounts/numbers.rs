//! The telephone numbers of an account: by them a call finds its account.

use std::collections::{BTreeSet, HashMap};

use db::{Tx, Value, params};
use kernel::{AccountId, Error, OrgId, Phone, Result, text::dialed_digits};

use super::list::find_in;
use super::plans::{self, Limited};
use super::words;
use crate::access::{AccountsEdit, AccountsView, CallsCreate, Granted, Owner, Select};
use crate::change::Change;
use crate::history::{Action, Event};
use crate::house::{House, Read};

const OWNER: Owner = Owner {
    org: "r.org_id",
    account: "r.account_id",
    contact: None,
    creator: None,
    assignee: None,
    about: None,
    marked: None,
};

pub async fn list(read: &mut Read, granted: &Granted<AccountsView>, id: AccountId) -> Result<Vec<String>> {
    Select::of("r.number", "account_numbers r")
        .within(granted, &OWNER)
        .and("r.account_id = {}", [Value::from(id)])
        .then("ORDER BY r.number")
        .rows(&mut read.0, |row| row.get(0))
        .await
}

/// Gives the account a number. A number belongs to one account.
pub async fn add(
    house: &House,
    granted: &Granted<AccountsEdit>,
    id: AccountId,
    number: &Phone,
) -> Result<()> {
    let mut change = house.change(granted).await?;
    let account = find_in(&mut change.tx, granted, id).await?;
    insert(&mut change, granted.org(), id, number).await?;
    let event = Event::of(Action::NumberAdded).about(id.any(), account.name).in_account(id).changed(
        "number",
        "",
        number.as_str(),
    );
    change.record(granted.actor(), event).await?.commit().await
}

pub async fn remove(
    house: &House,
    granted: &Granted<AccountsEdit>,
    id: AccountId,
    number: &Phone,
) -> Result<()> {
    let mut change = house.change(granted).await?;
    let account = find_in(&mut change.tx, granted, id).await?;
    let removed = change
        .tx
        .execute(
            "DELETE FROM account_numbers WHERE org_id = ?1 AND account_id = ?2 AND number = ?3",
            params![granted.org(), id, number],
        )
        .await?;
    if removed == 0 {
        return Err(Error::NotFound);
    }
    words::index(&mut change.tx, granted.org(), id).await?;
    let event = Event::of(Action::NumberRemoved).about(id.any(), account.name).in_account(id).changed(
        "number",
        number.as_str(),
        "",
    );
    change.record(granted.actor(), event).await?.commit().await
}

pub(super) async fn insert(change: &mut Change, org: OrgId, id: AccountId, number: &Phone) -> Result<()> {
    plans::must_have_room(&mut change.tx, org, id, Limited::Numbers).await?;
    let national = number.dialed_forms().pop().unwrap_or_default();
    let inserted = change
        .tx
        .execute(
            "INSERT INTO account_numbers (org_id, number, national, account_id) VALUES (?1, ?2, ?3, ?4)
             ON CONFLICT (org_id, number) DO NOTHING",
            params![org, number, national, id],
        )
        .await?;
    if inserted == 0 {
        return Err(Error::invalid("number", format!("{number} belongs to an account already.")));
    }
    words::index(&mut change.tx, org, id).await
}

/// Numbers in one question.
const ASKED_TOGETHER: usize = 200;

/// Numbers and their accounts, ready to be asked for millions of calls.
pub struct Directory(HashMap<String, AccountId>);

impl Directory {
    /// Of these numbers, as a telephone system wrote them, those of accounts within reach: for somebody who takes a few
    /// calls in, however many numbers there are.
    pub async fn of_these(read: &mut Read, granted: &Granted<CallsCreate>, dialed: &[&str]) -> Result<Self> {
        let mut forms = BTreeSet::new();
        for digits in dialed.iter().map(|dialed| dialed_digits(dialed)) {
            forms.insert(digits.trim_start_matches('0').to_owned());
            forms.insert(digits);
        }
        forms.remove("");
        let forms: Vec<String> = forms.into_iter().collect();
        let mut rows = Vec::new();
        for forms in forms.chunks(ASKED_TOGETHER) {
            let places = vec!["{}"; forms.len()].join(", ");
            let values = forms.iter().map(|digits| Value::from(format!("+{digits}")));
            let values = values.chain(forms.iter().map(|digits| Value::from(digits.clone())));
            rows.extend(
                Select::of("r.number, r.national, r.account_id", "account_numbers r")
                    .within(granted, &OWNER)
                    .and(&format!("(r.number IN ({places}) OR r.national IN ({places}))"), values)
                    .rows(&mut read.0, |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))
                    .await?,
            );
        }
        Ok(Self::of(rows))
    }

    pub(crate) async fn load(tx: &mut Tx, org: OrgId) -> Result<Self> {
        let rows = tx
            .rows(
                "SELECT number, national, account_id FROM account_numbers WHERE org_id = ?1",
                params![org],
                |row| Ok((row.get::<String>(0)?, row.get::<String>(1)?, row.get(2)?)),
            )
            .await?;
        Ok(Self::of(rows))
    }

    fn of(rows: Vec<(String, String, AccountId)>) -> Self {
        let mut map = HashMap::with_capacity(rows.len() * 2);
        for (number, national, account) in rows {
            map.insert(number.trim_start_matches('+').to_owned(), account);
            map.entry(national).or_insert(account);
        }
        Self(map)
    }

    /// The account of a number as a telephone system wrote it.
    pub fn account(&self, dialed: &str) -> Option<AccountId> {
        let digits = dialed_digits(dialed);
        self.0.get(&digits).or_else(|| self.0.get(digits.trim_start_matches('0'))).copied()
    }
}
