//! Work on many accounts in one request; what becomes of each is in the report of the job.

use std::collections::BTreeMap;

use axum::Json;
use axum::response::IntoResponse;
use domain::access::{AccountsEdit, AccountsLock};
use domain::accounts::ACCOUNTS;
use domain::accounts::bulk::{self, Chosen, Edit};
use domain::accounts::tags::Tag;
use kernel::{Error, Invalid, JobId, Result};
use serde::Deserialize;
use utoipa::ToSchema;

use crate::body::{Body, Patch};
use crate::caller::{Answer, Caller};
use crate::jobs;
use crate::many::{Many, many};
use crate::plans;

/// Which accounts it is about: those named by `ids`, or all that a list with these parameters shows. Up to two hundred
/// are done when this answers, more a little later.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ManyAccounts {
    #[serde(default)]
    #[schema(max_items = 1000)]
    ids: Vec<String>,
    /// Parameters of the list of accounts, such as `state` or `tags`; `{}` means all of them.
    matching: Option<BTreeMap<String, String>>,
}

/// Which accounts, and the tag.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct TagForMany {
    #[serde(default)]
    #[schema(max_items = 1000)]
    ids: Vec<String>,
    matching: Option<BTreeMap<String, String>>,
    tag: String,
}

/// Which accounts, and the operator who is to look after them as well.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct OperatorForMany {
    #[serde(default)]
    #[schema(max_items = 1000)]
    ids: Vec<String>,
    matching: Option<BTreeMap<String, String>>,
    /// The id of an operator.
    operator: String,
}

/// Which accounts, and the plan that they are to have.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PlanForMany {
    #[serde(default)]
    #[schema(max_items = 1000)]
    ids: Vec<String>,
    matching: Option<BTreeMap<String, String>>,
    /// The id of a plan; `null` takes the plan away.
    #[schema(required, value_type = Option<String>)]
    #[serde(default)]
    plan: Patch,
}

fn chosen(ids: &[String], matching: Option<BTreeMap<String, String>>) -> Result<Chosen> {
    // As in the list, templates are meant only where they are asked for.
    let matching = matching.map(|mut filters| {
        filters.entry("template".to_owned()).or_insert_with(|| "no".to_owned());
        filters
    });
    Ok(match many(&ACCOUNTS, ids, matching)? {
        Many::These(ids) => Chosen::These(ids),
        Many::Matching(query) => Chosen::Matching(query),
    })
}

fn tag(written: &str) -> Result<Tag> {
    let mut invalid = Invalid::default();
    invalid.check("tag", Tag::parse(written)).ok_or(Error::Invalid(invalid))
}

pub async fn add_tag(caller: Caller, Body(wish): Body<TagForMany>) -> Answer {
    let edit = Edit::AddTag(tag(&wish.tag)?);
    changed(&caller, &edit, &chosen(&wish.ids, wish.matching)?).await
}

pub async fn remove_tag(caller: Caller, Body(wish): Body<TagForMany>) -> Answer {
    let edit = Edit::RemoveTag(tag(&wish.tag)?);
    changed(&caller, &edit, &chosen(&wish.ids, wish.matching)?).await
}

pub async fn assign(caller: Caller, Body(wish): Body<OperatorForMany>) -> Answer {
    let mut invalid = Invalid::default();
    let operator = invalid.check("operator", wish.operator.parse()).ok_or(Error::Invalid(invalid))?;
    changed(&caller, &Edit::Assign(operator), &chosen(&wish.ids, wish.matching)?).await
}

pub async fn change_plan(caller: Caller, Body(wish): Body<PlanForMany>) -> Answer {
    let plan = plans::chosen(&wish.plan)?;
    changed(&caller, &Edit::Plan(plan), &chosen(&wish.ids, wish.matching)?).await
}

pub async fn lock(caller: Caller, Body(wish): Body<ManyAccounts>) -> Answer {
    locked(&caller, true, &chosen(&wish.ids, wish.matching)?).await
}

pub async fn unlock(caller: Caller, Body(wish): Body<ManyAccounts>) -> Answer {
    locked(&caller, false, &chosen(&wish.ids, wish.matching)?).await
}

async fn changed(caller: &Caller, edit: &Edit, chosen: &Chosen) -> Answer {
    let granted = caller.may::<AccountsEdit>()?;
    report(caller, bulk::edit(caller.house(), &granted, edit, chosen).await?).await
}

async fn locked(caller: &Caller, locked: bool, chosen: &Chosen) -> Answer {
    let granted = caller.may::<AccountsLock>()?;
    report(caller, bulk::lock_all(caller.house(), &granted, locked, chosen).await?).await
}

async fn report(caller: &Caller, job: JobId) -> Answer {
    Ok(Json(jobs::job(caller, job).await?).into_response())
}
