//! Tells the old and the new address that a person signs in with another one now (E-05).

use kernel::Result;

use super::{Shape, Text, Variable};
use crate::change::Change;
use crate::notices::write::{Filled, Occasion};

pub static SHAPE: Shape = Shape {
    name: "email_changed",
    title: "Email address changed",
    about: "Sent to the old and to the new address after an email address was changed.",
    email: Some(Text {
        subject: "Your email address at {{ organization }} was changed",
        body: "Hello {{ first_name }},\n\nfrom now on you sign in to {{ organization }} with {{ after }}. Until now \
               it was {{ before }}.\n\nIf you do not know about it, please tell us at once.\n\n{{ login_url \
               }}\n\n{{ organization }}\n",
    }),
    sms: None,
    variables: &[
        Variable { name: "before", meaning: "the old address", sample: "dana@old.example", needed: false },
        Variable { name: "after", meaning: "the new address", sample: "dana@new.example", needed: false },
    ],
    newest_only: false,
};

#[allow(clippy::unused_async, reason = "every kind is filled the same way; most of them ask the database")]
pub async fn fill(_: &mut Change, occasion: &Occasion<'_>) -> Result<Filled> {
    let told =
        |name: &str| occasion.letter.data.get(name).and_then(|v| v.as_str()).unwrap_or_default().to_owned();
    Ok(Filled::With(vec![("before", told("before")), ("after", told("after"))]))
}
