//! A form that a device fills in: the script asks for the question, the device signs it, and the form is sent.

use askama::Template;

use crate::ui::{FieldKind, FieldView, FormView, prints_itself};

/// What comes back from a device that made a key.
pub(super) const MADE: [&str; 2] = ["client_data", "attestation"];
/// What comes back from one that signed.
pub(super) const SIGNED: [&str; 5] =
    ["credential", "client_data", "authenticator_data", "signature", "user_handle"];

#[derive(Template)]
#[template(path = "passkeys/form.html")]
pub(crate) struct PasskeyForm {
    /// Where the question is asked for.
    pub challenge: String,
    pub form: FormView,
    /// A key is made; otherwise one signs.
    pub makes: bool,
    /// What can be done where there are no scripts, in a sentence.
    pub otherwise: &'static str,
    /// It stands below another form, as the other way.
    pub is_other_way: bool,
}

prints_itself!(PasskeyForm);

impl PasskeyForm {
    /// One that signs: its questions are asked at `action` with `/challenge` behind.
    pub fn signs(action: &str, submit: &str, back: &str, otherwise: &'static str) -> Self {
        let mut form = FormView {
            action: action.to_owned(),
            submit: submit.to_owned(),
            fields: SIGNED.iter().map(|name| hidden(name, "")).collect(),
            ..FormView::default()
        };
        form.fields.push(hidden("return_to", back));
        Self { challenge: format!("{action}/challenge"), form, makes: false, otherwise, is_other_way: true }
    }

    /// One that makes a passkey, which `named` is the field for the name of.
    pub fn makes(action: &str, named: FieldView) -> Self {
        let mut fields = vec![named];
        fields.extend(MADE.iter().map(|name| hidden(name, "")));
        let form = FormView {
            action: action.to_owned(),
            submit: "Add a passkey".to_owned(),
            fields,
            ..FormView::default()
        };
        Self {
            challenge: format!("{action}/challenge"),
            form,
            makes: true,
            otherwise: "An authenticator app works without.",
            is_other_way: false,
        }
    }
}

fn hidden(name: &str, value: &str) -> FieldView {
    FieldView { value: value.to_owned(), ..FieldView::new(name, "", FieldKind::Hidden) }
}
