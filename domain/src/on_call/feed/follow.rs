//! What a link shows: what its person may see at that moment, and nothing as soon as the person could not come in.

use db::params;
use kernel::{
    AccountId, Error, OrgId, Purpose, Result, ScheduleId, Span, Timestamp, Token, TokenHash, UserId,
};

use super::calendar::{Followed, Shift};
use crate::access::{OnCallView, standing};
use crate::change::Change;
use crate::house::{House, Read};
use crate::on_call::segments::Segment;
use crate::on_call::store::{Schedule, Which, load};
use crate::sign_in::throttle::{self, Subject};

/// How much of the past and of what is to come a calendar shows.
const BACK: Span = Span::days(28);
const AHEAD: Span = Span::days(182);
/// A program asks every few minutes at most; whoever has no link has nothing to ask.
const OF_ONE_LINK: i64 = 120;
const FROM_ONE_PLACE: i64 = 60;

/// A link that is there, whatever may be seen through it.
struct Link {
    user: UserId,
    account: Option<AccountId>,
    schedule: Option<ScheduleId>,
}

/// What the link shows; not found if nobody has it, or its person could not come in or may not look.
pub async fn follow(house: &House, org: OrgId, token: &str, address: &str) -> Result<Followed> {
    let hash = Token::parse(token).map(|token| token.hash(Purpose::CalendarFeed));
    let mut change = house.change_unasked().await?;
    let link = match &hash {
        Some(hash) => find(&mut change, org, hash).await?,
        None => None,
    };
    let (subject, most) = match &link {
        Some(_) => (Subject::Calendar(token), OF_ONE_LINK),
        None => (Subject::CalendarsFrom(address), FROM_ONE_PLACE),
    };
    throttle::allow(&mut change, org, &subject, most, Span::hours(1)).await?;
    change.commit_housekeeping().await?;
    let link = link.ok_or(Error::NotFound)?;
    show(&mut house.read().await?, org, link, house.now()).await
}

async fn find(change: &mut Change, org: OrgId, hash: &TokenHash) -> Result<Option<Link>> {
    let found = change
        .tx
        .row(
            "SELECT user_id, account_id, schedule_id FROM schedule_feeds WHERE token_hash = ?1 AND org_id = ?2",
            params![hash, org],
            |row| Ok(Link { user: row.get(0)?, account: row.get(1)?, schedule: row.get(2)? }),
        )
        .await?;
    Ok(found)
}

async fn show(read: &mut Read, org: OrgId, link: Link, now: Timestamp) -> Result<Followed> {
    let standing = standing(&mut read.0, now, org, (link.user, link.account)).await?;
    let there = standing.filter(|one| one.refusal.is_none()).ok_or(Error::NotFound)?;
    let granted = there.actor().may::<OnCallView>().map_err(|_| Error::NotFound)?;
    let which = match (link.schedule, link.account) {
        (Some(schedule), _) => Which::One(schedule),
        (None, Some(account)) => Which::Of(account),
        (None, None) => return Err(Error::NotFound),
    };
    // From midnight to midnight, so that what has not changed is the same all day.
    let today = now - Span::micros(now.micros().rem_euclid(Span::days(1).as_micros()));
    let schedules = load(&mut read.0, &granted, which, today - BACK).await?;
    let own = there.place.and_then(|place| place.contact);
    let mut shifts = Vec::new();
    for one in &schedules {
        let all = one.shifts(&granted, today - BACK, today + AHEAD)?;
        let seen = all.iter().filter(|it| link.schedule.is_some() || (own.is_some() && it.who == own));
        shifts.extend(seen.filter_map(|it| shift(one, it)));
    }
    let name = match (link.schedule, schedules.first()) {
        (Some(_), Some(one)) => format!("{}: {}", one.account_name, one.name),
        (Some(_), None) => return Err(Error::NotFound),
        (None, _) => format!("On call: {}", there.person.name),
    };
    Ok(Followed { name, shifts })
}

fn shift(schedule: &Schedule, segment: &Segment) -> Option<Shift> {
    let who = schedule.somebody(segment.who?);
    let put_in = schedule.stand_in(segment).map(|one| one.made_at);
    Some(Shift {
        schedule: schedule.id,
        name: schedule.name.clone(),
        who: who.name,
        phone: who.phone,
        from: segment.from,
        until: segment.until,
        changed_at: put_in.map_or(schedule.changed_at, |at| at.max(schedule.changed_at)),
    })
}
