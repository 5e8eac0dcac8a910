//! Takes calls in, one or a thousand, in one transaction.

use std::collections::{BTreeMap, HashSet};

use db::{Tx, Value};
use kernel::{AccountId, CallId, ContactId, OrgId, Result, Timestamp, UserId};

use super::NewCall;
use super::tell::{is_news, tell};
use crate::access::{CallsCreate, Granted, RecordingsManage};
use crate::accounts::templates::TAKES_NOTHING;
use crate::change::Change;
use crate::history::{Action, Event};
use crate::house::House;
use crate::recordings::fetch::{self, FetchAddress};
use crate::records::intake::{self, Once, Outcome, Taken};

/// Takes in what can be taken in; says of each what became of it. With `once`, the same request sent again
/// is answered the same and changes nothing.
pub async fn take_in(
    house: &House,
    granted: &Granted<CallsCreate>,
    calls: Vec<std::result::Result<NewCall, (String, String)>>,
    once: Option<&Once>,
) -> Result<Outcome> {
    let mut taking = Taking::begin(house, granted).await?;
    if let Some(once) = once
        && let Some(outcome) = intake::recall(&mut taking.change, granted.actor(), once).await?
    {
        return Ok(outcome);
    }
    let at = taking.begun();
    let outcome = Outcome { results: taking.add(granted, calls, at).await? };
    if let Some(once) = once {
        intake::remember(&mut taking.change, granted.actor(), once, &outcome).await?;
    }
    taking.end(granted).await?;
    Ok(outcome)
}

/// Calls that are taken in some at a time, and committed and told of together.
pub(super) struct Taking {
    change: Change,
    places: Places,
    new: BTreeMap<AccountId, New>,
    /// By whom it was for, if for anybody.
    missed: BTreeMap<(AccountId, Option<ContactId>), Vec<CallId>>,
}

impl Taking {
    pub(super) async fn begin(house: &House, granted: &Granted<CallsCreate>) -> Result<Self> {
        let change = house.change(granted).await?;
        Ok(Self { change, places: Places::default(), new: BTreeMap::new(), missed: BTreeMap::new() })
    }

    pub(super) const fn begun(&self) -> Timestamp {
        self.change.at
    }

    /// Says of each what becomes of it. The ids of calls that are added at a later time, `at`, are greater.
    pub(super) async fn add(
        &mut self,
        granted: &Granted<CallsCreate>,
        calls: Vec<std::result::Result<NewCall, (String, String)>>,
        at: Timestamp,
    ) -> Result<Vec<Taken>> {
        let org = granted.org();
        let creator = granted.actor().user_id();
        let mut results = Vec::with_capacity(calls.len());
        let mut rows = Vec::with_capacity(calls.len());
        let mut kept = Vec::with_capacity(calls.len());
        let ids = CallId::several(calls.len(), at, &self.change.dice);
        for (id, call) in ids.into_iter().zip(calls) {
            let checked = match call {
                Ok(call) => self.places.check(&mut self.change.tx, granted, call).await?,
                Err(refused) => Err(refused),
            };
            match checked {
                Err((field, reason)) => results.push(Taken::Refused { field, reason }),
                Ok(call) => {
                    results.push(Taken::Created { id: id.to_string() });
                    let (place, recording) = ((call.account, call.contact), call.recording.clone());
                    let missed = is_news(&call, self.change.at);
                    kept.push(Kept { index: results.len() - 1, id, place, recording, missed });
                    rows.push(row(org, id, creator, call));
                }
            }
        }
        let inserted = self.change.tx.execute_many(INSERT, &rows).await?;
        for (Kept { index, id, place: (account, contact), recording, missed }, count) in
            kept.into_iter().zip(inserted)
        {
            if count == 0 {
                if let Some(result) = results.get_mut(index) {
                    *result = Taken::Exists;
                }
            } else {
                let count = self.new.get(&account).map_or(0, |new| new.count) + 1;
                self.new.insert(account, New { count, last: id, contact });
                if let Some(address) = &recording {
                    let (tx, now) = (&mut self.change.tx, self.change.at);
                    fetch::ask_for_new(tx, org, (id, account), address, now).await?;
                }
                if missed {
                    self.missed.entry((account, contact)).or_default().push(id);
                }
            }
        }
        Ok(results)
    }

