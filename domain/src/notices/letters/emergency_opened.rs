//! Tells the client that an operator was let into the Secure account for once, and by whom.

use kernel::{EmergencyId, Result};

use super::{Shape, Text, Variable};
use crate::accounts::secure;
use crate::change::Change;
use crate::notices::write::{Filled, Occasion};

pub static SHAPE: Shape = Shape {
    name: "emergency_opened",
    title: "Emergency access to your account",
    about: "Sent to the primary admin of a Secure account when an operator without the clearance was let in for once.",
    email: Some(Text {
        subject: "Emergency access to {{ account }}",
        body: "Hello {{ first_name }},\n\n{{ account }} is a Secure account: only some of our operators see into it. For \
               {{ minutes }} minutes {{ operator }} sees into it, too, because {{ approved_by }} approved it in an \
               emergency.\n\nWhat was read and done is in the history of your account:\n\n{{ login_url \
               }}\n\nIf you have questions about it, please ask us.\n\n{{ organization }}\n",
    }),
    sms: None,
    variables: &[
        Variable { name: "operator", meaning: "who was let in", sample: "Marta Lindqvist", needed: false },
        Variable {
            name: "approved_by",
            meaning: "the second operator, who approved it",
            sample: "Jonas Weber",
            needed: false,
        },
        Variable {
            name: "account",
            meaning: "the name of the account",
            sample: "Bright Smile Dental",
            needed: false,
        },
        Variable { name: "minutes", meaning: "for how long", sample: "30", needed: false },
    ],
    newest_only: false,
};

pub async fn fill(change: &mut Change, occasion: &Occasion<'_>) -> Result<Filled> {
    let told = occasion.letter.data.get("request").and_then(|id| id.as_str()).unwrap_or_default();
    let Ok(id) = told.parse::<EmergencyId>() else { return Ok(Filled::Drop("It is about no request.")) };
    let Some(opened) = secure::opened(change, occasion.organization.id, id).await? else {
        return Ok(Filled::Drop("There is no such request."));
    };
    Ok(Filled::With(vec![
        ("operator", opened.operator_name),
        ("approved_by", opened.answered_by),
        ("account", opened.account_name),
        ("minutes", (secure::OPENS_FOR.as_seconds() / 60).to_string()),
    ]))
}
