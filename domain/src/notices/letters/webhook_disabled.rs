//! Tells administrators that another system hears nothing any more.

use kernel::Result;

use super::{Shape, Text, Variable};
use crate::change::Change;
use crate::notices::write::{Filled, Occasion};

pub static SHAPE: Shape = Shape {
    name: "webhook_disabled",
    title: "Webhook disabled",
    about: "Sent to every administrator when a webhook was disabled because nothing arrived for days, or because the other \
            side said that it is gone.",
    email: Some(Text {
        subject: "The webhook “{{ webhook }}” was disabled",
        body: "Hello {{ first_name }},\n\nnothing is sent to the webhook “{{ webhook }}” any more: nothing has arrived there \
               for days, or the other side said that it is gone. What was sent and what was answered, and the button that \
               switches it on again, are here:\n\n{{ link }}\n\n{{ organization }}\n",
    }),
    sms: None,
    variables: &[
        Variable {
            name: "webhook",
            meaning: "the name of the webhook",
            sample: "Scheduling system",
            needed: false,
        },
        Variable {
            name: "link",
            meaning: "the page of the webhook",
            sample: "https://portal.example.com/console/settings/webhooks/…",
            needed: true,
        },
    ],
    newest_only: false,
};

#[allow(clippy::unused_async, reason = "every kind is filled the same way; most of them ask the database")]
pub async fn fill(_: &mut Change, occasion: &Occasion<'_>) -> Result<Filled> {
    let told = |name| occasion.letter.data.get(name).and_then(|value| value.as_str()).unwrap_or_default();
    Ok(Filled::With(vec![
        ("webhook", told("name").to_owned()),
        ("link", format!("{}/console/settings/webhooks/{}", occasion.address, told("webhook"))),
    ]))
}
