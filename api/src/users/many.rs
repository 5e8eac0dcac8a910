//! Work on many portal users in one request; what becomes of each is in the report of the job.

use std::collections::BTreeMap;

use axum::Json;
use axum::response::IntoResponse;
use domain::access::UsersManage;
use domain::people::users::{self, Chosen, USERS};
use kernel::Result;
use serde::Deserialize;
use utoipa::ToSchema;

use crate::body::Body;
use crate::caller::{Answer, Caller};
use crate::jobs;
use crate::many::{Many, many};

/// Which portal users it is about: those named by `ids`, or all that a list with these parameters shows. Up to two
/// hundred are done when this answers, more a little later.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ManyUsers {
    #[serde(default)]
    #[schema(max_items = 1000)]
    ids: Vec<String>,
    /// Parameters of the list of portal users, such as `account` or `state`; `{}` means all of them.
    matching: Option<BTreeMap<String, String>>,
}

impl ManyUsers {
    fn chosen(self) -> Result<Chosen> {
        Ok(match many(&USERS, &self.ids, self.matching)? {
            Many::These(ids) => Chosen::These(ids),
            Many::Matching(query) => Chosen::Matching(query),
        })
    }
}

pub async fn delete(caller: Caller, Body(wish): Body<ManyUsers>) -> Answer {
    let granted = caller.may::<UsersManage>()?;
    let job = users::delete_many(caller.house(), &granted, &wish.chosen()?).await?;
    Ok(Json(jobs::job(&caller, job).await?).into_response())
}

pub async fn disable(caller: Caller, Body(wish): Body<ManyUsers>) -> Answer {
    disabled(&caller, true, wish).await
}

pub async fn enable(caller: Caller, Body(wish): Body<ManyUsers>) -> Answer {
    disabled(&caller, false, wish).await
}

async fn disabled(caller: &Caller, disabled: bool, wish: ManyUsers) -> Answer {
    let granted = caller.may::<UsersManage>()?;
    let job = users::disable_many(caller.house(), &granted, disabled, &wish.chosen()?).await?;
    Ok(Json(jobs::job(caller, job).await?).into_response())
}
