//! What went on in an account in the last three months; days are days in UTC.

use axum::Json;
use axum::response::IntoResponse;
use domain::access::AccountsView;
use domain::accounts::{self, Period};
use kernel::{AccountId, TimeZoneName};
use serde::Serialize;
use utoipa::ToSchema;

use crate::caller::{Answer, Caller};
use crate::id::Id;

/// What went on, of each kind that one may see.
#[derive(Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AccountActivity {
    #[schema(format = Date)]
    from: String,
    #[schema(format = Date)]
    to: String,
    data: Vec<ActivityOfKind>,
}

/// One kind of thing that went on.
#[derive(Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ActivityOfKind {
    /// `calls`, `messages` or `sign_ins`; there may be more with a later version.
    kind: &'static str,
    total: i64,
    weeks: Vec<ActivityOfWeek>,
}

/// How many in a week, from Monday to Sunday, or in what of it lies within the three months.
#[derive(Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ActivityOfWeek {
    #[schema(format = Date)]
    from: String,
    #[schema(format = Date)]
    to: String,
    count: i64,
}

pub async fn show(caller: Caller, Id(id): Id<AccountId>) -> Answer {
    let granted = caller.may::<AccountsView>()?;
    let period = Period::last_three_months(caller.house().now(), &TimeZoneName::utc().rules())?;
    let found = accounts::activity(&mut caller.read().await?, &granted, id, &period).await?;
    let week = |week: accounts::Week| ActivityOfWeek {
        from: week.from.to_string(),
        to: week.to.to_string(),
        count: week.count,
    };
    let data = found.into_iter().map(|one| ActivityOfKind {
        kind: one.name,
        total: one.total,
        weeks: one.weeks.into_iter().map(week).collect(),
    });
    let (from, to) = (period.from.to_string(), period.today.to_string());
    Ok(Json(AccountActivity { from, to, data: data.collect() }).into_response())
}
