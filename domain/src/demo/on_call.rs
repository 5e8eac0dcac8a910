//! Who of the demo’s clients is on call at night and at the weekend, and who stands in this week.

use jiff::ToSpan;
use jiff::civil::Weekday;
use kernel::{ContactId, Error, Result, Timestamp};

use super::cast::{BRIGHT_SMILE, NORTHSIDE, WILLOW_STREET};
use super::people::Opened;
use super::statuses::client;
use crate::access::{Actor, Grants, Key, Reach};
use crate::house::House;
use crate::on_call::{self, Draft, LayerDraft, NewOverride, NewTurn, RuleDraft, moment};

struct Rota {
    account: &'static str,
    name: &'static str,
    layers: &'static [Turns],
    /// Which of the people of the firm.
    fallback: Option<usize>,
}

struct Turns {
    name: &'static str,
    at: &'static str,
    hours: i64,
    people: &'static [usize],
    rules: &'static [(&'static [&'static str], &'static str, &'static str)],
}

const NIGHTS: (&[&str], &str, &str) = (&["mon", "tue", "wed", "thu", "fri"], "17:00", "08:00");
const WEEKEND: (&[&str], &str, &str) = (&["sat", "sun"], "08:00", "08:00");

const ROTAS: &[Rota] = &[
    Rota {
        account: BRIGHT_SMILE,
        name: "Emergencies",
        layers: &[Turns {
            name: "Dentists",
            at: "17:00",
            hours: 168,
            people: &[1, 3],
            rules: &[NIGHTS, WEEKEND],
        }],
        fallback: Some(0),
    },
    Rota {
        account: NORTHSIDE,
        name: "Technician on duty",
        layers: &[
            Turns { name: "First", at: "07:00", hours: 24, people: &[2, 3, 4], rules: &[] },
            Turns { name: "Second", at: "07:00", hours: 24, people: &[3, 4, 2], rules: &[] },
        ],
        fallback: Some(0),
    },
    Rota {
        account: WILLOW_STREET,
        name: "Nurse line",
        layers: &[Turns { name: "", at: "18:00", hours: 24, people: &[1, 2], rules: &[NIGHTS] }],
        fallback: None,
    },
];

/// The schedule of a firm that has just been opened, if it has one.
pub(super) async fn make(house: &House, actor: &Actor, opened: &Opened) -> Result<()> {
    let zone = opened.firm.zone;
    let rules = kernel::TimeZoneName::parse(zone).map_err(Error::bug)?.rules();
    let today = house.now().to_jiff().to_zoned(rules).date();
    let monday = today.checked_sub(today.weekday().since(Weekday::Monday).days()).map_err(Error::bug)?;
    for rota in ROTAS.iter().filter(|rota| rota.account == opened.firm.name) {
        let layer = |turns: &Turns| -> Result<LayerDraft> {
            Ok(LayerDraft {
                name: turns.name.to_owned(),
                begins: format!("{monday}T{}", turns.at),
                turn_hours: turns.hours,
                members: turns.people.iter().map(|one| person(opened, *one)).collect::<Result<_>>()?,
                rules: turns
                    .rules
                    .iter()
                    .map(|(days, from, until)| RuleDraft {
                        days: days.iter().map(|day| (*day).to_owned()).collect(),
                        from: (*from).to_owned(),
                        until: (*until).to_owned(),
                    })
                    .collect(),
            })
        };
        let draft = Draft {
            name: rota.name.to_owned(),
            time_zone: zone.to_owned(),
            layers: rota.layers.iter().map(layer).collect::<Result<_>>()?,
            fallback: rota.fallback.map(|one| person(opened, one)).transpose()?,
        };
        on_call::add(house, &actor.may()?, opened.account, draft).await?;
    }
    Ok(())
}

/// One of the dentists is away the day after tomorrow, and the other one takes the night. A later one is on offer.
pub(super) async fn stand_in(house: &House, actor: &Actor, accounts: &[Opened]) -> Result<()> {
    let Some(opened) = accounts.iter().find(|one| one.firm.name == BRIGHT_SMILE) else { return Ok(()) };
    let may = Grants::of(&[(Key::OnCallEdit, Reach::Account), (Key::OnCallSwap, Reach::Account)]);
    let manager = client(house, actor, opened, may).await?;
    let granted = actor.may()?;
    let mut read = house.read().await?;
    let found = on_call::of_account(&mut read, &granted, opened.account, house.now()).await?;
    drop(read);
    for schedule in found {
        let zone = schedule.zone().rules();
        let day = house.now().to_jiff().to_zoned(zone.clone()).date();
        let hour = |days: i64, hour: i8| -> Result<Timestamp> {
            Ok(moment(&zone, day.checked_add(days.days()).map_err(Error::bug)?.at(hour, 0, 0, 0)))
        };
        let (from, until) = (hour(2, 17)?, hour(3, 8)?);
        let there = schedule.shifts(&granted, from, until)?.first().and_then(|one| one.who);
        let other =
            [1, 3].into_iter().filter_map(|one| person(opened, one).ok()).find(|one| Some(*one) != there);
        let Some(contact) = other else { continue };
        let new = NewOverride { contact, from, until, reason: "Conference in Dallas".to_owned() };
        on_call::put_in(house, &manager.may()?, schedule.id, new).await?;
        let reason = "My sister’s birthday".to_owned();
        let offer = NewTurn { from: hour(4, 17)?, until: hour(5, 8)?, to: None, back: None, reason };
        on_call::ask(house, &manager.may()?, schedule.id, offer).await?;
    }
    Ok(())
}

fn person(opened: &Opened, number: usize) -> Result<ContactId> {
    opened.contacts.get(number).copied().ok_or_else(|| Error::bug("a rota with nobody in it"))
}
