//! Links by which one's own calendar program follows who is on call.

use axum::Json;
use axum::response::IntoResponse;
use domain::access::OnCallView;
use domain::on_call::{self, Feed};
use kernel::{FeedId, Invalid, ScheduleId};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::body::{Body, id};
use crate::caller::{Answer, Caller};
use crate::id::Id;
use crate::single::{created, done};

/// One's own calendar links.
#[derive(Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CalendarLinks {
    links: Vec<CalendarLink>,
}

/// A link, without its secret.
#[derive(Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CalendarLink {
    #[schema(value_type = String)]
    id: FeedId,
    /// Null: one's own shifts, in all schedules.
    #[schema(required, value_type = Option<String>)]
    schedule: Option<ScheduleId>,
    #[schema(format = DateTime)]
    created_at: String,
}

/// What the link shows.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CalendarLinkToMake {
    /// The id of a schedule; one's own shifts, if it is left out.
    schedule: Option<String>,
}

/// The link. It is given this once.
#[derive(Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct MadeCalendarLink {
    #[schema(value_type = String)]
    id: FeedId,
    address: String,
}

pub async fn own_links(caller: Caller) -> Answer {
    caller.person()?;
    let found = on_call::mine(&mut caller.read().await?, &caller.may::<OnCallView>()?).await?;
    Ok(Json(CalendarLinks { links: found.into_iter().map(CalendarLink::from).collect() }).into_response())
}

pub async fn make_link(caller: Caller, Body(wish): Body<CalendarLinkToMake>) -> Answer {
    caller.person()?;
    let mut invalid = Invalid::default();
    let schedule = id(&mut invalid, "schedule", &wish.schedule.unwrap_or_default());
    invalid.into_result()?;
    let (id, token) = on_call::subscribe(caller.house(), &caller.may::<OnCallView>()?, schedule).await?;
    let base = caller.organization.address(&caller.site.settings.base_url);
    let address = format!("{base}/calendar/{}.ics", token.reveal());
    Ok(created("/api/v1/calendar-links", &MadeCalendarLink { id, address }))
}

pub async fn revoke_link(caller: Caller, Id(id): Id<FeedId>) -> Answer {
    caller.person()?;
    on_call::unsubscribe(caller.house(), &caller.may::<OnCallView>()?, id).await?;
    Ok(done())
}

impl From<Feed> for CalendarLink {
    fn from(feed: Feed) -> Self {
        Self { id: feed.id, schedule: feed.schedule, created_at: feed.created_at.to_string() }
    }
}
