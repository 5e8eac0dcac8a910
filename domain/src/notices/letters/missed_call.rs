//! Tells somebody of a call that nobody took. Whoever wants such letters chooses them in the profile.

use kernel::{CallId, Result};

use super::{Shape, Text, Variable};
use crate::change::Change;
use crate::notices::reader::{common, content, details, proof};
use crate::notices::write::{Filled, Occasion};
use crate::records::calls;

pub static SHAPE: Shape = Shape {
    name: "missed_call",
    title: "Missed call",
    about: "Sent to a portal user who wants it, when a call is missed for the contact that the user is linked to; and of a \
            call that is for nobody in particular, to those who see all calls of the account.",
    email: Some(Text {
        subject: "A missed call at {{ organization }}",
        body: "Hello {{ first_name }},\n\na call was missed. {% if details %}\n\n{{ details }}\n\n{% endif %}See it \
               here:\n\n{{ link }}\n\nYou get this letter because you chose it. You choose otherwise in your \
               profile:\n\n{{ profile_url }}\n\n{{ organization }}\n",
    }),
    sms: Some(Text {
        subject: "",
        body: "{{ organization }}: a call was missed. {% if details %}{{ details }} {% endif %}{{ link }}",
    }),
    variables: &[
        Variable {
            name: "link",
            meaning: "the page of the call",
            sample: "https://portal.example.com/calls/…",
            needed: true,
        },
        Variable {
            name: "profile_url",
            meaning: "the page on which the person chooses letters",
            sample: "https://portal.example.com/profile/notifications",
            needed: false,
        },
        Variable {
            name: "details",
            meaning: "caller, number and notes, as far as the account lets them out; otherwise nothing",
            sample: "",
            needed: false,
        },
    ],
    newest_only: true,
};

/// Looks once more, at the moment of sending: the call must be within the person's reach.
pub async fn fill(change: &mut Change, occasion: &Occasion<'_>) -> Result<Filled> {
    let told = occasion.letter.data.get("call").and_then(|id| id.as_str()).unwrap_or_default();
    let Ok(id) = told.parse::<CallId>() else { return Ok(Filled::Drop("It is about no call.")) };
    let granted = match proof(change, occasion).await? {
        Ok(granted) => granted,
        Err(reason) => return Ok(Filled::Drop(reason)),
    };
    let Some(missed) = calls::missed(&mut change.tx, &granted, id).await? else {
        return Ok(Filled::Drop("The call is out of the person's reach."));
    };
    let content = content(change, occasion).await?;
    let said = details(occasion, content, &[&missed.caller, &missed.number], &missed.notes);
    Ok(Filled::With(common(occasion, &format!("/calls/{id}"), (SHAPE.title, said))))
}
