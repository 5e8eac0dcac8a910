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
               {% if password %}\
               Sign in here with a temporary password:\n\n\
               Login URL: {{ login_url }}\n\
               User ID: {{ user_id }}\n\
               Password: {{ password }}\n\n\
               It works once, within 72 hours, and only to choose a password of your own.\n\n\
               {% else %}\
               Set your password here; the link works once, for 72 hours:\n\n\
               {{ link }}\n\n\
               Afterwards you sign in here:\n\n\
               Login URL: {{ login_url }}\n\
               User ID: {{ user_id }}\n\n\
               {% endif %}\
               Kind regards,\n\
               {{ organization }}\n",
    }),
    sms: Some(Text {
        subject: "",
        body: "{{ organization }} has opened a portal for you. Set your password within 72 hours: {{ link }} Your user \
               ID: {{ user_id }}",
    }),
    variables: &[
        Variable {
            name: "link",
            meaning: "The one-time link by which the person sets a password",
            sample: "https://79273.portal.example/welcome/…",
            needed: true,
        },
        Variable {
            name: "password",
            meaning: "The temporary password, where invitations by email bring one; otherwise nothing",
            sample: "",
            needed: false,
        },
    ],
    newest_only: true,
};

pub async fn fill(change: &mut Change, occasion: &Occasion<'_>) -> Result<Filled> {
    let Some(user) = occasion.letter.user else { return Ok(Filled::Drop("It is for nobody.")) };
    let by = occasion.letter.channel;
    Ok(match leave(change, occasion.organization, user, by, occasion.temporary).await? {
        Leaving::With(token, password) => Filled::With(vec![
            ("link", format!("{}/welcome/{}", occasion.address, token.reveal())),
            ("password", password.unwrap_or_default()),
        ]),
        Leaving::NeedsPassword => Filled::NeedsPassword,
        Leaving::Drop(reason) => Filled::Drop(reason),
    })
}
