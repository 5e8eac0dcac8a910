//! How a new portal user is told of the access, at both doors: by an invitation, or by whoever adds the person (C-04).

use domain::notices::{Channel, Way};
use domain::organizations::settings::InvitationMode as Mode;
use domain::people::invitations::State;
use domain::people::users::{Entry, Welcomed};
use kernel::{Error, Phone, Result};

use crate::ui::{FieldKind, FieldView, SelectOption};
use crate::{Fields, Visitor, format};

/// The names of the questions.
pub const NAME: &str = "tell";
pub const MOBILE: &str = "mobile";
pub const NAMES: [&str; 2] = [NAME, MOBILE];

const INVITE: &str = "invite";
const BY_SMS: &str = "sms";
const PASS_ON: &str = "pass_on";

/// Whether invitations may go by SMS: the organization says so, and text messages leave this instance.
fn by_sms(visitor: &Visitor) -> bool {
    let ways = &visitor.site.settings.ways;
    visitor.who.organization.settings.invitations.by_sms && *ways.of(Channel::Sms) != Way::Closed
}

/// The questions, where the organization leaves a choice; the number belongs to the invitation by SMS.
pub fn questions(visitor: &Visitor, typed: &Fields) -> Vec<FieldView> {
    let settings = &visitor.who.organization.settings;
    let (mode, sms) = (settings.invitations.mode, by_sms(visitor));
    if mode == Mode::Manual || mode == Mode::Automatic && !sms {
        return Vec::new();
    }
    let chosen = typed.get(NAME);
    let waits = if settings.portal.open { "" } else { " It waits until the portal is open." };
    let letter = if settings.invitations.include_password {
        "With a temporary password, good once and for 72 hours, in place of which the person chooses one."
    } else {
        "A link by email, good for 72 hours, to set a password."
    };
    let mut options = vec![SelectOption {
        hint: format!("{letter}{waits}"),
        ..SelectOption::new(INVITE, "An invitation by email", chosen != BY_SMS && chosen != PASS_ON)
    }];
    if sms {
        options.push(SelectOption {
            hint: format!("A link by text message, good for 72 hours, to set a password.{waits}"),
            ..SelectOption::new(BY_SMS, "An invitation by SMS", chosen == BY_SMS)
        });
    }
    if mode == Mode::Ask {
        options.push(SelectOption {
            hint: "A password to pass on is shown once; nothing is sent.".to_owned(),
            ..SelectOption::new(PASS_ON, "I pass it on myself", chosen == PASS_ON)
        });
    }
    let how = FieldView {
        required: true,
        ..FieldView::new(NAME, "How the person is told", FieldKind::Radio { options })
    };
    let mobile = FieldView {
        value: typed.get(MOBILE).to_owned(),
        maxlength: Some(40),
        autocomplete: Some("off".to_owned()),
        hint: "For an invitation by SMS.".to_owned(),
        ..FieldView::new(MOBILE, "Mobile number", FieldKind::Tel)
    };
    std::iter::once(how).chain(sms.then_some(mobile)).collect()
}

/// What follows from the answers, and from the password that was typed, if one was.
pub fn entry(visitor: &Visitor, typed: &Fields, password: Option<String>) -> Result<Entry> {
    let chosen = typed.get(NAME);
    match visitor.who.organization.settings.invitations.mode {
        Mode::Manual => Ok(Entry::Password(password)),
        Mode::Ask if chosen == PASS_ON => Ok(Entry::Password(password)),
        _ if chosen == BY_SMS => {
            let number = Phone::parse(typed.get(MOBILE), &visitor.who.organization.region);
            number.map(Entry::Sms).map_err(|error| Error::invalid(MOBILE, error.to_string()))
        }
        _ => Ok(Entry::Invitation(password)),
    }
}

/// What was done about the invitation of somebody who was just added.
pub fn invited(name: &str, welcomed: &Welcomed) -> String {
    let to = if welcomed.to.starts_with('+') { format::phone(&welcomed.to) } else { welcomed.to.clone() };
    match (welcomed.invitation, welcomed.brings_password) {
        (State::Waiting, _) => format!("{name} is added. The portal is disabled: the invitation is pending."),
        (_, true) => format!(
            "{name} is added. The invitation goes to {to}, with a temporary password that is good once and for 72 hours."
        ),
        (_, false) => format!("{name} is added. The invitation goes to {to}."),
    }
}
