//! Tells somebody that a message arrived for him or her. Whoever wants such letters chooses them in the profile.

use kernel::{MessageId, Result};

use super::{Shape, Text, Variable};
use crate::change::Change;
use crate::delivery::Content;
use crate::notices::reader::{common, content, details, proof};
use crate::notices::write::{Filled, Occasion};
use crate::records::messages;

pub static SHAPE: Shape = Shape {
    name: "new_message",
    title: "New message",
    about: "Sent to a portal user who wants it, when a message arrives for the contact that the user is linked to, or, \
            for nobody in particular, in an account all of which the user sees. It says \
            of the message what the delivery plan of the account lets it, and nothing unless somebody says so.",
    email: Some(Text {
        subject: "A new message for you at {{ organization }}",
        body: "Hello {{ first_name }},\n\nthere is a new message for you. {% if details %}\n\n{{ details }}\n\n{% endif %}Read \
               it here:\n\n{{ link }}\n\nYou get this \
               letter because you chose it. You choose otherwise in your profile:\n\n{{ profile_url \
               }}\n\n{{ organization }}\n",
    }),
    sms: Some(Text {
        subject: "",
        body: "{{ organization }}: there is a new message for you. {% if details %}{{ details \
               }} {% endif %}{{ link }}",
    }),
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
            meaning: "who called, as far as the account lets it out; otherwise nothing",
            sample: "Zoë Hart",
            needed: false,
        },
        Variable {
            name: "subject",
            meaning: "what it is about, in the same way",
            sample: "A question about the invoice",
            needed: false,
        },
        Variable {
            name: "details",
            meaning: "caller, subject and text, as far as the account lets them out; otherwise nothing",
            sample: "",
            needed: false,
        },
    ],
    newest_only: true,
};

/// Looks once more, at the moment of sending: the message must be within the person's reach, and new.
pub async fn fill(change: &mut Change, occasion: &Occasion<'_>) -> Result<Filled> {
    let told = occasion.letter.data.get("message").and_then(|id| id.as_str()).unwrap_or_default();
    let Ok(id) = told.parse::<MessageId>() else { return Ok(Filled::Drop("It is about no message.")) };
    let granted = match proof(change, occasion).await? {
        Ok(granted) => granted,
        Err(reason) => return Ok(Filled::Drop(reason)),
    };
    let Some(news) = messages::news(&mut change.tx, &granted, id).await? else {
        return Ok(Filled::Drop("The message is out of the person's reach, or was read."));
    };
    let content = content(change, occasion).await?;
    let said = details(occasion, content, &[&news.caller, &news.subject], &news.text);
    let mut values = common(occasion, &format!("/messages/{id}"), (SHAPE.title, said));
    // Whatever the text says: it says no more than the account lets it.
    let shown = |text: String| if content == Content::Link { String::new() } else { text };
    values.extend([("caller", shown(news.caller)), ("subject", shown(news.subject))]);
    Ok(Filled::With(values))
}
