//! The page of an account’s on-call schedules: who is on call now, and the calendar of one of them.

use askama::Template;
use domain::access::{Granted, OnCallEdit, OnCallSwap, OnCallView, Reach};
use domain::on_call::{self, DAYS, Schedule, StandIn, clock, moment};
use jiff::ToSpan;
use jiff::civil::{Date, Time};
use jiff::tz::TimeZone;
use kernel::{Error, Local, Result, ScheduleId, Span, Timestamp};

use super::calendar::{Asked, Calendar, Movable, Shown, calendar};
use super::offers::{Offer, offers};
use super::words::{local, stretch, zone};
use super::{Place, card};
use crate::ui::{Empty, OnCallCard, RowAction, Shell, Tab, Tabs, icon};
use crate::{Answer, Pairs, Visitor, page};

#[derive(Template)]
#[template(path = "on_call/show.html")]
struct OnCallPage {
    shell: Shell,
    cards: Vec<OnCallCard>,
    /// Where a schedule is made, for those who may.
    new: Option<String>,
    /// Where one’s own calendar program finds it; a link that is nobody has none.
    links: Option<String>,
    /// Whether the visitor sees more than his or her own.
    sees_all: bool,
    /// Turns that wait for somebody’s yes.
    offers: Vec<Offer>,
    part: Option<Part>,
    empty: Empty,
}

/// One schedule, with its days.
struct Part {
    name: String,
    tabs: Tabs,
    zone: String,
    /// The first times at which nobody is on call, and how many more there are.
    gaps: Vec<String>,
    more_gaps: usize,
    calendar: Calendar,
    overrides: Vec<Standing>,
    /// Addresses: change it, put somebody else in, import shifts, delete it.
    actions: Option<[String; 4]>,
    /// Whether some of these turns are the visitor’s to give away.
    moves: bool,
}

struct Standing {
    words: String,
    reason: String,
    take_back: Option<RowAction>,
}

pub async fn show(visitor: &Visitor, place: &Place, pairs: &Pairs) -> Answer {
    let granted = visitor.may::<OnCallView>()?;
    let mut read = visitor.read().await?;
    let now = visitor.who.now;
    let since = earliest(&visitor.who.organization.region, pairs, now)?;
    let schedules = on_call::of_account(&mut read, &granted, place.account, since).await?;
    let sees_all = granted.reach() != Reach::Own;
    let cards = schedules.iter().map(|one| card(visitor, place, one.now(&granted, now), sees_all)).collect();
    let chosen = choose(&schedules, pairs)?;
    let part = chosen.map(|one| part(visitor, place, &granted, &schedules, one, pairs)).transpose()?;
    let new = visitor.can::<OnCallEdit>().then(|| format!("{}/new", place.path));
    let offers = offers(visitor, &mut read, place, &schedules).await?;
    page(&OnCallPage {
        shell: place.shell(visitor, "On call"),
        cards,
        empty: empty(sees_all, new.as_ref()),
        new,
        links: (part.is_some() && !visitor.who.is_by_link()).then(|| place.links()),
        sees_all,
        offers,
        part,
    })
}

fn empty(sees_all: bool, new: Option<&String>) -> Empty {
    let (title, text) = if sees_all {
        (
            "No on-call schedule yet",
            "A schedule says whom the operators reach, at every hour: people who take turns by day or by week, nights \
             and weekends of their own, and whoever stands in.",
        )
    } else {
        ("You are in no on-call schedule", "Your shifts are shown here as soon as you take part in one.")
    };
    Empty {
        icon: icon("calendar-event"),
        title: title.to_owned(),
        text: text.to_owned(),
        action: new.map(|href| ("Make a schedule".to_owned(), href.clone())),
    }
}

/// A moment before the first day of the calendar, whatever the zone of its schedule, and not after now.
fn earliest(region: &str, pairs: &Pairs, now: Timestamp) -> Result<Timestamp> {
    let yesterday = clock(&TimeZone::UTC, now).date().yesterday().unwrap_or(Date::MIN);
    let (first, _) = Asked::of(pairs, yesterday, region)?.days();
    let before = first.checked_sub(2.days()).unwrap_or(Date::MIN);
    Ok(moment(&TimeZone::UTC, before.to_datetime(Time::midnight())).min(now))
}

