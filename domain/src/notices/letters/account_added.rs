//! Tells a person who signs in already that there is a further account to go to (C-07).

use db::params;
use kernel::Result;

use super::{Shape, Text, Variable};
use crate::change::Change;
use crate::notices::write::{Filled, Occasion};

pub static SHAPE: Shape = Shape {
    name: "account_added",
    title: "Further account",
    about: "Sent to a person who is a portal user already and was added to another account.",
    email: Some(Text {
        subject: "You now reach {{ account }} in the portal of {{ organization }}",
        body: "Hello {{ first_name }},\n\n\
               from now on you also reach {{ account }} in the portal of {{ organization }}. Sign in as always; your \
               password stays the same. Afterwards you choose the account.\n\n\
               Login URL: {{ login_url }}\n\
               User ID: {{ user_id }}\n\n\
               If you did not expect this, please tell us.\n\n\
               Kind regards,\n\
               {{ organization }}\n",
    }),
    sms: None,
    variables: &[Variable {
        name: "account",
        meaning: "The name of the account",
        sample: "Bright Smile Dental",
        needed: false,
    }],
    newest_only: false,
};

pub async fn fill(change: &mut Change, occasion: &Occasion<'_>) -> Result<Filled> {
    if !occasion.organization.settings.portal.open {
        return Ok(Filled::Drop("The portal is closed."));
    }
    let name: Option<String> = change
        .tx
        .row(
            "SELECT a.name FROM memberships m JOIN accounts a ON a.org_id = m.org_id AND a.id = m.account_id
             WHERE m.org_id = ?1 AND m.user_id = ?2 AND m.account_id = ?3
               AND m.disabled_at IS NULL AND a.locked_at IS NULL",
            params![occasion.organization.id, occasion.letter.user, occasion.letter.account],
            |row| row.get(0),
        )
        .await?;
    Ok(match name {
        Some(name) => Filled::With(vec![("account", name)]),
        None => Filled::Drop("The person does not reach this account any more."),
    })
}
