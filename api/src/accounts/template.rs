//! Templates: which accounts are, what is made from them, and how that has drifted.

use axum::Json;
use axum::response::IntoResponse;
use domain::access::{AccountsCreate, AccountsEdit, AccountsView};
use domain::accounts::templates::{self, NewFrom};
use kernel::{AccountId, Email, Error, Invalid, Name, Result};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::body::{Body, Group};
use crate::caller::{Answer, Caller};
use crate::id::Id;
use crate::page::Question;
use crate::single::{created, done};

/// The accounts that are to be made: all of them, or none.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewAccountsFrom {
    #[schema(min_items = 1, max_items = 100, value_type = Vec<NewAccountFrom>)]
    accounts: Vec<Group<NewAccountFrom>>,
}

/// What a new account has of its own.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewAccountFrom {
    #[schema(min_length = 1, max_length = 120)]
    name: String,
    #[schema(format = "idn-email", max_length = 254)]
    email: String,
}

/// The ids of what was made, in the order of the request.
#[derive(Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct MadeAccounts {
    #[schema(value_type = Vec<String>)]
    ids: Vec<AccountId>,
}

/// The new template.
#[derive(Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct MadeTemplate {
    #[schema(value_type = String)]
    id: AccountId,
}

/// A page of the accounts that came from a template.
#[derive(Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AccountsFrom {
    data: Vec<AccountFrom>,
    /// Pass it as `after` for the next page; `null` on the last one.
    #[schema(required, value_type = Option<String>)]
    next: Option<AccountId>,
}

/// An account that came from a template.
#[derive(Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AccountFrom {
    #[schema(value_type = String)]
    id: AccountId,
    name: String,
    #[schema(format = DateTime)]
    made_at: String,
    /// In what it is no longer as the template is.
    drift: Vec<Drift>,
}

/// One setting, in words.
#[derive(Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Drift {
    what: &'static str,
    template: String,
    account: String,
}

pub async fn set(caller: Caller, Id(id): Id<AccountId>) -> Answer {
    templates::set(caller.house(), &caller.may::<AccountsEdit>()?, id).await?;
    Ok(done())
}

pub async fn unset(caller: Caller, Id(id): Id<AccountId>) -> Answer {
    templates::unset(caller.house(), &caller.may::<AccountsEdit>()?, id).await?;
    Ok(done())
}

pub async fn like(caller: Caller, Id(id): Id<AccountId>) -> Answer {
    let id = templates::template_like(caller.house(), &caller.may::<AccountsCreate>()?, id).await?;
    Ok(created(&format!("/api/v1/accounts/{id}"), &MadeTemplate { id }))
}

pub async fn create(caller: Caller, Id(id): Id<AccountId>, Body(wish): Body<NewAccountsFrom>) -> Answer {
    let granted = caller.may::<AccountsCreate>()?;
    let ids = templates::create_from(caller.house(), &granted, id, read(&wish)?).await?;
    Ok(created(&format!("/api/v1/accounts/{id}/template/accounts"), &MadeAccounts { ids }))
}

fn read(wish: &NewAccountsFrom) -> Result<Vec<NewFrom>> {
    let mut invalid = Invalid::default();
    let mut new = Vec::new();
    for (index, one) in wish.accounts.iter().enumerate() {
        let name = invalid.check(&format!("accounts[{index}].name"), Name::parse(&one.name));
        let email = invalid.check(&format!("accounts[{index}].email"), Email::parse(&one.email));
        new.extend(name.zip(email).map(|(name, email)| NewFrom { name, email }));
    }
    invalid.into_result()?;
    Ok(new)
}

pub async fn made(caller: Caller, Id(id): Id<AccountId>, Question(asked): Question) -> Answer {
    if let Some((name, _)) = asked.iter().find(|(name, _)| *name != "after") {
        return Err(Error::invalid(name, "There is no such parameter. Use after.").into());
    }
    let after = match asked.get("after") {
        None => None,
        Some(text) => Some(text.parse().map_err(|_| Error::invalid("after", "Send the next of a page."))?),
    };
    let granted = caller.may::<AccountsView>()?;
    let (found, next) = templates::made_from(&mut caller.read().await?, &granted, id, after).await?;
    let one = |made: templates::Made| AccountFrom {
        id: made.id,
        name: made.name,
        made_at: made.at.to_string(),
        drift: made.drift.into_iter().map(drift).collect(),
    };
    Ok(Json(AccountsFrom { data: found.into_iter().map(one).collect(), next }).into_response())
}

fn drift(one: templates::Difference) -> Drift {
    Drift { what: one.what, template: one.template, account: one.account }
}
