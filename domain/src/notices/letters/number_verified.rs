//! Tells somebody that codes for them go to this mobile number from now on, so that a stranger's number is noticed at
//! once (ASVS 6.3.7).

use kernel::Result;

use super::{Shape, Text, Variable};
use crate::change::Change;
use crate::notices::write::{Filled, Occasion};

pub static SHAPE: Shape = Shape {
    name: "number_verified",
    title: "Mobile number verified",
    about: "Sent by email after somebody showed that a mobile number is theirs.",
    email: Some(Text {
        subject: "Your mobile number at {{ organization }}",
        body: "Hello {{ first_name }},\n\nthe mobile number {{ number }} was verified for {{ user_id }}. Codes for you \
               can go there from now on.\n\nIf you know about it, there is nothing to do. If you do not, choose another \
               password now; that also ends every session. Then tell us:\n\n{{ link }}\n\n{{ organization }}\n",
    }),
    sms: None,
    variables: &[
        Variable { name: "number", meaning: "the mobile number", sample: "+1 512-555-0142", needed: true },
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
    let number = occasion.letter.data.get("number").and_then(|v| v.as_str()).unwrap_or_default().to_owned();
    Ok(Filled::With(vec![("number", number), ("link", format!("{}/forgot-password", occasion.address))]))
}
