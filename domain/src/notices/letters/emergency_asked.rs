//! Tells operators with the clearance that somebody asks to be let into a Secure account. The reason is not in it: it may
//! speak of what is in the account.

use kernel::{EmergencyId, Result};

use super::{Shape, Text, Variable};
use crate::accounts::secure;
use crate::change::Change;
use crate::notices::write::{Filled, Occasion};

pub static SHAPE: Shape = Shape {
    name: "emergency_asked",
    title: "Emergency access asked for",
    about: "Sent to every operator with the clearance for Secure accounts when another one asks to be let in.",
    email: Some(Text {
        subject: "{{ operator }} asks for emergency access to {{ account }}",
        body: "Hello {{ first_name }},\n\n{{ operator }} asks to be let into the Secure account {{ account }} for thirty \
               minutes. Read why, and answer here:\n\n{{ link }}\n\n{{ organization }}\n",
    }),
    sms: None,
    variables: &[
        Variable { name: "operator", meaning: "who asks", sample: "Marta Lindqvist", needed: false },
        Variable {
            name: "account",
            meaning: "the name of the account",
            sample: "Bright Smile Dental",
            needed: false,
        },
        Variable {
            name: "link",
            meaning: "the page on which it is answered",
            sample: "https://portal.example.com/console/secure",
            needed: true,
        },
    ],
    newest_only: false,
};

pub async fn fill(change: &mut Change, occasion: &Occasion<'_>) -> Result<Filled> {
    let told = occasion.letter.data.get("request").and_then(|id| id.as_str()).unwrap_or_default();
    let Ok(id) = told.parse::<EmergencyId>() else { return Ok(Filled::Drop("It is about no request.")) };
    let Some((operator, account)) = secure::still_waiting(change, occasion.organization.id, id).await? else {
        return Ok(Filled::Drop("It was answered or taken back already."));
    };
    Ok(Filled::With(vec![
        ("operator", operator),
        ("account", account),
        ("link", format!("{}/console/secure", occasion.address)),
    ]))
}
