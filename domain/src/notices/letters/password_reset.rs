//! The link for somebody who forgot the password: made while the letter is written, good once and for an hour.

use kernel::Result;

use super::{Shape, Text, Variable};
use crate::change::Change;
use crate::notices::lines::first_name;
use crate::notices::write::{Filled, Occasion};
use crate::people::invitations;
use crate::sign_in::reset;

pub static SHAPE: Shape = Shape {
    name: "password_reset",
    title: "Password reset",
    about: "Sent when somebody forgot the password, or when an operator has a new one chosen.",
    email: Some(Text {
        subject: "Choose a new password for {{ organization }}",
        body: "Hello {{ first_name }},\n\nsomebody asked for a new password for {{ user_id }}. Choose it \
               here:\n\n{{ link }}\n\nThe link works once, and for an hour. If it was not you who asked, do nothing: \
               your password stays as it is.\n\n{{ organization }}\n",
    }),
    sms: None,
    variables: &[Variable {
        name: "link",
        meaning: "the link on which the password is chosen",
        sample: "https://portal.example.com/reset-password/…",
        needed: true,
    }],
    newest_only: true,
};

pub async fn fill(change: &mut Change, occasion: &Occasion<'_>) -> Result<Filled> {
    let org = occasion.organization.id;
    let Some(person) = reset::who_forgot(change, org, &occasion.letter.to).await? else {
        return Ok(Filled::Drop("Nobody with this address may sign in."));
    };
    if invitations::ask_again(change, org, person.user).await? {
        return Ok(Filled::Drop("The person never came in: the invitation was sent again instead."));
    }
    let token = reset::mint(change, org, person.user).await?;
    Ok(Filled::With(vec![
        ("link", format!("{}/reset-password/{}", occasion.address, token.reveal())),
        ("first_name", first_name(&person.name).to_owned()),
        ("name", person.name),
        ("user_id", person.email),
    ]))
}
