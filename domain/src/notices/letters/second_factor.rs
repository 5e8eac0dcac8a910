//! Tells somebody what happened to the second factor, so that a stranger's change is noticed at once.

use kernel::Result;

use super::{Shape, Text, Variable};
use crate::change::Change;
use crate::notices::write::{Filled, Occasion};

pub static SHAPE: Shape = Shape {
    name: "second_factor",
    title: "Second factor changed",
    about: "Sent after a second factor was added or removed, new recovery codes were made, or one was used.",
    email: Some(Text {
        subject: "Your second factor for {{ organization }}",
        body: "Hello {{ first_name }},\n\nthis is about how you sign in as {{ user_id }}.\n\n{{ what }}\n\nIf you know \
               about it, there is nothing to do. If you do not, choose another password now; that also ends every \
               session. Then tell us:\n\n{{ link }}\n\n{{ organization }}\n",
    }),
    sms: None,
    variables: &[
        Variable {
            name: "what",
            meaning: "what happened, in a sentence",
            sample: "A second factor was added: an authenticator app.",
            needed: true,
        },
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
    let what = occasion.letter.data.get("what").and_then(|v| v.as_str()).unwrap_or_default().to_owned();
    Ok(Filled::With(vec![("what", what), ("link", format!("{}/forgot-password", occasion.address))]))
}
