//! The invitation: where to sign in, as whom, and the link by which one sets a password of one's own (S0-18 … S0-20).

use kernel::Result;

use super::{Shape, Text, Variable};
use crate::change::Change;
use crate::notices::write::{Filled, Occasion};
use crate::people::invitations::{Leaving, leave};

pub static SHAPE: Shape = Shape {
    name: "invitation",
    title: "Invitation",
    about: "Sent to a new portal user, and when an operator sends it again.",
    email: Some(Text {
        subject: "Your access to {{ organization }}",
        body: "Dear {{ first_name }},\n\n\
               {{ organization }} has opened a portal for you. Sign in whenever you want to view or update important \
               information.\n\n\
               Set your password here; the link works once, for 72 hours:\n\n\
               {{ link }}\n\n\
               Afterwards you sign in here:\n\n\
               Login URL: {{ login_url }}\n\
               User ID: {{ user_id }}\n\n\
               Kind regards,\n\
               {{ organization }}\n",
    }),
    sms: None,
    variables: &[Variable {
        name: "link",
        meaning: "The one-time link by which the person sets a password",
        sample: "https://79273.portal.example/welcome/…",
        needed: true,
    }],
    newest_only: true,
};

pub async fn fill(change: &mut Change, occasion: &Occasion<'_>) -> Result<Filled> {
    let Some(user) = occasion.letter.user else { return Ok(Filled::Drop("It is for nobody.")) };
    Ok(match leave(change, occasion.organization, user).await? {
        Leaving::With(token) => {
            Filled::With(vec![("link", format!("{}/welcome/{}", occasion.address, token.reveal()))])
        }
        Leaving::Drop(reason) => Filled::Drop(reason),
    })
}
