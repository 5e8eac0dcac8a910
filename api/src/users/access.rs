//! What a portal user may do, and why: yes or no, with the way there.

use axum::Json;
use axum::response::IntoResponse;
use domain::access::UsersView;
use domain::access::explain;
use kernel::MemberId;

use crate::caller::{Answer, Caller};
use crate::explained::{Access, question};
use crate::id::Id;
use crate::page::Question;

/// A client admin may ask it of the users of the account.
pub async fn access(caller: Caller, Id(id): Id<MemberId>, Question(asked): Question) -> Answer {
    let granted = caller.may::<UsersView>()?;
    let mut read = caller.read().await?;
    let held = explain::of_user(caller.house(), &mut read, &granted, id).await?;
    let told = match question(&asked)? {
        Some((key, record)) => {
            Some((explain::user(caller.house(), &mut read, &granted, id, key, record).await?, record))
        }
        None => None,
    };
    Ok(Json(Access::of(held, told)).into_response())
}
