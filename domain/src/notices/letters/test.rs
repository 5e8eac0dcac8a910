//! A letter that somebody sends to himself or herself, to see that letters arrive.

use kernel::Result;

use super::{Shape, Text, Variable};
use crate::change::Change;
use crate::notices::write::{Filled, Occasion};

pub static SHAPE: Shape = Shape {
    name: "test",
    title: "Test letter",
    about: "Sent to oneself from the settings, to see that letters arrive.",
    email: Some(Text {
        subject: "A test letter from {{ organization }}",
        body: "Hello {{ first_name }},\n\nletters from {{ organization }} arrive. This one was written for \
               {{ recipient }} at {{ written_at }} and leads to the portal:\n\n{{ login_url }}\n",
    }),
    sms: Some(Text { subject: "", body: "{{ organization }}: text messages from the portal arrive." }),
    variables: &[
        Variable {
            name: "recipient",
            meaning: "The address that it is sent to",
            sample: "dana@brightsmile.example",
            needed: false,
        },
        Variable {
            name: "written_at",
            meaning: "When it was written",
            sample: "2026-11-20T15:00:00Z",
            needed: false,
        },
    ],
    newest_only: false,
};

#[allow(clippy::unused_async, reason = "every kind is filled the same way; most of them ask the database")]
pub async fn fill(_: &mut Change, occasion: &Occasion<'_>) -> Result<Filled> {
    if let Some(of) = occasion.letter.data.get("of").and_then(|of| of.as_str()) {
        return Ok(of.parse().map_or(Filled::Drop("There is no such text any more."), Filled::Sample));
    }
    if occasion.person.is_none() {
        return Ok(Filled::Drop("A test letter is for a person."));
    }
    Ok(Filled::With(vec![
        ("recipient", occasion.letter.to.clone()),
        ("written_at", occasion.now.to_string()),
    ]))
}
