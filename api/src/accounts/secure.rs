//! Secure accounts: the mark, and which of them the caller does not see into. Who is let in for once is decided between
//! persons, in the console.

use axum::Json;
use axum::response::IntoResponse;
use domain::access::{AccountsEdit, AccountsView};
use domain::accounts::secure;
use kernel::AccountId;
use serde::Serialize;
use utoipa::ToSchema;

use crate::caller::{Answer, Caller};
use crate::id::Id;
use crate::page::Question;
use crate::single::done;

/// Accounts in one answer; more are found by their names.
const MOST: usize = 100;

/// Accounts that are marked Secure and closed to the caller.
#[derive(Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SecureAccounts {
    data: Vec<SecureAccount>,
}

/// All that is known of an account from outside.
#[derive(Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SecureAccount {
    #[schema(value_type = String)]
    id: AccountId,
    name: String,
    /// `active`, `in_setup` or `locked`
    #[schema(value_type = String)]
    state: &'static str,
}

pub async fn list(caller: Caller, Question(pairs): Question) -> Answer {
    if let Some((name, _)) = pairs.iter().find(|(name, _)| *name != "q") {
        return Err(kernel::Error::invalid(name, "There is no such parameter.").into());
    }
    let part = pairs.get("q").unwrap_or_default();
    let granted = caller.may::<AccountsView>()?;
    let closed = secure::closed(&mut caller.read().await?, &granted, part, MOST).await?;
    let data = closed
        .into_iter()
        .map(|account| SecureAccount { id: account.id, name: account.name, state: account.state })
        .collect();
    Ok(Json(SecureAccounts { data }).into_response())
}

pub async fn mark(caller: Caller, Id(id): Id<AccountId>) -> Answer {
    secure::mark(caller.house(), &caller.may::<AccountsEdit>()?, id).await?;
    Ok(done())
}

pub async fn unmark(caller: Caller, Id(id): Id<AccountId>) -> Answer {
    secure::unmark(caller.house(), &caller.may::<AccountsEdit>()?, id).await?;
    Ok(done())
}
