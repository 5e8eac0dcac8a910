//! Somebody is asked to take a turn, or one is offered to everybody else in the schedule.

use kernel::{ContactId, Result, Timestamp, TurnId};
use serde_json::json;

use crate::access::Actor;
use crate::change::Change;
use crate::notices::{self, Letter, LetterKind, choices};
use crate::on_call::store::Schedule;

/// Tells these people of it, and nobody of what he or she asks.
pub async fn tell(
    change: &mut Change,
    actor: &Actor,
    schedule: &Schedule,
    (id, ends_at): (TurnId, Timestamp),
    people: impl IntoIterator<Item = ContactId>,
) -> Result<()> {
    let kind = LetterKind::TurnAsked;
    for contact in people {
        let wanting = choices::wanting(&mut change.tx, actor.org(), kind, schedule.account, contact).await?;
        for one in wanting.into_iter().filter(|one| Some(one.user) != actor.user_id()) {
            let letter = Letter {
                kind,
                channel: one.channel,
                to: one.to,
                user: Some(one.user),
                account: Some(schedule.account),
                data: json!({ "schedule": schedule.id.to_string(), "turn": id.to_string() }),
                ends_at: Some(ends_at),
            };
            notices::put(change, actor.org(), letter).await?;
        }
    }
    Ok(())
}
