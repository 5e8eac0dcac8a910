//! Asks somebody to acknowledge a message, by the delivery plan of the account.

use kernel::Result;

use super::{Shape, Text, Variable};
use crate::change::Change;
use crate::delivery;
use crate::notices::write::{Filled, Occasion};

pub static SHAPE: Shape = Shape {
    name: "message_delivery",
    title: "Message to acknowledge",
    about: "Sent by the delivery plan of an account to whoever is to get a message, and again until somebody acknowledges \
            it. As a plan ships it says nothing of the message but its priority.",
    email: Some(Text {
        subject: "{% if reminder %}Reminder: {% endif %}{{ priority }} message for {{ account }}",
        body: "There is a new message for {{ account }}.\n\nPriority: {{ priority }}\n\n{% if details %}{{ details \
               }}\n\n{% endif %}Say that you have it, so that nobody else is asked:\n\n{{ link }}\n\n{{ organization }}\n",
    }),
    sms: Some(Text {
        subject: "",
        body: "{% if reminder %}Reminder: {% endif %}{{ priority }} message for {{ account }}. {% if details %}{{ details \
               }} {% endif %}{% if code %}Reply OK {{ code }} to acknowledge, or: {% else %}Acknowledge: {% endif %}{{ link \
               }}",
    }),
    variables: &[
        Variable {
            name: "link",
            meaning: "the page on which the message is acknowledged",
            sample: "https://portal.example.com/ack/…",
            needed: true,
        },
        Variable {
            name: "account",
            meaning: "for whom it was taken",
            sample: "Brightsmile Dental",
            needed: false,
        },
        Variable { name: "priority", meaning: "how much it hurries", sample: "Urgent", needed: false },
        Variable {
            name: "reminder",
            meaning: "yes, if the person was asked before; otherwise nothing",
            sample: "",
            needed: false,
        },
        Variable {
            name: "code",
            meaning: "in a text message, the number by which a reply names it; nothing where no replies are taken in",
            sample: "0471",
            needed: false,
        },
        Variable {
            name: "details",
            meaning: "caller, subject and text, as far as the plan lets them out; otherwise nothing",
            sample: "",
            needed: false,
        },
    ],
    newest_only: false,
};

pub async fn fill(change: &mut Change, occasion: &Occasion<'_>) -> Result<Filled> {
    delivery::fill(change, occasion).await
}
