//! How a new portal user is told of the access: by an invitation, or by the operator (C-04).

use domain::organizations::settings::InvitationMode as Mode;
use domain::people::users::{Entry, Known};
use web::ui::{FieldKind, FieldView, SelectOption};
use web::{Fields, Visitor};

/// The name of the question.
pub const NAME: &str = "tell";
const INVITE: &str = "invite";
const PASS_ON: &str = "pass_on";

/// A password, and how the person is told.
pub fn questions(visitor: &Visitor, typed: &Fields) -> Vec<FieldView> {
    let password = FieldView {
        maxlength: Some(256),
        autocomplete: Some("new-password".to_owned()),
        hint: password_hint(visitor).to_owned(),
        ..FieldView::new("password", "Password", FieldKind::Password)
    };
    std::iter::once(password).chain(question(visitor, typed)).collect()
}

/// The question, where the organization leaves it to the operator.
pub fn question(visitor: &Visitor, typed: &Fields) -> Option<FieldView> {
    let settings = &visitor.who.organization.settings;
    if settings.invitations.mode != Mode::Ask {
        return None;
    }
    let invites = typed.get(NAME) != PASS_ON;
    let waits = if settings.portal.open { "" } else { " It waits until the portal is open." };
    let options = vec![
        SelectOption {
            hint: format!("A link by email, good for 72 hours, to set a password.{waits}"),
            ..SelectOption::new(INVITE, "Portico sends an invitation", invites)
        },
        SelectOption {
            hint: "A text to copy is shown once; nothing is sent.".to_owned(),
            ..SelectOption::new(PASS_ON, "I pass it on myself", !invites)
        },
    ];
    Some(FieldView {
        required: true,
        ..FieldView::new(NAME, "How the person is told", FieldKind::Radio { options })
    })
}

/// What follows from the answer, and from the password that was typed, if one was.
pub fn entry(visitor: &Visitor, typed: &Fields) -> Entry {
    let password = Some(typed.get("password").to_owned()).filter(|typed| !typed.is_empty());
    let invites = match visitor.who.organization.settings.invitations.mode {
        Mode::Automatic => true,
        Mode::Manual => false,
        Mode::Ask => typed.get(NAME) != PASS_ON,
    };
    if invites { Entry::Invitation(password) } else { Entry::Password(password) }
}

/// Says at the email what an address does that is in use, where one person may have several accounts (C-07).
pub fn several(visitor: &Visitor, mut fields: Vec<FieldView>) -> Vec<FieldView> {
    if visitor.who.organization.settings.clients.several_accounts {
        for field in fields.iter_mut().filter(|field| field.name == "email") {
            field.hint = "To sign in with. Somebody who signs in with it already is added as he or she is, with the same \
                          password."
                .to_owned();
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
    match visitor.who.organization.settings.invitations.mode {
        Mode::Automatic => "Leave it empty: the invitation has a link by which the person sets one.",
        Mode::Manual => "Leave it empty, and Portico makes one.",
        Mode::Ask => {
            "Leave it empty: the person sets one by the invitation, or Portico makes one for you to pass on."
        }
    }
}
