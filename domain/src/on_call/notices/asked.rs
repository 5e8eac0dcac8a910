//! Somebody is asked to take a turn, or one is offered to everybody else in the schedule.

use kernel::{ContactId, Result, Timestamp, TurnId};
use serde_json::json;

use crate::access::Actor;
use crate::change::Change;
use crate::notices::{self, LetterKind, Notice, Whom};
use crate::on_call::store::Schedule;

/// Tells these people of it, and nobody of what he or she asks.
pub async fn tell(
    change: &mut Change,
    actor: &Actor,
    schedule: &Schedule,
    (id, ends_at): (TurnId, Timestamp),
    people: impl IntoIterator<Item = ContactId>,
) -> Result<()> {
    let notice = Notice {
        kind: LetterKind::TurnAsked,
        account: schedule.account,
        all: vec![json!({ "schedule": schedule.id.to_string(), "turn": id.to_string() })],
        ends_at,
        by: actor.user_id(),
    };
    for contact in people {
        notices::tell(change, actor.org(), &notice, Whom::Contact(contact)).await?;
    }
    Ok(())
}
