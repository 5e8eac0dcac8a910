//! Tells somebody that the password is another one now, so that a stranger's change is noticed at once.

use kernel::Result;

use super::{Shape, Text, Variable};
use crate::change::Change;
use crate::notices::write::{Filled, Occasion};

pub static SHAPE: Shape = Shape {
    name: "password_changed",
    title: "Password changed",
    about: "Sent after a password was changed, by whomever.",
    email: Some(Text {
        subject: "Your password for {{ organization }} was changed",
        body: "Hello {{ first_name }},\n\nthe password for {{ user_id }} was changed, and all other sessions were \
               ended.\n\nIf you know about it, there is nothing to do. If you do not, choose another one \
               now:\n\n{{ link }}\n\n{{ organization }}\n",
    }),
    sms: None,
    variables: &[Variable {
        name: "link",
        meaning: "the page for a forgotten password",
        sample: "https://portal.example.com/forgot-password",
        needed: false,
    }],
    newest_only: false,
};

#[allow(clippy::unused_async, reason = "every kind is filled the same way; most of them ask the database")]
pub async fn fill(_: &mut Change, occasion: &Occasion<'_>) -> Result<Filled> {
    Ok(Filled::With(vec![("link", format!("{}/forgot-password", occasion.address))]))
}
