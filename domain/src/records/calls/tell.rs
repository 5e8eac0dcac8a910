//! Telling people of a call that nobody took: those whom it was for, or those who see all calls of the account.

use db::{Tx, Value};
use kernel::{AccountId, CallId, ContactId, OrgId, Result, Span, Timestamp};
use serde_json::json;

use super::NewCall;
use super::collection::{CALLS, OWNER};
use crate::access::{CallsView, Granted, Select};
use crate::change::Change;
use crate::notices::{self, LetterKind, Notice, Whom};

/// A call of longer ago is brought from elsewhere, and news to nobody; and whoever has not heard of one so long
/// afterwards finds it in the portal.
const NEWS: Span = Span::days(1);

pub(super) fn is_news(call: &NewCall, now: Timestamp) -> bool {
    call.state == "missed" && call.direction == "inbound" && call.started_at > now - NEWS
}

/// The latest of them is the last.
pub(super) async fn tell(
    change: &mut Change,
    org: OrgId,
    (account, contact): (AccountId, Option<ContactId>),
    missed: &[CallId],
) -> Result<()> {
    let notice = Notice {
        kind: LetterKind::MissedCall,
        account,
        all: missed.iter().map(|id| json!({ "call": id.to_string() })).collect(),
        ends_at: change.at + NEWS,
        by: None,
    };
    notices::tell(change, org, &notice, contact.map_or(Whom::Account, Whom::Contact)).await
}

/// What a letter may say of a call that was missed.
pub(crate) struct Missed {
    pub caller: String,
    pub number: String,
    pub notes: String,
}

pub(crate) async fn missed(tx: &mut Tx, granted: &Granted<CallsView>, id: CallId) -> Result<Option<Missed>> {
    Select::of("r.from_name, r.from_number, r.notes", CALLS.from)
        .within(granted, &OWNER)
        .and("r.id = {} AND r.state = {}", [Value::from(id), Value::from("missed")])
        .row(tx, |row| Ok(Missed { caller: row.get(0)?, number: row.get(1)?, notes: row.get(2)? }))
        .await
}
