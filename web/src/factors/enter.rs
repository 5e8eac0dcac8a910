//! The step after the right password: the second factor, or setting one up where a role asks for it.

use domain::sign_in::Step;
use domain::sign_in::factors;
use kernel::{Error, Result};

use super::view::View;
use super::with_token;
use crate::entrance::landing;
use crate::passkeys::PasskeyForm;
use crate::ui::{FieldKind, FieldView, FormView};
use crate::{Answer, Fields, LocalPath, Pairs, Visitor, redirect};

const TITLE: &str = "Enter your second factor";

pub(super) async fn ask(visitor: Visitor, pairs: Pairs) -> Answer {
    let back = pairs.get("return_to").unwrap_or_default();
    match visitor.who.step {
        Some(Step::SecondFactor) => view(&visitor, back).await?.answer(&visitor, TITLE),
        Some(Step::SetUpFactor) => invitation().answer(&visitor, "Set up a second factor"),
        _ => Ok(redirect(&landing(visitor.who.actor.kind(), pairs.get("return_to")))),
    }
}

pub(super) async fn enter(visitor: Visitor, fields: Fields) -> Answer {
    fields.only(&["code", "return_to"])?;
    let back = fields.get("return_to");
    match factors::enter(visitor.house(), &visitor.who, fields.get("code")).await {
        Ok(token) => {
            let to = landing(visitor.who.actor.kind(), fields.optional("return_to"));
            Ok(with_token(&visitor, redirect(&to), &token))
        }
        Err(Error::NotFound) => Ok(redirect(&LocalPath::or(Some("/second-factor"), "/"))),
        Err(error) => refused(&visitor, back, error).await,
    }
}

/// The page once more, with what is wrong.
pub(crate) async fn refused(visitor: &Visitor, back: &str, error: Error) -> Answer {
    view(visitor, back).await?.refused(visitor, TITLE, error)
}

async fn view(visitor: &Visitor, back: &str) -> Result<View> {
    let own = factors::own(&mut visitor.read().await?, &visitor.who).await?;
    let (label, hint) = if own.since.is_some() {
        ("Code", "Six digits of your app. Without it, one of your recovery codes.")
    } else {
        ("Recovery code", "One of those that you were shown with your first passkey.")
    };
    let form = FormView {
        action: "/second-factor".to_owned(),
        submit: "Continue".to_owned(),
        fields: vec![
            FieldView {
                required: true,
                autocomplete: Some("one-time-code".to_owned()),
                maxlength: Some(40),
                hint: hint.to_owned(),
                ..FieldView::new("code", label, FieldKind::Text)
            },
            FieldView { value: back.to_owned(), ..FieldView::new("return_to", "", FieldKind::Hidden) },
        ],
        ..FormView::default()
    };
    let passkey = (own.passkeys > 0)
        .then(|| PasskeyForm::signs("/second-factor/passkey", "Use a passkey", back, "Enter a code."));
    Ok(View { forms: vec![form], passkey, ..View::default() })
}

fn invitation() -> View {
    let form = FormView {
        action: "/second-factor/begin".to_owned(),
        submit: "Set up an authenticator app".to_owned(),
        ..FormView::default()
    };
    View {
        lead: "Your role asks for a second factor: after your password, a code that an app on your telephone shows, \
               such as Aegis, Google Authenticator or a password manager. Or a passkey, in place of both."
            .to_owned(),
        forms: vec![form],
        other: Some(("Add a passkey", "/passkeys/new".to_owned())),
        ..View::default()
    }
}
