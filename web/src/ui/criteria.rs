//! What a new password must be, beside its field: said before it is typed, ticked off while it is.

use askama::Template;
use domain::sign_in::{PasswordPolicy, generate_password_for};
use kernel::Dice;

use super::{FieldKind, FieldView, prints_itself};

/// The rules as a list, and a strong password for whoever does not want to think of one (S0-24).
#[derive(Clone, Debug, Default, PartialEq, Eq, Template)]
#[template(path = "ui/criteria.html")]
pub struct Criteria {
    pub shortest: usize,
    /// Words that others know of the person: a password needs more than these.
    pub words: Vec<String>,
    /// Made for this page alone; it is nobody's password unless it is chosen.
    pub suggestion: String,
}

prints_itself!(Criteria);

impl Criteria {
    pub fn of(policy: &PasswordPolicy, dice: &Dice) -> Self {
        Self {
            shortest: policy.shortest(),
            words: policy.words().to_vec(),
            suggestion: generate_password_for(dice, policy.shortest()),
        }
    }
}

impl FieldView {
    /// The field for a password that is being chosen. Nothing that is pasted into it is cut off.
    pub fn new_password(name: &str, label: &str, policy: &PasswordPolicy, dice: &Dice) -> Self {
        Self {
            required: true,
            autocomplete: Some("new-password".to_owned()),
            criteria: Some(Criteria::of(policy, dice)),
            ..Self::new(name, label, FieldKind::Password)
        }
    }

    /// Tells a password manager whose password it is asked for, or is to keep.
    pub fn whose_password(email: &str) -> Self {
        Self {
            value: email.to_owned(),
            autocomplete: Some("username".to_owned()),
            ..Self::new("email", "Email", FieldKind::Hidden)
        }
    }
}
