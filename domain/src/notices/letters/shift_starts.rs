//! Tells somebody that a shift begins soon. Whoever wants such letters chooses them, and how long before, in the profile.

use kernel::{Result, ScheduleId, Timestamp};

use super::{Shape, Text, Variable};
use crate::change::Change;
use crate::notices::write::{Filled, Occasion};
use crate::on_call::{OfTurns, starting};

pub static SHAPE: Shape = Shape {
    name: "shift_starts",
    title: "Shift starts",
    about: "Sent to a portal user who wants it, before a shift of the contact begins that the user is linked to.",
    email: Some(Text {
        subject: "You are on call from {{ from }}",
        body: "Hello {{ first_name }},\n\nyou are on call in “{{ schedule }}”\n\nfrom {{ from }}\nuntil {{ until \
               }}\n\nCannot make it? Give the turn away or swap it here:\n\n{{ link }}\n\nHow long before a shift you hear \
               of it, you choose in your profile:\n\n{{ profile_url }}\n\n{{ organization }}\n",
    }),
    sms: Some(Text {
        subject: "",
        body: "{{ organization }}: you are on call in “{{ schedule }}” from {{ from }} until {{ until }}.",
    }),
    variables: &[
        Variable { name: "schedule", meaning: "the name of the schedule", sample: "Doctors", needed: false },
        Variable {
            name: "from",
            meaning: "when the shift begins",
            sample: "Tue 24 Nov 2026, 08:00 EST",
            needed: true,
        },
        Variable {
            name: "until",
            meaning: "when it ends",
            sample: "Wed 25 Nov 2026, 08:00 EST",
            needed: false,
        },
        Variable {
            name: "link",
            meaning: "the page of who is on call",
            sample: "https://portal.example.com/on_call",
            needed: false,
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

/// Looks once more, at the moment of sending: the turn must still be the person's.
pub async fn fill(change: &mut Change, occasion: &Occasion<'_>) -> Result<Filled> {
    let told = |name: &str| occasion.letter.data.get(name).and_then(|text| text.as_str()).unwrap_or_default();
    let (Ok(id), Some(at)) = (told("schedule").parse::<ScheduleId>(), Timestamp::parse(told("at"))) else {
        return Ok(Filled::Drop("It is about no shift."));
    };
    let (org, now) = (occasion.organization.id, occasion.now);
    let person = match OfTurns::find(&mut change.tx, org, occasion.letter, now).await? {
        Ok(person) => person,
        Err(reason) => return Ok(Filled::Drop(reason)),
    };
    Ok(match starting(&mut change.tx, &person, (id, at), now).await? {
        Err(reason) => Filled::Drop(reason),
        Ok((schedule, from, until)) => Filled::With(vec![
            ("schedule", schedule),
            ("from", from),
            ("until", until),
            ("link", format!("{}/on_call?schedule={id}", occasion.address)),
            ("profile_url", format!("{}/profile/notifications", occasion.address)),
        ]),
    })
}
