//! A believable answering service, to look at Portico with.

mod announcements;
mod callers;
pub mod cast;
mod chance;
mod delivery;
mod firms;
mod hours;
mod login;
mod messages;
mod notes;
mod on_call;
mod onboarding;
mod people;
mod plans;
mod recordings;
mod resources;
mod statuses;
mod tasks;
mod texts;
mod traffic;

use jiff::ToSpan;
use kernel::{Clock, Error, OrgId, Result, Span, TimeZoneName, Timestamp};

use crate::access::Actor;
use crate::house::House;
use crate::notices::OUTBOX;
use crate::records::Query;
use crate::{accounts, notices, organizations};

pub use cast::*;
pub use login::Login;

/// Days of calls before today.
const DAYS: i64 = 90;

/// Makes the organization, its people and ninety days of calls and messages, and tells who can sign in.
/// The same dice at the same time make the same organization.
pub async fn create(house: &House) -> Result<Vec<Login>> {
    refuse_if_there(house).await?;
    let present = house.now();
    // The clock of the demo walks from the opening day to the present, so that its history does, too.
    let past = House { clock: Clock::standing_at(present - Span::days(DAYS + 8)), ..house.clone() };
    let org = people::organization(&past).await?;
    let actor = Actor::system(org, "demo");
    let mut logins = Vec::new();
    people::front_desk(&past, &actor).await?;
    people::agents(&past, &actor, &mut logins).await?;
    onboarding::checklist(&past, &actor).await?;
    let mut accounts = Vec::new();
    for firm in firms::all() {
        past.clock.advance(Span::minutes(11 * 60 + 17));
        let opened = people::open(&past, &actor, firm, &mut logins).await?;
        on_call::make(&past, &actor, &opened).await?;
        accounts.push(opened);
    }
    notes::take(&past, &actor, &accounts).await?;
    plans::choose(&past, &actor, &accounts).await?;
    onboarding::tick(&past, &actor, &accounts).await?;
    days(&past, &actor, &accounts, present).await?;
    on_call::stand_in(&past, &actor, &accounts).await?;
    recordings::keep(&past, &actor, &accounts).await?;
    close_doors(&past, &actor, &accounts).await?;
    let_go(&past, &actor).await?;
    delivery::of_now(&past, &actor, &accounts).await?;
    Ok(logins)
}

/// What happened before it began is news to nobody: a demo sends the letters of its present, and none of its past.
async fn let_go(past: &House, actor: &Actor) -> Result<()> {
    let query = Query::parse(&OUTBOX, [("state", "queued")])?;
    let waiting = notices::list(&mut past.read().await?, &actor.may()?, &query).await?;
    for letter in waiting.records {
        let id = letter.id.to_string().parse().map_err(Error::bug)?;
        notices::drop_by_hand(past, &actor.may()?, id).await?;
    }
    Ok(())
}

async fn refuse_if_there(house: &House) -> Result<()> {
    match organizations::by_number(&mut house.read().await?, OrgId::new(NUMBER)).await {
        Err(Error::NotFound) => Ok(()),
        Err(other) => Err(other),
        Ok(_) => Err(Error::conflict(format!(
            "The organization {NUMBER} is in this database already. Use an empty database for the demo."
        ))),
    }
}

/// Each day is taken in during the night after it, when it is over in the westernmost zone; today, now.
async fn days(past: &House, actor: &Actor, accounts: &[people::Opened], present: Timestamp) -> Result<()> {
    let zone = TimeZoneName::parse(TIME_ZONE).map_err(Error::bug)?.rules();
    let today = present.to_jiff().to_zoned(zone.clone()).date();
    for ago in (0..=DAYS).rev() {
        let day = today.checked_sub(ago.days()).map_err(Error::bug)?;
        let night = day.tomorrow().map_err(Error::bug)?.at(5, 0, 0, 0);
        let night = Timestamp::from_jiff(night.to_zoned(zone.clone()).map_err(Error::bug)?.timestamp());
        past.clock.advance((night.min(present) - past.now()).max(Span::micros(0)));
        traffic::of_day(past, actor, accounts, day, present).await?;
        statuses::of_day(past, actor, accounts, ago).await?;
        tasks::of_day(past, actor, accounts, ago).await?;
        announcements::of_day(past, actor, accounts, ago).await?;
        resources::of_day(past, actor, accounts, ago).await?;
        if ago == 1 {
            let_go(past, actor).await?;
            delivery::of_the_night(past, actor, accounts).await?;
        }
    }
    delivery::of_today(past, actor).await
}

/// One account is locked, and one user is disabled, so that both can be seen.
async fn close_doors(past: &House, actor: &Actor, accounts: &[people::Opened]) -> Result<()> {
    for opened in accounts {
        if opened.firm.name == MARIGOLD {
            accounts::lock(past, &actor.may()?, opened.account).await?;
        }
    }
    people::disable(past, actor, DISABLED_USER).await
}
