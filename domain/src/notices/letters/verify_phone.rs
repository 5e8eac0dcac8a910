//! The code by which somebody shows that a telephone number is his or hers, made while it is sent.

use kernel::Result;

use super::{Shape, Text, Variable};
use crate::change::Change;
use crate::notices::write::{Filled, Occasion};
use crate::sign_in::verification;

pub static SHAPE: Shape = Shape {
    name: "verify_phone",
    title: "Verify phone",
    about: "Sent when somebody has to show that a telephone number is his or her own.",
    email: None,
    sms: Some(Text {
        subject: "",
        body: "{{ organization }}: your code is {{ code }}. It is good for ten minutes. Give it to nobody.",
    }),
    variables: &[Variable {
        name: "code",
        meaning: "the six digits, good for ten minutes",
        sample: "024517",
        needed: true,
    }],
    newest_only: true,
};

pub async fn fill(change: &mut Change, occasion: &Occasion<'_>) -> Result<Filled> {
    let Some(user) = occasion.letter.user else { return Ok(Filled::Drop("Nobody waits for it any more.")) };
    let (org, letter) = (occasion.organization.id, occasion.letter);
    let code = verification::mint(change, org, user, letter.channel, &letter.to).await?;
    Ok(code.map_or(Filled::Drop("Nobody waits for it any more."), |code| Filled::With(vec![("code", code)])))
}
