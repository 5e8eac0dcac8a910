//! How a new portal user is told of the access, with the password that an operator may type.

use domain::organizations::settings::InvitationMode as Mode;
use domain::people::users::Entry;
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
