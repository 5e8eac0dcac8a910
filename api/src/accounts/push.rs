//! Settings that go from a template to the accounts that were made from it, and back.

use axum::Json;
use axum::response::IntoResponse;
use domain::access::{AccountsEdit, AccountsView};
use domain::accounts::templates::{self, Difference, Push, Pushed, Setting};
use kernel::{AccountId, Error, PushId, Result};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::body::Body;
use crate::caller::{Answer, Caller};
use crate::id::Id;
use crate::page::Question;

/// Settings that are to be given on, and to which accounts.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewPush {
    /// Of `plan`, `tags`, `operators`, `time_zone`, `run_users`, `see_support`, `business_page`, `send_links`, `recordings`
    /// and `approve_resources`.
    #[schema(required)]
    #[serde(default)]
    settings: Vec<String>,
    /// Accounts that were made from this template.
    #[schema(required, max_items = 200)]
    #[serde(default)]
    accounts: Vec<String>,
}

/// What giving settings on would change.
#[derive(Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PlannedPush {
    accounts: Vec<PlannedAccount>,
    /// There are more than the two hundred that are given settings at once.
    more: bool,
}

/// An account that would change.
#[derive(Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PlannedAccount {
    #[schema(value_type = String)]
    id: AccountId,
    name: String,
    changes: Vec<SettingChange>,
}

/// A setting of an account, in words.
#[derive(Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SettingChange {
    setting: &'static str,
    before: String,
    after: String,
}

/// Settings that were given on.
#[derive(Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct GivenOn {
    #[schema(value_type = String)]
    id: PushId,
    #[schema(value_type = String)]
    template: AccountId,
    settings: Vec<&'static str>,
    by: String,
    #[schema(format = DateTime)]
    at: String,
    /// Null: not yet.
    #[schema(required, format = DateTime)]
    taken_back_at: Option<String>,
    accounts: Vec<GivenTo>,
}

/// An account that got settings.
#[derive(Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct GivenTo {
    #[schema(value_type = String)]
    id: AccountId,
    name: String,
    changes: Vec<SettingChange>,
    /// Why the account was left as it was; empty if it was not.
    refused: String,
    /// What was not taken back, and why; empty for nothing.
    stayed: String,
}

fn settings<'a>(names: impl Iterator<Item = &'a str>) -> Result<Vec<Setting>> {
    let all: Option<Vec<Setting>> = names.map(Setting::parse).collect();
    all.ok_or_else(|| {
        let known: Vec<&str> = Setting::ALL.iter().map(|setting| setting.name()).collect();
        Error::invalid("settings", format!("Choose among {}.", known.join(", ")))
    })
}

fn changes(all: Vec<Difference>) -> Vec<SettingChange> {
    let change =
        |one: Difference| SettingChange { setting: one.what, before: one.account, after: one.template };
    all.into_iter().map(change).collect()
}

pub async fn preview(caller: Caller, Id(id): Id<AccountId>, Question(pairs): Question) -> Answer {
    let granted = caller.may::<AccountsEdit>()?;
    if let Some((name, _)) = pairs.iter().find(|(name, _)| *name != "settings") {
        let name: String = name.chars().take(80).collect();
        return Err(Error::invalid(name, "There is no such parameter here.").into());
    }
    let chosen = match pairs.get("settings") {
        None => Setting::ALL.to_vec(),
        Some(names) => settings(names.split(','))?,
    };
    let (planned, more) = templates::preview(&mut caller.read().await?, &granted, id, &chosen).await?;
    let accounts = planned.into_iter();
    let accounts = accounts
        .map(|one| PlannedAccount { id: one.id, name: one.name, changes: changes(one.changes) })
        .collect();
    Ok(Json(PlannedPush { accounts, more }).into_response())
}

pub async fn push(caller: Caller, Id(id): Id<AccountId>, Body(wish): Body<NewPush>) -> Answer {
    let granted = caller.may::<AccountsEdit>()?;
    let chosen = settings(wish.settings.iter().map(String::as_str))?;
    let ids: Result<Vec<AccountId>, _> = wish.accounts.iter().map(|id| id.parse()).collect();
    let ids = ids.map_err(|_| Error::NotFound)?;
    let push = templates::push(caller.house(), &granted, id, (&chosen, &ids)).await?;
    answer(&caller, push).await
}

pub async fn show(caller: Caller, Id(id): Id<PushId>) -> Answer {
    answer(&caller, id).await
}

pub async fn undo(caller: Caller, Id(id): Id<PushId>) -> Answer {
    templates::take_back(caller.house(), &caller.may::<AccountsEdit>()?, id).await?;
    answer(&caller, id).await
}

async fn answer(caller: &Caller, id: PushId) -> Answer {
    let granted = caller.may::<AccountsView>()?;
    let (push, all) = templates::pushed(&mut caller.read().await?, &granted, id).await?;
    Ok(Json(said(push, all)).into_response())
}

fn said(push: Push, all: Vec<Pushed>) -> GivenOn {
    let to = |one: Pushed| GivenTo {
        id: one.account,
        name: one.name,
        changes: changes(one.changes),
        refused: one.refused,
        stayed: one.stayed,
    };
    GivenOn {
        id: push.id,
        template: push.template,
        settings: push.settings.iter().map(|setting| setting.name()).collect(),
        by: push.by,
        at: push.at.to_string(),
        taken_back_at: push.taken_back.map(|(_, at)| at.to_string()),
        accounts: all.into_iter().map(to).collect(),
    }
}
