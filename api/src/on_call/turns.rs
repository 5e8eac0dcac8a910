//! Turns that change hands: offered, given away, swapped, and the answers to it.

use axum::Json;
use axum::response::{IntoResponse, Response};
use domain::access::OnCallSwap;
use domain::on_call::{self, Asked, NewTurn, Turn};
use kernel::{AccountId, ContactId, Error, Invalid, Result, ScheduleId, TurnId};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::body::{Body, id};
use crate::caller::{Answer, Caller};
use crate::choices::moment;
use crate::id::Id;
use crate::making::{Making, made_before};
use crate::single::{created, done};

/// A turn, or a part of one. It is of whoever is on call from then until then.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct TurnToMove {
    /// RFC 3339; a beginning that is past is now.
    #[schema(required, format = DateTime)]
    #[serde(default)]
    from: String,
    #[schema(required, format = DateTime)]
    #[serde(default)]
    until: String,
    /// The id of the contact who is to get it; without, it is offered to everybody in the schedule.
    to: Option<String>,
    /// A turn of theirs that comes back for it.
    in_return: Option<TurnInReturn>,
    #[schema(max_length = 200)]
    #[serde(default)]
    reason: String,
}

/// A turn that comes back for another.
#[derive(Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct TurnInReturn {
    #[schema(required, format = DateTime)]
    #[serde(default)]
    from: String,
    #[schema(required, format = DateTime)]
    #[serde(default)]
    until: String,
}

/// What became of it.
#[derive(Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AskedTurn {
    #[schema(value_type = String)]
    id: TurnId,
}

/// Who takes the turn.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct WhoTakes {
    /// The id of a contact who takes part in the schedule; the contact that the caller is linked to, if it is left out.
    contact: Option<String>,
}

/// What waits for an answer.
#[derive(Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct OpenTurns {
    /// The earliest turn first.
    turns: Vec<OpenTurn>,
}

/// A turn that is offered or asked for.
#[derive(Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct OpenTurn {
    #[schema(value_type = String)]
    id: TurnId,
    #[schema(value_type = String)]
    schedule: ScheduleId,
    /// Whose turn it is.
    #[schema(value_type = String)]
    contact: ContactId,
    name: String,
    #[schema(format = DateTime)]
    from: String,
    #[schema(format = DateTime)]
    until: String,
    /// Null: whoever takes it.
    #[schema(required, value_type = Option<String>)]
    to: Option<ContactId>,
    /// Null: nothing.
    #[schema(required)]
    in_return: Option<TurnInReturn>,
    reason: String,
    /// It waits so long.
    #[schema(format = DateTime)]
    ends_at: String,
}

pub async fn open_turns(caller: Caller, Id(id): Id<AccountId>) -> Answer {
    let granted = caller.may::<OnCallSwap>()?;
    let now = caller.house().now();
    let found = on_call::open(&mut caller.read().await?, &granted, id, now).await?;
    Ok(Json(OpenTurns { turns: found.into_iter().map(OpenTurn::from).collect() }).into_response())
}

/// It waits for a yes, unless the caller may do so for all.
pub async fn ask_turn(
    caller: Caller,
    Id(id): Id<ScheduleId>,
    Making { new, once }: Making<TurnToMove>,
) -> Answer {
    let granted = caller.may::<OnCallSwap>()?.once(once.as_ref());
    if let Some(made) = made_before(&caller, once.as_ref()).await? {
        return Ok(made_in(id, TurnId::from_uuid(made.uuid)));
    }
    let Asked { id: made, .. } = on_call::ask(caller.house(), &granted, id, read(new)?).await?;
    Ok(made_in(id, made))
}

pub async fn accept_turn(caller: Caller, Id(turn): Id<TurnId>, Body(who): Body<WhoTakes>) -> Answer {
    let mut invalid = Invalid::default();
    let by = id(&mut invalid, "contact", &who.contact.unwrap_or_default());
    invalid.into_result()?;
    on_call::accept(caller.house(), &caller.may::<OnCallSwap>()?, turn, by).await?;
    Ok(done())
}

pub async fn refuse_turn(caller: Caller, Id(id): Id<TurnId>) -> Answer {
    on_call::refuse(caller.house(), &caller.may::<OnCallSwap>()?, id).await?;
    Ok(done())
}

pub async fn withdraw_turn(caller: Caller, Id(id): Id<TurnId>) -> Answer {
    on_call::withdraw(caller.house(), &caller.may::<OnCallSwap>()?, id).await?;
    Ok(done())
}

fn made_in(schedule: ScheduleId, id: TurnId) -> Response {
    created(&format!("/api/v1/schedules/{schedule}"), &AskedTurn { id })
}

fn read(new: TurnToMove) -> Result<NewTurn> {
    let mut invalid = Invalid::default();
    let from = moment(&mut invalid, "from", &new.from);
    let until = moment(&mut invalid, "until", &new.until);
    let to = id(&mut invalid, "to", &new.to.unwrap_or_default());
    let back = new.in_return.and_then(|back| {
        let from = moment(&mut invalid, "in_return.from", &back.from);
        from.zip(moment(&mut invalid, "in_return.until", &back.until))
    });
    match (from, until) {
        (Some(from), Some(until)) if invalid.is_empty() => {
            Ok(NewTurn { from, until, to, back, reason: new.reason })
        }
        _ => Err(Error::Invalid(invalid)),
    }
}

impl From<Turn> for OpenTurn {
    fn from(turn: Turn) -> Self {
        Self {
            id: turn.id,
            schedule: turn.schedule,
            contact: turn.contact,
            name: turn.name,
            from: turn.from.to_string(),
            until: turn.until.to_string(),
            to: turn.asked.map(|(who, _)| who),
            in_return: turn
                .back
                .map(|(from, until)| TurnInReturn { from: from.to_string(), until: until.to_string() }),
            reason: turn.reason,
            ends_at: turn.ends_at.to_string(),
        }
    }
}
