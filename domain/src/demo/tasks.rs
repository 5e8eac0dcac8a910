//! What is to be done in the demo: for clients and for the operators, some of it late.

use kernel::{Error, Result, Span};

use super::cast::{self, CLIENT_ADMIN, CLIENT_USER};
use super::people::Opened;
use super::statuses::{client, operator, person};
use crate::access::{Actor, Grants, Key, Kind, Reach};
use crate::house::House;
use crate::tasks::{self, Assignee, TaskDetails};

#[derive(Clone, Copy)]
enum Given {
    Anybody,
    Operators,
    /// A portal user, by the address.
    User(&'static str),
}

struct Planned {
    /// How many days ago, in the night.
    ago: i64,
    account: &'static str,
    title: &'static str,
    text: &'static str,
    /// Hours until it is due.
    due: Option<i64>,
    given: Given,
    repeats: &'static str,
    steps: &'static [&'static str],
    /// How many of the steps are done.
    ticked: i64,
    /// What the first of the operators says about it.
    comment: &'static str,
    state: &'static str,
}

const PLAIN: Planned = Planned {
    ago: 1,
    account: cast::BRIGHT_SMILE,
    title: "",
    text: "",
    due: None,
    given: Given::Operators,
    repeats: "never",
    steps: &[],
    ticked: 0,
    comment: "",
    state: "open",
};

const PLANNED: &[Planned] = &[
    Planned {
        ago: 20,
        title: "Test the emergency line",
        text: "Call the main number after hours, press 1, and make sure that it rings at Dr. Anand's.",
        due: Some(18 * 24 + 9),
        repeats: "weekly",
        state: "done",
        comment: "It rang at once. The recording still says “Thanksgiving”.",
        ..PLAIN
    },
    Planned {
        ago: 6,
        title: "Send the new list of insurances",
        text: "Callers ask every day which plans are taken. The operators have last year's list.",
        due: Some(3 * 24 + 10),
        given: Given::User(CLIENT_ADMIN),
        steps: &["Ask billing for the list", "Check it with Dr. Okafor", "Put it into the resources"],
        ticked: 1,
        comment: "We had four calls about Delta Dental yesterday alone.",
        ..PLAIN
    },
    Planned {
        ago: 5,
        title: "Change the greeting for the holidays",
        text: "Closed from December 24 to January 1. Emergencies go to Dr. Okafor in that week.",
        due: Some(12 * 24),
        steps: &["New recording", "Holiday hours in the script", "Who is called in an emergency"],
        ticked: 2,
        state: "started",
        ..PLAIN
    },
    Planned {
        ago: 4,
        title: "Look through the callbacks of the weekend",
        due: Some(5 * 24 + 3),
        given: Given::User(CLIENT_USER),
        ..PLAIN
    },
    Planned {
        ago: 3,
        title: "Tell us who may reschedule cleanings",
        text: "Operators take a message for each of them now.",
        given: Given::Anybody,
        ..PLAIN
    },
    Planned {
        ago: 3,
        account: cast::NORTHSIDE,
        title: "Bring the list of technicians up to date",
        text: "Two new ones started this month. Their mobiles are in the message of last Friday.",
        due: Some(26),
        ..PLAIN
    },
    Planned {
        ago: 2,
        account: cast::CEDAR_VALE,
        title: "Confirm the hours of the month",
        due: Some(6 * 24),
        given: Given::Anybody,
        repeats: "monthly",
        ..PLAIN
    },
    Planned {
        ago: 1,
        account: cast::WILLOW_STREET,
        title: "Add the flu shots to the script",
        text: "Without an appointment until Friday, nine to noon. Children from six.",
        due: Some(40),
        state: "started",
        ..PLAIN
    },
];

/// What was written down on that day.
pub(super) async fn of_day(house: &House, actor: &Actor, accounts: &[Opened], ago: i64) -> Result<()> {
    for planned in PLANNED.iter().filter(|planned| planned.ago == ago) {
        let found = accounts.iter().find(|one| one.firm.name == planned.account);
        let opened = found.ok_or_else(|| Error::bug("a task of nobody"))?;
        plan(house, actor, opened, planned).await?;
    }
    Ok(())
}

async fn plan(house: &House, actor: &Actor, opened: &Opened, planned: &Planned) -> Result<()> {
    let client = client(house, actor, opened, Grants::of(&[(Key::TasksEdit, Reach::Account)])).await?;
    let theirs = Grants::of(&[(Key::TasksComplete, Reach::Organization)]);
    let operator = operator(house, actor, theirs).await?;
    let assignee = match planned.given {
        Given::Anybody => Assignee::Account,
        Given::Operators => Assignee::Operators,
        Given::User(address) => Assignee::User(person(house, actor, Kind::PortalUser, address, "").await?.id),
    };
    let details = TaskDetails {
        title: planned.title.to_owned(),
        text: planned.text.to_owned(),
        due: planned.due.map(|hours| house.now() + Span::hours(hours)),
        assignee,
        repeats: planned.repeats.to_owned(),
        checklist: planned.steps.iter().map(|step| (*step).to_owned()).collect(),
    };
    let id = tasks::create(house, &client.may()?, opened.account, details).await?;
    for position in 0..planned.ticked {
        tasks::tick(house, &operator.may()?, id, position, true).await?;
    }
    if !planned.comment.is_empty() {
        tasks::comment(house, &operator.may()?, id, planned.comment).await?;
    }
    tasks::mark(house, &operator.may()?, id, planned.state).await?;
    Ok(())
}
