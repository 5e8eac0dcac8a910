//! Tells somebody that a browser signed in that never did before.

use kernel::Result;

use super::{Shape, Text, Variable};
use crate::change::Change;
use crate::notices::write::{Filled, Occasion};

pub static SHAPE: Shape = Shape {
    name: "new_device",
    title: "New device",
    about: "Sent when somebody signs in from a browser for the first time; not for the very first one.",
    email: Some(Text {
        subject: "A new device signed in to {{ organization }}",
        body: "Hello {{ first_name }},\n\nsomebody signed in as {{ user_id }} from a device that is new to us: \
               {{ device }}, {{ address }}, at {{ at }} (UTC).\n\nIf it was you, there is nothing to do. If it was \
               not, choose another password now; that also ends every session:\n\n{{ link }}\n\n\
               {{ organization }}\n",
    }),
    sms: None,
    variables: &[
        Variable {
            name: "device",
            meaning: "the browser and the system",
            sample: "Firefox on Windows",
            needed: false,
        },
        Variable { name: "address", meaning: "the internet address", sample: "203.0.113.7", needed: false },
        Variable { name: "at", meaning: "when, in UTC", sample: "2026-11-20 15:00", needed: false },
        Variable {
            name: "link",
            meaning: "the page for a forgotten password",
            sample: "https://portal.example.com/forgot-password",
            needed: false,
        },
    ],
    newest_only: false,
};

#[allow(clippy::unused_async, reason = "every kind is filled the same way; most of them ask the database")]
pub async fn fill(_: &mut Change, occasion: &Occasion<'_>) -> Result<Filled> {
    let told =
        |name: &str| occasion.letter.data.get(name).and_then(|v| v.as_str()).unwrap_or_default().to_owned();
    Ok(Filled::With(vec![
        ("device", told("device")),
        ("address", told("address")),
        ("at", told("at")),
        ("link", format!("{}/forgot-password", occasion.address)),
    ]))
}
