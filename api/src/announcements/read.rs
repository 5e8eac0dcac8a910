//! The announcements within reach, and who has one of them.

use axum::Json;
use axum::response::IntoResponse;
use domain::access::AnnouncementsView;
use domain::announcements::{self, ANNOUNCEMENTS};
use kernel::{AnnouncementId, ContactId};
use serde::Serialize;
use utoipa::ToSchema;

use crate::caller::{Answer, Caller};
use crate::etag::Conditions;
use crate::id::Id;
use crate::page::{self, Question};
use crate::single;

pub async fn list(caller: Caller, Question(pairs): Question) -> Answer {
    page::list::<AnnouncementsView>(&caller, &ANNOUNCEMENTS, &pairs).await
}

pub async fn show(caller: Caller, Id(id): Id<AnnouncementId>, conditions: Conditions) -> Answer {
    Ok(conditions.answer(&single::record::<AnnouncementsView>(&caller, &ANNOUNCEMENTS, id.any()).await?))
}

/// Everybody whom an announcement is for.
#[derive(Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Recipients {
    data: Vec<Reader>,
}

/// One of them, and how far the letter has come.
#[derive(Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Reader {
    #[schema(value_type = String)]
    contact: ContactId,
    name: String,
    /// An email address or a number; empty if there is none.
    recipient: String,
    /// As in the outbox; `left_out` for whoever gets none, and `scheduled` before its time.
    state: String,
    /// Why it is not sent.
    reason: String,
}

pub async fn recipients(caller: Caller, Id(id): Id<AnnouncementId>) -> Answer {
    let granted = caller.may::<AnnouncementsView>()?;
    let found = announcements::find(&mut caller.read().await?, &granted, id).await?;
    let reader = |one: announcements::Recipient| {
        let (state, reason) = match one.state {
            _ if !one.left_out.is_empty() => ("left_out", one.left_out),
            None => ("scheduled", String::new()),
            Some(state) => (state.name(), one.reason),
        };
        Reader {
            contact: one.contact,
            name: one.name,
            recipient: one.recipient,
            state: state.to_owned(),
            reason,
        }
    };
    Ok(Json(Recipients { data: found.recipients.into_iter().map(reader).collect() }).into_response())
}
