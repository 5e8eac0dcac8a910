//! What a portal user may do, and why: yes or no, with the way there.

use axum::Json;
use axum::response::IntoResponse;
use domain::access::explain::{self, Explanation, Held};
use domain::access::{Key, UsersView};
use kernel::{AnyId, Error, MemberId, Result};
use serde::Serialize;
use utoipa::ToSchema;
use web::Pairs;

use crate::caller::{Answer, Caller};
use crate::id::Id;
use crate::page::Question;

/// Everything that a person may do; with a question, its answer as well.
#[derive(Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Access {
    permissions: Vec<AccessHeld>,
    /// The answer, if `permission` was asked about.
    #[schema(required)]
    answer: Option<AccessAnswer>,
}

/// A permission, how far it goes, and the roles that it comes from.
#[derive(Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AccessHeld {
    permission: &'static str,
    /// `own`, `account` or `organization`.
    reach: &'static str,
    roles: Vec<String>,
}

/// Whether the person may, and the steps from the role to the record.
#[derive(Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AccessAnswer {
    permission: &'static str,
    /// The id of the record that was asked about.
    #[schema(required)]
    record: Option<String>,
    allowed: bool,
    path: Vec<String>,
    /// The path as one sentence.
    words: String,
}

pub async fn access(caller: Caller, Id(id): Id<MemberId>, Question(asked): Question) -> Answer {
    let granted = caller.may::<UsersView>()?;
    let mut read = caller.read().await?;
    let held = explain::of_user(caller.house(), &mut read, &granted, id).await?;
    let answer = match question(&asked)? {
        Some((key, record)) => {
            let told = explain::user(caller.house(), &mut read, &granted, id, key, record).await?;
            Some(answer(&told, record))
        }
        None => None,
    };
    Ok(Json(Access { permissions: held.into_iter().map(of).collect(), answer }).into_response())
}

fn of(held: Held) -> AccessHeld {
    AccessHeld { permission: held.key.name(), reach: held.reach.name(), roles: held.roles }
}

fn answer(told: &Explanation, record: Option<AnyId>) -> AccessAnswer {
    AccessAnswer {
        permission: told.key.name(),
        record: record.map(|id| id.to_string()),
        allowed: told.yes,
        path: told.path.clone(),
        words: told.words(),
    }
}

fn question(asked: &Pairs) -> Result<Option<(Key, Option<AnyId>)>> {
    if let Some((name, _)) = asked.iter().find(|(name, _)| !["permission", "record"].contains(name)) {
        return Err(Error::invalid(name, "There is no such parameter. Use permission and record."));
    }
    let record = asked
        .get("record")
        .map(|text| text.parse().map_err(|_| Error::invalid("record", "Send the id of a record.")))
        .transpose()?;
    let Some(name) = asked.get("permission") else {
        return match record {
            Some(_) => Err(Error::invalid("permission", "Name the permission that you ask about.")),
            None => Ok(None),
        };
    };
    let key = Key::parse(name).ok_or_else(|| Error::invalid("permission", "There is no such permission."))?;
    Ok(Some((key, record)))
}
