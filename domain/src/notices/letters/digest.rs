//! Tells somebody of several things in one letter: what came in quiet hours, in an hour, or in a day.

use std::collections::BTreeMap;

use kernel::Result;

use super::{LetterKind, Shape, Text, Variable};
use crate::change::Change;
use crate::notices::lines::one_line;
use crate::notices::template::LIST;
use crate::notices::write::{Filled, Occasion};
use crate::notices::{Letter, choices};

pub static SHAPE: Shape = Shape {
    name: "digest",
    title: "Several notices",
    about: "Sent to a portal user in place of single letters, for what came in quiet hours, and for what the user wants to \
            hear of once an hour or once a day.",
    email: Some(Text {
        subject: "{{ summary }} at {{ organization }}",
        body: "Hello {{ first_name }},\n\nsince your last letter there came:\n\n{{ list }}\n\nHow often you hear of it, \
               you choose in your profile:\n\n{{ profile_url }}\n\n{{ organization }}\n",
    }),
    sms: Some(Text { subject: "", body: "{{ organization }}: {{ summary }}. {{ login_url }}" }),
    variables: &[
        Variable {
            name: "summary",
            meaning: "how many of what there are",
            sample: "2 × New message, 1 × Missed call",
            needed: false,
        },
        Variable {
            name: LIST,
            meaning: "a line and a link for each",
            sample: "New message https://portal.example.com/messages/…",
            needed: false,
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

/// Each is looked at once more, as if it had a letter of its own: what vanished, was read, or is not wanted any more is
/// left out, and of what is left nothing is said that such a letter would not say.
pub async fn fill(change: &mut Change, occasion: &Occasion<'_>) -> Result<Filled> {
    let (letter, org) = (occasion.letter, occasion.organization.id);
    let Some(user) = letter.user else { return Ok(Filled::Drop("It is for nobody.")) };
    let items = letter.data.get("items").and_then(|items| items.as_array()).cloned().unwrap_or_default();
    let mut lines = Vec::new();
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for item in items {
        let kind = item.get("kind").and_then(|kind| kind.as_str()).and_then(LetterKind::parse);
        let Some(kind) = kind.filter(|kind| choices::optional(*kind).is_some()) else { continue };
        if !choices::is_wanted(&mut change.tx, org, user, kind, letter.channel).await? {
            continue;
        }
        let data = item.get("data").cloned().unwrap_or_default();
        let one = Letter { kind, data, ..letter.clone() };
        let of_one = Occasion { letter: &one, person: None, ..*occasion };
        let Filled::With(values) = kind.fill(change, &of_one).await? else { continue };
        let value = |name: &str| values.iter().find(|(one, _)| *one == name).map(|(_, text)| one_line(text));
        let (Some(line), Some(address)) = (value("line"), value("link")) else { continue };
        lines.push(format!("{line}\n{address}"));
        *counts.entry(kind.shape().title).or_default() += 1;
    }
    if lines.is_empty() {
        return Ok(Filled::Drop("Nothing of it is left to tell."));
    }
    let counts: Vec<String> = counts.iter().map(|(title, count)| format!("{count} × {title}")).collect();
    Ok(Filled::With(vec![
        ("summary", counts.join(", ")),
        (LIST, lines.join("\n\n")),
        ("profile_url", format!("{}/profile/notifications", occasion.address)),
    ]))
}
