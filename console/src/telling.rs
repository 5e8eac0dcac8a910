//! How a new portal user is told of the access, with the password that an operator may type.

use domain::organizations::settings::InvitationMode as Mode;
use domain::people::users::{Entry, Known};
use kernel::Result;
pub use web::telling::{MOBILE, NAME};
use web::ui::{FieldKind, FieldView};
use web::{Fields, Visitor};

/// A password, and how the person is told.
pub fn questions(visitor: &Visitor, typed: &Fields) -> Vec<FieldView> {
    let password = FieldView {
        maxlength: Some(256),
        autocomplete: Some("new-password".to_owned()),
        hint: password_hint(visitor).to_owned(),
        ..FieldView::new("password", "Password", FieldKind::Password)
    };
    std::iter::once(password).chain(web::telling::questions(visitor, typed)).collect()
}

/// What follows from the answers, and from the password that was typed, if one was.
pub fn entry(visitor: &Visitor, typed: &Fields) -> Result<Entry> {
    let password = Some(typed.get("password").to_owned()).filter(|typed| !typed.is_empty());
    web::telling::entry(visitor, typed, password)
}

/// Says at the email what an address does that is in use, where one person may have several accounts (C-07).
pub fn several(visitor: &Visitor, mut fields: Vec<FieldView>) -> Vec<FieldView> {
    if visitor.who.organization.settings.clients.several_accounts {
        for field in fields.iter_mut().filter(|field| field.name == "email") {
            "To sign in with. Somebody who signs in with it already is added as he or she is, with the same password."
                .clone_into(&mut field.hint);
        }
    }
    fields
}

/// What was done for somebody who signs in already (C-07).
pub fn known(known: &Known) -> String {
    let short = |name: &str| {
        let mut letters = name.chars();
        let first: String = letters.by_ref().take(60).collect();
        if letters.next().is_some() { format!("{first}…") } else { first }
    };
    let before = match known.accounts.as_slice() {
        [] => "signs in already".to_owned(),
        [one] => format!("already has access to {}", short(one)),
        [one, others @ ..] => format!("already has access to {} and {} more", short(one), others.len()),
    };
    format!(
        "{} {before}; they now also reach {} with the same password, and are told by a letter.",
        short(&known.name),
        short(&known.account)
    )
}

/// What the password field says of itself.
fn password_hint(visitor: &Visitor) -> &'static str {
    let invitations = &visitor.who.organization.settings.invitations;
    match invitations.mode {
        Mode::Automatic if invitations.include_password => {
            "Leave it empty: the invitation brings a temporary one, in place of which the person chooses one."
        }
        Mode::Automatic => "Leave it empty: the invitation has a link by which the person sets one.",
        Mode::Manual => "Leave it empty, and Portico makes one.",
        Mode::Ask => {
            "Leave it empty: the person sets one by the invitation, or Portico makes one for you to pass on."
        }
    }
}
