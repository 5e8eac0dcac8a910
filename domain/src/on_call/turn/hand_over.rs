//! A turn changes hands: it becomes an override, and so does the one that comes back for it.

use kernel::{ContactId, Result, Timestamp};

use crate::access::Actor;
use crate::change::Change;
use crate::history::Event;
use crate::on_call::notices::{as_of_now, tell_changed};
use crate::on_call::overrides::{Put, insert};
use crate::on_call::store::Schedule;

/// Who gives what to whom.
pub(super) struct Terms {
    pub holder: (ContactId, String),
    pub from: Timestamp,
    pub until: Timestamp,
    /// `None`: whoever takes it.
    pub to: Option<(ContactId, String)>,
    pub back: Option<(Timestamp, Timestamp)>,
    pub reason: String,
}

/// Puts everybody in, and says what happened by it. Without somebody who gets the turn nothing happens.
pub(super) async fn hand_over(
    change: &mut Change,
    actor: &Actor,
    schedule: &Schedule,
    terms: &Terms,
) -> Result<Vec<Event>> {
    let given = terms.to.as_ref().map(|to| (to, terms.from, terms.until));
    let back = terms.back.map(|(from, until)| (&terms.holder, from, until));
    let mut events = Vec::new();
    for ((contact, name), from, until) in given.into_iter().chain(back) {
        let put = Put { contact: *contact, name, from, until, reason: &terms.reason };
        events.push(insert(change, actor, schedule, &put).await?.1);
    }
    let after = as_of_now(change, actor, schedule.id).await?;
    tell_changed(change, actor, Some(schedule), Some(&after)).await?;
    Ok(events)
}

/// What the history says of it.
pub(super) fn said(event: Event, schedule: &Schedule, terms: &Terms) -> Event {
    let to = terms.to.as_ref().map(|(_, name)| name.as_str()).unwrap_or_default();
    let back = terms.back.map(|(from, until)| format!("{from} – {until}")).unwrap_or_default();
    event
        .in_account(schedule.account)
        .owned(Some(terms.holder.0), None)
        .changed("contact", "", terms.holder.1.as_str())
        .changed("from", "", terms.from.to_string())
        .changed("until", "", terms.until.to_string())
        .changed("to", "", to)
        .changed("in_return", "", back)
        .changed("reason", "", terms.reason.as_str())
}
