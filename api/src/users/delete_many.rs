//! Deleting many portal users in one request; what becomes of each is in the report of the job.

use std::collections::BTreeMap;

use axum::Json;
use axum::response::IntoResponse;
use domain::access::UsersManage;
use domain::people::users::{self, Chosen, USERS};
use domain::records::Query;
use kernel::{Error, Invalid, MemberId, Result};
use serde::Deserialize;
use utoipa::ToSchema;

use crate::body::Body;
use crate::caller::{Answer, Caller};
use crate::jobs;

/// Which portal users are to be deleted: those named by `ids`, or all that a list with these parameters shows. Up to
/// two hundred are deleted when this answers, more a little later.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Deletion {
    #[serde(default)]
    #[schema(max_items = 1000)]
    ids: Vec<String>,
    /// Parameters of the list of portal users, such as `account` or `state`; `{}` means all of them.
    matching: Option<BTreeMap<String, String>>,
}

pub async fn delete_many(caller: Caller, Body(deletion): Body<Deletion>) -> Answer {
    let granted = caller.may::<UsersManage>()?;
    let job = users::delete_many(caller.house(), &granted, &chosen(deletion)?).await?;
    Ok(Json(jobs::job(&caller, job).await?).into_response())
}

fn chosen(deletion: Deletion) -> Result<Chosen> {
    match deletion.matching {
        Some(_) if !deletion.ids.is_empty() => {
            Err(Error::invalid("matching", "Send “ids” or “matching”, not both."))
        }
        Some(filters) => {
            let narrows = |name: &&String| !["after", "before", "limit", "columns"].contains(&name.as_str());
            if let Some(name) = filters.keys().find(|name| !narrows(name)) {
                return Err(Error::invalid(
                    format!("matching.{name}"),
                    "This narrows nothing. Leave it out.",
                ));
            }
            Ok(Chosen::Matching(Query::parse(&USERS, &filters)?))
        }
        None if deletion.ids.len() > 1000 => Err(Error::invalid("ids", "Send at most 1000 ids.")),
        None => {
            let mut invalid = Invalid::default();
            let mut ids: Vec<MemberId> = Vec::new();
            for (index, id) in deletion.ids.iter().enumerate() {
                ids.extend(invalid.check(&format!("ids[{index}]"), id.parse::<MemberId>()));
            }
            invalid.into_result()?;
            ids.sort();
            ids.dedup();
            Ok(Chosen::These(ids))
        }
    }
}
