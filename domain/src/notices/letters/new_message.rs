//! Tells somebody that a message arrived for him or her. Whoever wants such letters chooses them in the profile.

use kernel::{MessageId, Result};

use super::{Shape, Text, Variable};
use crate::access::{is_secure, standing};
use crate::change::Change;
use crate::notices::write::{Filled, Occasion};
use crate::records::messages;

pub static SHAPE: Shape = Shape {
    name: "new_message",
    title: "New message",
    about: "Sent to a portal user who wants it, when a message arrives for the contact that the user is linked to. As it \
            ships it says nothing of the message.",
    email: Some(Text {
        subject: "A new message for you at {{ organization }}",
        body: "Hello {{ first_name }},\n\nthere is a new message for you. Read it here:\n\n{{ link }}\n\nYou get this \
               letter because you chose it. You choose otherwise in your profile:\n\n{{ profile_url \
               }}\n\n{{ organization }}\n",
    }),
    sms: Some(Text { subject: "", body: "{{ organization }}: there is a new message for you. {{ link }}" }),
    variables: &[
        Variable {
            name: "link",
            meaning: "the page of the message",
            sample: "https://portal.example.com/messages/…",
            needed: true,
        },
        Variable {
            name: "profile_url",
            meaning: "the page on which the person chooses letters",
            sample: "https://portal.example.com/profile/notifications",
            needed: false,
        },
        Variable {
            name: "caller",
            meaning: "who called; not in the text as it ships",
            sample: "Zoë Hart",
            needed: false,
        },
        Variable {
            name: "subject",
            meaning: "what it is about; not in the text as it ships",
            sample: "A question about the invoice",
            needed: false,
        },
    ],
    newest_only: true,
};

/// Looks once more, at the moment of sending: the message must be within the person's reach, and new.
pub async fn fill(change: &mut Change, occasion: &Occasion<'_>) -> Result<Filled> {
    let Some(user) = occasion.letter.user else { return Ok(Filled::Drop("It is for nobody.")) };
    let told = occasion.letter.data.get("message").and_then(|id| id.as_str()).unwrap_or_default();
    let Ok(id) = told.parse::<MessageId>() else { return Ok(Filled::Drop("It is about no message.")) };
    let org = occasion.organization.id;
    let standing = standing(&mut change.tx, occasion.now, org, (user, occasion.letter.account))
        .await?
        .filter(|one| one.refusal.is_none());
    let Some(standing) = standing else { return Ok(Filled::Drop("The person could not come in.")) };
    let Ok(granted) = standing.actor().may() else {
        return Ok(Filled::Drop("The message is out of the person's reach."));
    };
    let secure = match occasion.letter.account {
        Some(account) => is_secure(&mut change.tx, org, account).await?,
        None => false,
    };
    Ok(match messages::news(&mut change.tx, &granted, id).await? {
        None => Filled::Drop("The message is out of the person's reach, or was read."),
        Some(news) => Filled::With(vec![
            ("link", format!("{}/messages/{id}", occasion.address)),
            ("profile_url", format!("{}/profile/notifications", occasion.address)),
            // Whatever the text says: nothing of a Secure account leaves the portal by mail.
            ("caller", if secure { String::new() } else { news.caller }),
            ("subject", if secure { String::new() } else { news.subject }),
        ]),
    })
}
