//! What an operator may do, and why.

use axum::Json;
use axum::response::IntoResponse;
use domain::access::OperatorsManage;
use domain::access::explain;
use kernel::UserId;

use crate::caller::{Answer, Caller};
use crate::explained::{Access, question};
use crate::id::Id;
use crate::page::Question;

pub async fn access(caller: Caller, Id(id): Id<UserId>, Question(asked): Question) -> Answer {
    let granted = caller.may::<OperatorsManage>()?;
    let mut read = caller.read().await?;
    let held = explain::of_operator(caller.house(), &mut read, &granted, id).await?;
    let told = match question(&asked)? {
        Some((key, record)) => {
            Some((explain::operator(caller.house(), &mut read, &granted, id, key, record).await?, record))
        }
        None => None,
    };
    Ok(Json(Access::of(held, told)).into_response())
}
