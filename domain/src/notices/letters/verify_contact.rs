//! The code by which it is shown that an address or a number reaches a contact, made while it is sent.

use kernel::{ContactId, Result};

use super::{Shape, Text, Variable};
use crate::change::Change;
use crate::notices::write::{Filled, Occasion};
use crate::people::contacts::verify;

pub static SHAPE: Shape = Shape {
    name: "verify_contact",
    title: "Verify contact",
    about: "Sent to an address or a number of a contact when somebody of the account, or an operator, wants to know whether \
            it reaches the person, who then reads the code out.",
    email: Some(Text {
        subject: "Does this reach you? Code {{ code }}",
        body: "{{ account }} wants to know whether this address reaches you.\n\nIf somebody of {{ account }} or {{ \
               organization }} asks you for it, read out this code. It is good for ten minutes:\n\n{{ code }}\n\nIf \
               nobody has asked you, you need do nothing.\n\n{{ organization }}\n",
    }),
    sms: Some(Text {
        subject: "",
        body: "{{ organization }} for {{ account }}: read out this code if you are asked for it: {{ code }}. It is good \
               for ten minutes.",
    }),
    variables: &[
        Variable {
            name: "code",
            meaning: "the six digits, good for ten minutes",
            sample: "024517",
            needed: true,
        },
        Variable {
            name: "account",
            meaning: "whose contact it is",
            sample: "Brightsmile Dental",
            needed: false,
        },
    ],
    newest_only: false,
};

const NOBODY: &str = "Nobody waits for it any more.";

pub async fn fill(change: &mut Change, occasion: &Occasion<'_>) -> Result<Filled> {
    let (org, letter) = (occasion.organization.id, occasion.letter);
    let id = letter.data.get("contact").and_then(|id| id.as_str()).unwrap_or_default();
    let Ok(id) = id.parse::<ContactId>() else { return Ok(Filled::Drop(NOBODY)) };
    let Some(account) = verify::business(&mut change.tx, org, id).await? else {
        return Ok(Filled::Drop(NOBODY));
    };
    let code = verify::mint(change, org, id, (letter.channel, &letter.to)).await?;
    Ok(code.map_or(Filled::Drop(NOBODY), |code| Filled::With(vec![("code", code), ("account", account)])))
}
