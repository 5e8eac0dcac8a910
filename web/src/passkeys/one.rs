//! One of one's own passkeys: another name for it, or an end to it.

use domain::sign_in::passkeys::{self, Passkey};
use kernel::{Error, Invalid, Name, PasskeyId};

use crate::factors::{View, base, home, with_token};
use crate::ui::{FieldKind, FieldView, FormView};
use crate::{Answer, Fields, Id, Visitor, ask_again, format};

pub(super) async fn show(visitor: Visitor, Id(id): Id<PasskeyId>) -> Answer {
    visitor.who.actor.must_be_oneself()?;
    let passkey = passkeys::find(&mut visitor.read().await?, &visitor.who, id).await?;
    view(&visitor, &passkey, &passkey.name).answer(&visitor, &passkey.name)
}

pub(super) async fn rename(visitor: Visitor, Id(id): Id<PasskeyId>, fields: Fields) -> Answer {
    fields.only(&["name"])?;
    visitor.who.actor.must_be_oneself()?;
    let passkey = passkeys::find(&mut visitor.read().await?, &visitor.who, id).await?;
    let mut invalid = Invalid::default();
    let Some(name) = invalid.check("name", Name::parse(fields.get("name"))) else {
        let again = view(&visitor, &passkey, fields.get("name"));
        return again.refused(&visitor, &passkey.name, Error::Invalid(invalid));
    };
    passkeys::rename(visitor.house(), &visitor.who, id, &name).await?;
    Ok(visitor.done(&home(&visitor), "Saved"))
}

pub(super) async fn remove(visitor: Visitor, Id(id): Id<PasskeyId>, fields: Fields) -> Answer {
    fields.only(&[])?;
    visitor.who.actor.must_be_oneself()?;
    if visitor.who.proved().is_err() {
        return Ok(ask_again(&visitor, &path(&visitor, id)));
    }
    let token = passkeys::remove(visitor.house(), &visitor.who, id).await?;
    Ok(with_token(&visitor, visitor.done(&home(&visitor), "The passkey is removed"), &token))
}

fn path(visitor: &Visitor, id: PasskeyId) -> String {
    format!("{}/passkeys/{id}", base(visitor))
}

fn view(visitor: &Visitor, passkey: &Passkey, name: &str) -> View {
    let instant = |at| format::instant(at, &visitor.local);
    let used = passkey.used_at.map_or_else(
        || "It has not been used yet.".to_owned(),
        |at| format!("It was used last on {}.", instant(at)),
    );
    let action = path(visitor, passkey.id);
    View {
        lead: format!("Added on {}. {used}", instant(passkey.created_at)),
        forms: vec![
            FormView {
                action: action.clone(),
                submit: "Save name".to_owned(),
                fields: vec![FieldView {
                    value: name.to_owned(),
                    required: true,
                    maxlength: Some(Name::MAX),
                    ..FieldView::new("name", "Name", FieldKind::Text)
                }],
                cancel_href: Some(home(visitor)),
                ..FormView::default()
            },
            FormView {
                action: format!("{action}/remove"),
                submit: "Remove this passkey".to_owned(),
                danger: true,
                ..FormView::default()
            },
        ],
        ..View::default()
    }
}
