//! Tells a client what came of a change of a resource that he or she proposed.

use kernel::{ProposalId, Result};

use super::{Shape, Text, Variable};
use crate::change::Change;
use crate::notices::reader::{common, content, details, proof};
use crate::notices::write::{Filled, Occasion};
use crate::resources::proposals::answered;

pub static SHAPE: Shape = Shape {
    name: "proposal_answered",
    title: "A proposed change is decided on",
    about: "Sent to a portal user whose proposed change of a resource was approved or refused, and when it takes effect, \
            unless the user does not want it.",
    email: Some(Text {
        subject: "The change that you proposed {{ outcome }}",
        body: "Hello {{ first_name }},\n\nthe change of a resource that you proposed {{ outcome }}.{% if details \
               %}\n\n{{ details }}{% endif %}\n\nSee it here:\n\n{{ link }}\n\nWhich letters you get, you choose in your \
               profile:\n\n{{ profile_url }}\n\n{{ organization }}\n",
    }),
    sms: Some(Text {
        subject: "",
        body: "{{ organization }}: the change that you proposed {{ outcome }}. {{ link }}",
    }),
    variables: &[
        Variable {
            name: "outcome",
            meaning: "what came of it: “is in effect”, “was approved and takes effect later” or “was refused”",
            sample: "was refused",
            needed: true,
        },
        Variable {
            name: "details",
            meaning: "what the resource is called, and why it was refused, as far as the account lets it out; otherwise \
                      nothing",
            sample: "",
            needed: false,
        },
        Variable {
            name: "link",
            meaning: "the page of the proposal",
            sample: "https://portal.example.com/resources/proposals/…",
            needed: true,
        },
        Variable {
            name: "profile_url",
            meaning: "the page on which the person chooses letters",
            sample: "https://portal.example.com/profile/notifications",
            needed: false,
        },
    ],
    newest_only: false,
};

/// Looks once more, at the moment of sending: what is told must still be so, and within the person's reach.
pub async fn fill(change: &mut Change, occasion: &Occasion<'_>) -> Result<Filled> {
    let told = |name: &str| occasion.letter.data.get(name).and_then(|text| text.as_str()).unwrap_or_default();
    let Ok(id) = told("proposal").parse::<ProposalId>() else {
        return Ok(Filled::Drop("It is about no proposal."));
    };
    let granted = match proof(change, occasion).await? {
        Ok(granted) => granted,
        Err(reason) => return Ok(Filled::Drop(reason)),
    };
    let Some(proposal) = answered(&mut change.tx, &granted, (id, told("state"))).await? else {
        return Ok(Filled::Drop("It is otherwise by now, or out of the person's reach."));
    };
    let content = content(change, occasion).await?;
    let said = details(occasion, content, &[&proposal.title], &proposal.reason);
    let title = format!("The change that you proposed {}", proposal.outcome);
    let mut values = common(occasion, &format!("/resources/proposals/{id}"), (title.as_str(), said));
    values.push(("outcome", proposal.outcome.to_owned()));
    Ok(Filled::With(values))
}
