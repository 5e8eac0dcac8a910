//! What the team notes about an account for itself: tags, a note, operators, and whether it is being set up.

use axum::Json;
use axum::response::IntoResponse;
use domain::access::{AccountsEdit, AccountsView};
use domain::accounts::tags::Tag;
use domain::accounts::{self, ACCOUNTS, assignments, note, tags};
use kernel::{AccountId, Invalid, UserId};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::body::Body;
use crate::caller::{Answer, Caller};
use crate::etag::Conditions;
use crate::id::Id;
use crate::problem::Problem;
use crate::single::{done, record};

/// The tags that an account has from now on, and no others. Upper and lower case are the same tag.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Tags {
    #[schema(max_items = 20, example = json!(["dental", "VIP"]))]
    tags: Vec<String>,
}

/// The note that the team shares about an account; an empty text takes it away.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewNote {
    #[schema(max_length = 10_000)]
    note: String,
}

/// The ids of the operators who look after an account from now on, and nobody else.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Assignment {
    #[schema(max_items = 50)]
    operators: Vec<String>,
}

/// The operators who look after an account.
#[derive(Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AssignedOperators {
    data: Vec<AssignedOperator>,
}

/// An operator who looks after an account.
#[derive(Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AssignedOperator {
    id: String,
    name: String,
}

pub async fn set_tags(
    caller: Caller,
    Id(id): Id<AccountId>,
    conditions: Conditions,
    Body(new): Body<Tags>,
) -> Answer {
    let mut invalid = Invalid::default();
    let each = new.tags.iter().enumerate();
    let all: Vec<Tag> =
        each.filter_map(|(index, tag)| invalid.check(&format!("tags[{index}]"), Tag::parse(tag))).collect();
    invalid.into_result()?;
    unchanged(&caller, id, &conditions).await?;
    tags::set(caller.house(), &caller.may::<AccountsEdit>()?, id, all).await?;
    account(&caller, id).await
}

pub async fn write_note(
    caller: Caller,
    Id(id): Id<AccountId>,
    conditions: Conditions,
    Body(new): Body<NewNote>,
) -> Answer {
    unchanged(&caller, id, &conditions).await?;
    note::write(caller.house(), &caller.may::<AccountsEdit>()?, id, &new.note).await?;
    account(&caller, id).await
}

pub async fn operators(caller: Caller, Id(id): Id<AccountId>) -> Answer {
    let granted = caller.may::<AccountsView>()?;
    let mut read = caller.read().await?;
    accounts::find(&mut read, &granted, id).await?;
    let assigned = assignments::list(&mut read, &granted, id).await?;
    let one = |one: assignments::Assigned| AssignedOperator { id: one.id.to_string(), name: one.name };
    Ok(Json(AssignedOperators { data: assigned.into_iter().map(one).collect() }).into_response())
}

pub async fn assign(
    caller: Caller,
    Id(id): Id<AccountId>,
    conditions: Conditions,
    Body(new): Body<Assignment>,
) -> Answer {
    let mut invalid = Invalid::default();
    let each = new.operators.iter().enumerate();
    let all: Vec<UserId> = each
        .filter_map(|(index, id)| invalid.check(&format!("operators[{index}]"), id.parse::<UserId>()))
        .collect();
    invalid.into_result()?;
    unchanged(&caller, id, &conditions).await?;
    assignments::set(caller.house(), &caller.may::<AccountsEdit>()?, id, all).await?;
    account(&caller, id).await
}

pub async fn complete_setup(caller: Caller, Id(id): Id<AccountId>) -> Answer {
    accounts::complete_setup(caller.house(), &caller.may::<AccountsEdit>()?, id).await?;
    Ok(done())
}

pub async fn reopen_setup(caller: Caller, Id(id): Id<AccountId>) -> Answer {
    accounts::reopen_setup(caller.house(), &caller.may::<AccountsEdit>()?, id).await?;
    Ok(done())
}

/// Two operators who change the same account: the second is told what the first made of it (412).
pub(super) async fn unchanged(
    caller: &Caller,
    id: AccountId,
    conditions: &Conditions,
) -> Result<(), Problem> {
    conditions.must_hold(&record::<AccountsView>(caller, &ACCOUNTS, id.any()).await?)
}

pub(super) async fn account(caller: &Caller, id: AccountId) -> Answer {
    let after = record::<AccountsView>(caller, &ACCOUNTS, id.any()).await?;
    Ok(Conditions::default().answer(&after))
}
