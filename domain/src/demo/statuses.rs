//! What clients want known while one looks at the demo, and what they wanted known some days ago.

use kernel::{Email, Error, Result, Span};

use super::cast::{self, AGENTS};
use super::people::Opened;
use crate::access::{
    Actor, Clearance, Grants, Identity, Key, Kind, Mode, Person, Place, Reach, Request, Via,
};
use crate::house::House;
use crate::people::users;
use crate::statuses::{self, NewStatus};

struct Said {
    /// How many days ago, in the night.
    ago: i64,
    account: &'static str,
    level: &'static str,
    text: &'static str,
    /// Hours after which it is over by itself.
    hours: Option<i64>,
    /// Whether the first of the operators has seen it.
    seen: bool,
}

const SAID: &[Said] = &[
    Said {
        ago: 3,
        account: cast::BRIGHT_SMILE,
        level: "normal",
        text: "Staff training all day: take messages, nobody can be put through.",
        hours: Some(14),
        seen: true,
    },
    Said {
        ago: 1,
        account: cast::BRIGHT_SMILE,
        level: "attention",
        text: "The phone system at the front desk is being replaced. Put emergencies through to Dr. Anand's mobile.",
        hours: None,
        seen: true,
    },
    Said {
        ago: 1,
        account: cast::NORTHSIDE,
        level: "urgent",
        text: "Cold snap: every call without heat goes to the technician on duty at once, also at night.",
        hours: Some(96),
        seen: false,
    },
    Said {
        ago: 1,
        account: cast::WILLOW_STREET,
        level: "normal",
        text: "Flu shots without an appointment until Friday, nine to noon.",
        hours: Some(120),
        seen: false,
    },
];

/// What was said on that day.
pub(super) async fn of_day(house: &House, actor: &Actor, accounts: &[Opened], ago: i64) -> Result<()> {
    for said in SAID.iter().filter(|said| said.ago == ago) {
        let found = accounts.iter().find(|one| one.firm.name == said.account);
        let opened = found.ok_or_else(|| Error::bug("a status of nobody"))?;
        let client = client(house, actor, opened, Grants::of(&[(Key::StatusSet, Reach::Account)])).await?;
        let new = NewStatus {
            level: said.level.to_owned(),
            text: said.text.to_owned(),
            until: said.hours.map(|hours| house.now() + Span::hours(hours)),
        };
        statuses::set(house, &client.may()?, opened.account, new).await?;
        if said.seen {
            let grants = Grants::of(&[(Key::StatusAcknowledge, Reach::Organization)]);
            let operator = operator(house, actor, grants).await?;
            statuses::acknowledge(house, &operator.may()?, opened.account).await?;
        }
    }
    Ok(())
}

/// The primary admin of the account, who may do this.
pub(super) async fn client(house: &House, actor: &Actor, opened: &Opened, grants: Grants) -> Result<Actor> {
    let firm = opened.firm;
    let inbox = format!("{}@{}", firm.inbox, firm.domain);
    let name = firm.people.first().map_or("", |person| person.name);
    let subject = person(house, actor, Kind::PortalUser, &inbox, name).await?;
    let place = Place { account: opened.account, contact: None };
    Ok(somebody(actor, Kind::PortalUser, subject, Some(place), grants))
}

/// The first of the operators, who may do this.
pub(super) async fn operator(house: &House, actor: &Actor, grants: Grants) -> Result<Actor> {
    let agent = AGENTS.first().ok_or_else(|| Error::bug("nobody answers"))?;
    let subject = person(house, actor, Kind::Operator, agent.email, agent.name).await?;
    Ok(somebody(actor, Kind::Operator, subject, None, grants))
}

pub(super) async fn person(
    house: &House,
    actor: &Actor,
    kind: Kind,
    address: &str,
    name: &str,
) -> Result<Person> {
    let address = Email::parse(address).map_err(Error::bug)?;
    let id = users::by_email(&mut house.read().await?.0, actor.org(), &address, kind).await?;
    Ok(Person { id, name: name.to_owned() })
}

fn somebody(actor: &Actor, kind: Kind, subject: Person, place: Option<Place>, grants: Grants) -> Actor {
    Actor::new(Identity {
        org: actor.org(),
        subject,
        operator: None,
        kind,
        place,
        grants,
        // Who is sent to work in the demo is the organization itself.
        clearance: Clearance::All,
        via: Via::System("demo"),
        mode: Mode::Own,
        request: Request::default(),
    })
}
