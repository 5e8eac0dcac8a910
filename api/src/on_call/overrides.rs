//! Somebody on call in place of whoever would be.

use axum::response::Response;
use domain::access::OnCallEdit;
use domain::on_call::{self, NewOverride};
use kernel::{Error, Invalid, OverrideId, Result, ScheduleId};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::caller::{Answer, Caller};
use crate::choices::moment;
use crate::id::Id;
use crate::making::{Making, made_before};
use crate::single::{created, done};

/// From then on, until then, this contact is on call.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct OverrideToMake {
    /// The id of a contact of the account.
    #[schema(required)]
    #[serde(default)]
    contact: String,
    /// RFC 3339; a beginning that is past is now.
    #[schema(required, format = DateTime)]
    #[serde(default)]
    from: String,
    #[schema(required, format = DateTime)]
    #[serde(default)]
    until: String,
    #[schema(max_length = 200)]
    #[serde(default)]
    reason: String,
}

/// The override that was made.
#[derive(Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct MadeOverride {
    #[schema(value_type = String)]
    id: OverrideId,
}

pub async fn put_in(
    caller: Caller,
    Id(id): Id<ScheduleId>,
    Making { new, once }: Making<OverrideToMake>,
) -> Answer {
    let granted = caller.may::<OnCallEdit>()?.once(once.as_ref());
    if let Some(made) = made_before(&caller, once.as_ref()).await? {
        return Ok(made_in(id, OverrideId::from_uuid(made.uuid)));
    }
    let made = on_call::put_in(caller.house(), &granted, id, read(new)?).await?;
    Ok(made_in(id, made))
}

pub async fn take_back(caller: Caller, Id(id): Id<OverrideId>) -> Answer {
    on_call::take_back(caller.house(), &caller.may::<OnCallEdit>()?, id).await?;
    Ok(done())
}

fn made_in(schedule: ScheduleId, id: OverrideId) -> Response {
    created(&format!("/api/v1/schedules/{schedule}"), &MadeOverride { id })
}

fn read(new: OverrideToMake) -> Result<NewOverride> {
    let mut invalid = Invalid::default();
    let contact = invalid.check("contact", new.contact.parse());
    let from = moment(&mut invalid, "from", &new.from);
    let until = moment(&mut invalid, "until", &new.until);
    match (contact, from, until) {
        (Some(contact), Some(from), Some(until)) => {
            Ok(NewOverride { contact, from, until, reason: new.reason })
        }
        _ => Err(Error::Invalid(invalid)),
    }
}
