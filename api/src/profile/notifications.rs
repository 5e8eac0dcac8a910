//! Which letters one wants, and by which way.

use axum::Json;
use axum::response::IntoResponse;
use domain::notices::choices::{self, Chosen};
use domain::notices::due::Rhythm;
use domain::notices::times::{self, OwnTimes, TimesDraft};
use domain::notices::{Channel, LetterKind};
use domain::on_call;
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
    /// How many minutes before a shift begins one hears of it; null for whoever takes no turns.
    #[schema(required)]
    shift_lead_minutes: Option<i64>,
    /// How often the kinds come that can be told with others.
    rhythms: Vec<NotificationRhythm>,
    /// `22:00`: what comes in quiet hours waits until they end. Null: there are none.
    #[schema(required)]
    quiet_from: Option<String>,
    #[schema(required)]
    quiet_until: Option<String>,
    /// When the letter of the day comes.
    daily_at: String,
}

/// How often letters of a kind come.
#[derive(Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NotificationRhythm {
    kind: String,
    /// `at_once`, `hourly` or `daily`
    rhythm: String,
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
    /// 15, 60, 240, 720 or 1440; as it is, if it is left out.
    shift_lead_minutes: Option<i64>,
    /// Kinds that are left out come as often as they do.
    #[serde(default)]
    rhythms: Vec<NotificationRhythm>,
    /// `22:00`, on the clock of the person; as it is, if it is left out, and with both empty there are no quiet hours.
    quiet_from: Option<String>,
    quiet_until: Option<String>,
    /// `08:00`
    daily_at: Option<String>,
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
    if let Some(minutes) = wish.shift_lead_minutes {
        on_call::choose_lead(caller.house(), who, minutes).await.map_err(at_its_field)?;
    }
    let before = times::own(&mut caller.read().await?, who).await?;
    times::choose(caller.house(), who, &draft(wish, &before)?).await?;
    choices::choose(caller.house(), who, &wanted).await?;
    Ok(Json(own(&caller).await?).into_response())
}

async fn own(caller: &Caller) -> Result<Notifications> {
    let (who, mut read) = (caller.person()?, caller.read().await?);
    let own = choices::own(&mut read, who).await?;
    let shift_lead_minutes = if own.iter().any(|one| one.kind == LetterKind::ShiftStarts) {
        Some(on_call::lead(&mut read, who).await?)
    } else {
        None
    };
    let times = times::own(&mut read, who).await?;
    let mut rhythms: Vec<NotificationRhythm> = own
        .iter()
        .filter(|one| times::is_gathered(one.kind))
        .map(|one| NotificationRhythm {
            kind: one.kind.name().to_owned(),
            rhythm: times.rhythm(one.kind).name().to_owned(),
        })
        .collect();
    rhythms.dedup_by(|one, other| one.kind == other.kind);
    let (draft, quiet) = (TimesDraft::from(&times), times.times.quiet.is_some());
    Ok(Notifications {
        data: own.into_iter().map(Notification::from).collect(),
        shift_lead_minutes,
        rhythms,
        quiet_from: quiet.then_some(draft.quiet_from),
        quiet_until: quiet.then_some(draft.quiet_until),
        daily_at: draft.daily_at,
    })
}

/// What is left out stays as it is.
fn draft(wish: WantedNotifications, before: &OwnTimes) -> Result<TimesDraft> {
    let as_it_is = TimesDraft::from(before);
    let mut rhythms = as_it_is.rhythms;
    for one in &wish.rhythms {
        let wrong = || Error::invalid("rhythms", "Send kinds and rhythms as the list names them.");
        let known = LetterKind::parse(&one.kind).zip(Rhythm::parse(&one.rhythm)).ok_or_else(wrong)?;
        rhythms.retain(|(kind, _)| *kind != known.0);
        rhythms.push(known);
    }
    Ok(TimesDraft {
        quiet_from: wish.quiet_from.unwrap_or(as_it_is.quiet_from),
        quiet_until: wish.quiet_until.unwrap_or(as_it_is.quiet_until),
        daily_at: wish.daily_at.unwrap_or(as_it_is.daily_at),
        rhythms,
    })
}

/// The field has another name than in a form.
fn at_its_field(error: Error) -> Error {
    match error {
        Error::Invalid(_) => Error::invalid("shift_lead_minutes", "Send 15, 60, 240, 720 or 1440."),
        other => other,
    }
}

fn read(wanted: &WantedNotification) -> Result<(LetterKind, Channel)> {
    let known = LetterKind::parse(&wanted.kind).zip(Channel::parse(&wanted.channel));
    known.ok_or_else(|| Error::invalid("wanted", "Send kinds and channels as the list names them."))
}
