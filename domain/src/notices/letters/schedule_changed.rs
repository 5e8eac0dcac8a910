//! Tells somebody that his or her turns have changed: one letter for a change, however many turns it touches.

use kernel::{Result, ScheduleId};

use super::{Shape, Text, Variable};
use crate::change::Change;
use crate::notices::write::{Filled, Occasion};
use crate::on_call::{OfTurns, next_turns};

pub static SHAPE: Shape = Shape {
    name: "schedule_changed",
    title: "On-call schedule changed",
    about: "Sent to a portal user whose turns have changed, by somebody else, unless the user does not want it.",
    email: Some(Text {
        subject: "Your turns on call have changed",
        body: "Hello {{ first_name }},\n\nyour turns in “{{ schedule }}” have changed. {{ next }}\n\nAll of them are \
               here:\n\n{{ link }}\n\nWhich letters you get, you choose in your profile:\n\n{{ profile_url \
               }}\n\n{{ organization }}\n",
    }),
    sms: Some(Text {
        subject: "",
        body: "{{ organization }}: your turns on call in “{{ schedule }}” have changed. {{ link }}",
    }),
    variables: &[
        Variable { name: "schedule", meaning: "the name of the schedule", sample: "Doctors", needed: false },
        Variable {
            name: "next",
            meaning: "the next turns, in a sentence",
            sample: "Next: Tue 24 Nov 2026, 08:00 – Wed 25 Nov 2026, 08:00 EST.",
            needed: false,
        },
        Variable {
            name: "link",
            meaning: "the page of who is on call",
            sample: "https://portal.example.com/on_call",
            needed: true,
        },
        Variable {
            name: "profile_url",
            meaning: "the page on which the person chooses letters",
            sample: "https://portal.example.com/profile/notifications",
            needed: false,
        },
    ],
    newest_only: false,
};

/// The turns are those of the moment of sending.
pub async fn fill(change: &mut Change, occasion: &Occasion<'_>) -> Result<Filled> {
    let told = |name: &str| occasion.letter.data.get(name).and_then(|text| text.as_str()).unwrap_or_default();
    let Ok(id) = told("schedule").parse::<ScheduleId>() else {
        return Ok(Filled::Drop("It is about no schedule."));
    };
    let (org, now) = (occasion.organization.id, occasion.now);
    let person = match OfTurns::find(&mut change.tx, org, occasion.letter, now).await? {
        Ok(person) => person,
        Err(reason) => return Ok(Filled::Drop(reason)),
    };
    let turns = next_turns(&mut change.tx, &person, id, now).await?;
    let next = match turns.as_slice() {
        [] => "You have none in the next 60 days.".to_owned(),
        turns => format!("Next: {}.", turns.join("; ")),
    };
    Ok(Filled::With(vec![
        ("line", format!("Your turns in “{}” have changed", told("name"))),
        ("schedule", told("name").to_owned()),
        ("next", next),
        ("link", format!("{}/on_call", occasion.address)),
        ("profile_url", format!("{}/profile/notifications", occasion.address)),
    ]))
}
