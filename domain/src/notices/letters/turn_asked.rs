//! Tells somebody that another one offers a turn, or asks him or her to take or to swap one.

use kernel::{Result, ScheduleId, TurnId};

use super::{Shape, Text, Variable};
use crate::change::Change;
use crate::notices::write::{Filled, Occasion};
use crate::on_call::{OfTurns, asked};

pub static SHAPE: Shape = Shape {
    name: "turn_asked",
    title: "A turn is offered or asked for",
    about: "Sent to a portal user who is asked to take or to swap a turn, or to whom one is offered, unless the user does \
            not want it.",
    email: Some(Text {
        subject: "{{ colleague }} asks whether you take a turn on call",
        body: "Hello {{ first_name }},\n\n{{ colleague }} asks whether you take this turn in “{{ schedule }}”:\n\n{{ turn \
               }}\n{% if back %}\nin exchange for this one of yours:\n\n{{ back }}\n{% endif %}\nAnswer here:\n\n{{ link \
               }}\n\nWhich letters you get, you choose in your profile:\n\n{{ profile_url }}\n\n{{ organization }}\n",
    }),
    sms: Some(Text {
        subject: "",
        body: "{{ organization }}: {{ colleague }} asks whether you take a turn on call, {{ turn }}. {{ link }}",
    }),
    variables: &[
        Variable { name: "colleague", meaning: "whose turn it is", sample: "Bob Reed", needed: false },
        Variable { name: "schedule", meaning: "the name of the schedule", sample: "Doctors", needed: false },
        Variable {
            name: "turn",
            meaning: "the turn",
            sample: "Tue 24 Nov 2026, 08:00 – Wed 25 Nov 2026, 08:00 EST",
            needed: false,
        },
        Variable {
            name: "back",
            meaning: "the turn that is asked for in exchange; nothing, if none is",
            sample: "Fri 27 Nov 2026, 08:00 – Sat 28 Nov 2026, 08:00 EST",
            needed: false,
        },
        Variable {
            name: "link",
            meaning: "the page on which it is answered",
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

/// Looks once more, at the moment of sending: it must still wait for an answer.
pub async fn fill(change: &mut Change, occasion: &Occasion<'_>) -> Result<Filled> {
    let told = |name: &str| occasion.letter.data.get(name).and_then(|text| text.as_str()).unwrap_or_default();
    let (Ok(schedule), Ok(turn)) = (told("schedule").parse::<ScheduleId>(), told("turn").parse::<TurnId>())
    else {
        return Ok(Filled::Drop("It is about no turn."));
    };
    let (org, now) = (occasion.organization.id, occasion.now);
    let person = match OfTurns::find(&mut change.tx, org, occasion.letter, now).await? {
        Ok(person) => person,
        Err(reason) => return Ok(Filled::Drop(reason)),
    };
    Ok(match asked(&mut change.tx, &person, (schedule, turn), now).await? {
        Err(reason) => Filled::Drop(reason),
        Ok([name, colleague, turn, back]) => Filled::With(vec![
            ("line", format!("A turn in “{name}” is offered or asked for: {turn}")),
            ("schedule", name),
            ("colleague", colleague),
            ("turn", turn),
            ("back", back),
            ("link", format!("{}/on_call?schedule={schedule}", occasion.address)),
            ("profile_url", format!("{}/profile/notifications", occasion.address)),
        ]),
    })
}