    pub(super) async fn end(self, granted: &Granted<CallsCreate>) -> Result<()> {
        let Self { mut change, new, missed, .. } = self;
        for (place, ids) in missed {
            tell(&mut change, granted.org(), place, &ids).await?;
        }
        let creator = granted.actor().user_id();
        let mut events = new.into_iter().map(|(account, new)| event(account, &new, creator));
        let Some(first) = events.next() else {
            // Nothing new: there is nothing to tell. What is remembered is not data of anybody.
            return change.commit_housekeeping().await;
        };
        let mut recorded = change.record(granted.actor(), first).await?;
        for event in events {
            recorded = recorded.and(granted.actor(), event).await?;
        }
        recorded.commit().await
    }
}

/// A call that is about to be written: which of the results it is, and what follows if nobody has brought it before.
struct Kept {
    index: usize,
    id: CallId,
    place: (AccountId, Option<ContactId>),
    recording: Option<FetchAddress>,
    missed: bool,
}

/// What is new in one account: how many calls, and the last of them with its contact.
struct New {
    count: usize,
    last: CallId,
    contact: Option<ContactId>,
}

/// One line of history for each account: a single call by its id, several by their number.
fn event(account: AccountId, new: &New, creator: Option<UserId>) -> Event {
    if new.count == 1 {
        Event::of(Action::CallTaken).about(new.last.any(), "").in_account(account).owned(new.contact, creator)
    } else {
        Event::of(Action::CallsTaken).in_account(account).labelled(format!("{} calls", new.count))
    }
}

const INSERT: &str =
    "INSERT INTO calls (org_id, id, account_id, contact_id, created_by, external_id, direction, state,
        from_number, from_name, to_number, started_at, answered_at, duration, operator, notes, search)
    VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17)
    ON CONFLICT (org_id, external_id) DO NOTHING";

fn row(org: OrgId, id: CallId, creator: Option<UserId>, call: NewCall) -> Vec<Value<'static>> {
    let search = call.search();
    vec![
        Value::from(org),
        Value::from(id),
        Value::from(call.account),
        Value::from(call.contact),
        Value::from(creator),
        Value::from(call.external_id),
        Value::from(call.direction),
        Value::from(call.state),
        Value::from(call.from),
        Value::from(call.from_name),
        Value::from(call.to),
        Value::from(call.started_at),
        Value::from(call.answered_at),
        Value::from(call.duration),
        Value::from(call.operator),
        Value::from(call.notes),
        Value::from(search),
    ]
}

/// Accounts and contacts that were already found to exist and to be within reach.
#[derive(Default)]
struct Places {
    accounts: HashSet<AccountId>,
    contacts: HashSet<(AccountId, ContactId)>,
}

impl Places {
    async fn check(
        &mut self,
        tx: &mut Tx,
        granted: &Granted<CallsCreate>,
        call: NewCall,
    ) -> Result<std::result::Result<NewCall, (String, String)>> {
        if call.recording.is_some() && !granted.actor().can::<RecordingsManage>() {
            let words = "Bringing recordings takes a permission of its own, recordings.manage.";
            return Ok(Err(("recording_url".to_owned(), words.to_owned())));
        }
        if !self.accounts.contains(&call.account) {
            match crate::accounts::find_in(tx, granted, call.account).await {
                Ok(account) if account.template => {
                    return Ok(Err(("account".to_owned(), TAKES_NOTHING.to_owned())));
                }
                Ok(_) => {}
                Err(kernel::Error::NotFound) => {
                    return Ok(Err(("account".to_owned(), "There is no such account.".to_owned())));
                }
                Err(kernel::Error::Forbidden(reason)) => {
                    return Ok(Err(("account".to_owned(), reason.to_string())));
                }
                Err(other) => return Err(other),
            }
            self.accounts.insert(call.account);
        }
        if let Some(contact) = call.contact
            && !self.contacts.contains(&(call.account, contact))
        {
            match crate::people::contacts::in_account(tx, granted.org(), call.account, contact).await {
                Ok(()) => self.contacts.insert((call.account, contact)),
                Err(kernel::Error::Invalid(_)) => {
                    return Ok(Err((
                        "contact".to_owned(),
                        "There is no such contact in this account.".to_owned(),
                    )));
                }
                Err(other) => return Err(other),
            };
        }
        Ok(Ok(call))
    }
}
