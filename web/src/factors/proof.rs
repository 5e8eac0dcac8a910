//! The password once more, and back to what needed it.

use axum::response::Response;
use domain::sign_in::{self, factors};
use kernel::{Error, Result};

use super::view::View;
use super::{base, with_token};
use crate::passkeys::PasskeyForm;
use crate::ui::{FieldKind, FieldView, FormView};
use crate::{Answer, Fields, LocalPath, Pairs, Visitor, redirect};

const TITLE: &str = "Enter your password again";

/// Sends the visitor to give the password once more, and then to `back`.
pub fn ask_again(visitor: &Visitor, back: &str) -> Response {
    let page = format!("{}/proof", base(visitor));
    redirect(&LocalPath::or(Some(&Pairs::default().with("return_to", Some(back)).href(&page)), "/"))
}

pub(super) async fn ask(visitor: Visitor, pairs: Pairs) -> Answer {
    visitor.who.actor.must_be_oneself()?;
    let back = pairs.get("return_to").unwrap_or_default();
    view(&visitor, back).await?.answer(&visitor, TITLE)
}

pub(super) async fn prove(visitor: Visitor, fields: Fields) -> Answer {
    fields.only(&["email", "password", "return_to"])?;
    let back = fields.get("return_to");
    match sign_in::prove(visitor.house(), &visitor.who, fields.get("password")).await {
        Ok(token) => Ok(with_token(&visitor, redirect(&after(&visitor, back)), &token)),
        Err(error) => refused(&visitor, back, error).await,
    }
}

/// Where the visitor came from.
pub(crate) fn after(visitor: &Visitor, back: &str) -> LocalPath {
    LocalPath::or(Some(back), if base(visitor).is_empty() { "/" } else { base(visitor) })
}

/// The page once more, with what is wrong.
pub(crate) async fn refused(visitor: &Visitor, back: &str, error: Error) -> Answer {
    view(visitor, back).await?.refused(visitor, TITLE, error)
}

async fn view(visitor: &Visitor, back: &str) -> Result<View> {
    let own = factors::own(&mut visitor.read().await?, &visitor.who).await?;
    let form = FormView {
        action: format!("{}/proof", base(visitor)),
        submit: "Continue".to_owned(),
        fields: vec![
            FieldView::whose_password(&visitor.who.email),
            FieldView {
                required: true,
                autocomplete: Some("current-password".to_owned()),
                ..FieldView::new("password", "Password", FieldKind::Password)
            },
            FieldView { value: back.to_owned(), ..FieldView::new("return_to", "", FieldKind::Hidden) },
        ],
        ..FormView::default()
    };
    let passkey = (own.passkeys > 0).then(|| {
        let action = format!("{}/proof/passkey", base(visitor));
        PasskeyForm::signs(&action, "Use a passkey", back, "Enter your password.")
    });
    Ok(View {
        lead: "What comes next decides who can sign in. Your password is asked for, in case somebody else sits at \
               your device; then not again for ten minutes."
            .to_owned(),
        forms: vec![form],
        passkey,
        ..View::default()
    })
}
