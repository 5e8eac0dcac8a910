//! Which letters one wants, and by which way.

use axum::Json;
use axum::response::IntoResponse;
use domain::notices::choices::{self, Chosen};
use domain::notices::{Channel, LetterKind};
use kernel::{Error, Result};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::body::Body;
use crate::caller::{Answer, Caller};

/// What one can choose. Letters that are not named here, and those about signing in above all, come in any case.
#[derive(Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Notifications {
    data: Vec<Notification>,
}

/// One way of one kind of letter.
#[derive(Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Notification {
    /// `new_message`, for example.
    kind: &'static str,
    /// What it is called.
    title: &'static str,
    /// `email`, or `sms` once a mobile number of yours is verified.
    channel: &'static str,
    wanted: bool,
}

/// All that is wanted from now on: what is left out is not.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct WantedNotifications {
    wanted: Vec<WantedNotification>,
}

/// A kind of letter and the way it goes.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct WantedNotification {
    kind: String,
    channel: String,
}

impl From<Chosen> for Notification {
    fn from(chosen: Chosen) -> Self {
        let Chosen { kind, channel, wanted } = chosen;
        Self { kind: kind.name(), title: kind.shape().title, channel: channel.name(), wanted }
    }
}

pub async fn list(caller: Caller) -> Answer {
    Ok(Json(own(&caller).await?).into_response())
}

/// Counts from the next letter on.
pub async fn choose(caller: Caller, Body(wish): Body<WantedNotifications>) -> Answer {
    let who = caller.person()?;
    let wanted = wish.wanted.iter().map(read).collect::<Result<Vec<_>>>()?;
    choices::choose(caller.house(), who, &wanted).await?;
    Ok(Json(own(&caller).await?).into_response())
}

async fn own(caller: &Caller) -> Result<Notifications> {
    let own = choices::own(&mut caller.read().await?, caller.person()?).await?;
    Ok(Notifications { data: own.into_iter().map(Notification::from).collect() })
}

fn read(wanted: &WantedNotification) -> Result<(LetterKind, Channel)> {
    let known = LetterKind::parse(&wanted.kind).zip(Channel::parse(&wanted.channel));
    known.ok_or_else(|| Error::invalid("wanted", "Send kinds and channels as the list names them."))
}
