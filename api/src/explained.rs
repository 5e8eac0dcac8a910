//! Access explained: the question in an address, and the answer with the way from the role to the record.

use domain::access::Key;
use domain::access::explain::{Explanation, Held};
use kernel::{AnyId, Error, Result};
use serde::Serialize;
use utoipa::ToSchema;
use web::Pairs;

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

impl Access {
    pub fn of(held: Vec<Held>, told: Option<(Explanation, Option<AnyId>)>) -> Self {
        let permission = |held: Held| AccessHeld {
            permission: held.key.name(),
            reach: held.reach.name(),
            roles: held.roles,
        };
        Self {
            permissions: held.into_iter().map(permission).collect(),
            answer: told.map(|(told, record)| AccessAnswer {
                permission: told.key.name(),
                record: record.map(|id| id.to_string()),
                allowed: told.yes,
                words: told.words(),
                path: told.path,
            }),
        }
    }
}

/// The permission that is asked about, and the record.
pub fn question(asked: &Pairs) -> Result<Option<(Key, Option<AnyId>)>> {
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