/// The schedule that the address names, or the first one.
fn choose<'a>(schedules: &'a [Schedule], pairs: &Pairs) -> Result<Option<&'a Schedule>> {
    match pairs.get("schedule") {
        None => Ok(schedules.first()),
        Some(text) => {
            let id: ScheduleId = text.parse().map_err(|_| Error::NotFound)?;
            schedules.iter().find(|one| one.id == id).map(Some).ok_or(Error::NotFound)
        }
    }
}

fn part(
    visitor: &Visitor,
    place: &Place,
    granted: &Granted<OnCallView>,
    all: &[Schedule],
    schedule: &Schedule,
    pairs: &Pairs,
) -> Result<Part> {
    let now = visitor.who.now;
    let id = schedule.id;
    let local = local(visitor, &schedule.zone());
    let asked = Asked::of(pairs, local.date_of(now), &visitor.who.organization.region)?;
    let (first, after) = asked.days();
    let [from, until] = [first, after].map(|day| moment(&local.zone, day.to_datetime(Time::midnight())));
    let segments = schedule.shifts(granted, from, until)?;
    let may_edit = visitor.can::<OnCallEdit>();
    let movable = movable(visitor);
    let shown = Shown { place, schedule, segments: &segments, local: &local, now, may_edit, movable };
    let mut gaps = gaps(schedule, granted, &local, now)?;
    let more_gaps = gaps.len().saturating_sub(3);
    gaps.truncate(3);
    let tabs = all.iter().map(|one| Tab {
        label: one.name.clone(),
        href: place.calendar(one.id),
        current: one.id == id,
        count: None,
    });
    Ok(Part {
        name: schedule.name.clone(),
        tabs: Tabs { label: "Schedules".to_owned(), items: tabs.collect() },
        zone: zone(&schedule.zone(), now),
        gaps,
        more_gaps,
        calendar: calendar(&shown, &asked),
        overrides: schedule
            .overrides
            .iter()
            .filter(|one| one.until > now)
            .map(|one| standing(&local, now, one, may_edit.then(|| place.of(id, "take-back"))))
            .collect(),
        actions: may_edit.then(|| ["edit", "override", "import", "delete"].map(|what| place.of(id, what))),
        moves: movable != Movable::Nobodys,
    })
}

fn movable(visitor: &Visitor) -> Movable {
    let own = visitor.who.actor.place().and_then(|place| place.contact);
    match (visitor.may::<OnCallSwap>().map(|granted| granted.reach()), own) {
        (Err(_), _) | (Ok(Reach::Own), None) => Movable::Nobodys,
        (Ok(Reach::Own), Some(own)) => Movable::Of(own),
        (Ok(Reach::Account | Reach::Organization), _) => Movable::Everybodys,
    }
}

/// When nobody is on call in the next ninety days; who sees only his or her own is not told.
fn gaps(
    schedule: &Schedule,
    granted: &Granted<OnCallView>,
    local: &Local,
    now: Timestamp,
) -> Result<Vec<String>> {
    let found = schedule.gaps(granted, now, now + Span::days(DAYS))?;
    Ok(found.iter().map(|one| stretch(local, now, one.from, one.until)).collect())
}

fn standing(local: &Local, now: Timestamp, one: &StandIn, take_back: Option<String>) -> Standing {
    Standing {
        words: format!("{}, {}", one.name, stretch(local, now, one.from, one.until)),
        reason: match one.reason.as_str() {
            "" => format!("by {}", one.made_by),
            reason => format!("{reason} – by {}", one.made_by),
        },
        take_back: take_back.map(|path| {
            let action = RowAction::post("Take back", icon("x"), path);
            action.with("override", one.id.to_string()).about(&one.name)
        }),
    }
}
