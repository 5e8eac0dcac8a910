//! The code by which somebody shows that an email address is his or hers, made while it is sent.

use kernel::Result;

use super::{Shape, Text, Variable};
use crate::change::Change;
use crate::notices::write::{Filled, Occasion};
use crate::sign_in::verification;

pub static SHAPE: Shape = Shape {
    name: "verify_email",
    title: "Verify email",
    about: "Sent when somebody has to show that an email address is his or her own.",
    email: Some(Text {
        subject: "{{ code }} is your code for {{ organization }}",
        body: "Hello {{ first_name }},\n\nyour code is\n\n    {{ code }}\n\nEnter it within ten minutes, on the page \
               that asked for it. Give it to nobody. If you did not ask for it, do nothing.\n\n{{ organization }}\n",
    }),
    sms: None,
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
