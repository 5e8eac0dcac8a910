//! Setting up an authenticator app: its secret as a picture, as a text and as a link, and the first code.

use domain::sign_in::Step;
use domain::sign_in::factors::{self, Pending, WithCodes};
use kernel::Error;

use super::overview::shown_once;
use super::proof::ask_again;
use super::qr::Picture;
use super::view::{Secret, View};
use super::{base, home, with_token};
use crate::entrance::landing;
use crate::ui::{Door, FieldKind, FieldView, FormView};
use crate::{Answer, Fields, LocalPath, Visitor, redirect};

const TITLE: &str = "Set up an authenticator app";

/// At the entrance these pages are there for the step alone.
pub(crate) fn is_out_of_place(visitor: &Visitor) -> bool {
    visitor.door == Door::Entrance && visitor.who.step != Some(Step::SetUpFactor)
}

/// Makes a secret, and leads to where it is shown.
pub(super) async fn begin(visitor: Visitor, fields: Fields) -> Answer {
    fields.only(&[])?;
    visitor.who.actor.must_be_oneself()?;
    if is_out_of_place(&visitor) {
        return Ok(redirect(&LocalPath::or(Some(&home(&visitor)), "/")));
    }
    if visitor.who.proved().is_err() {
        return Ok(ask_again(&visitor, &home(&visitor)));
    }
    factors::begin(visitor.house(), &visitor.who).await?;
    Ok(redirect(&LocalPath::or(Some(&format!("{}/confirm", home(&visitor))), "/")))
}

pub(super) async fn ask(visitor: Visitor) -> Answer {
    visitor.who.actor.must_be_oneself()?;
    if is_out_of_place(&visitor) {
        return Ok(redirect(&LocalPath::or(Some(&home(&visitor)), "/")));
    }
    if visitor.who.proved().is_err() {
        return Ok(ask_again(&visitor, &format!("{}/confirm", home(&visitor))));
    }
    match factors::pending(&mut visitor.read().await?, &visitor.who).await? {
        Some(pending) => view(&visitor, pending).answer(&visitor, TITLE),
        None => Ok(redirect(&LocalPath::or(Some(&home(&visitor)), "/"))),
    }
}

/// The first code of the app.
pub(super) async fn confirm(visitor: Visitor, fields: Fields) -> Answer {
    fields.only(&["code"])?;
    visitor.who.actor.must_be_oneself()?;
    if is_out_of_place(&visitor) {
        return Ok(redirect(&LocalPath::or(Some(&home(&visitor)), "/")));
    }
    if visitor.who.proved().is_err() {
        return Ok(ask_again(&visitor, &format!("{}/confirm", home(&visitor))));
    }
    match factors::confirm(visitor.house(), &visitor.who, fields.get("code")).await {
        Ok(made) => done(&visitor, made, "Your authenticator app is set up"),
        Err(error @ Error::Invalid(_)) => {
            let pending = factors::pending(&mut visitor.read().await?, &visitor.who).await?;
            view(&visitor, pending.ok_or(Error::NotFound)?).refused(&visitor, TITLE, error)
        }
        Err(Error::NotFound) => Ok(redirect(&LocalPath::or(Some(&home(&visitor)), "/"))),
        Err(other) => Err(other.into()),
    }
}

/// The recovery codes of somebody's first factor, or the way on.
pub(crate) fn done(visitor: &Visitor, made: WithCodes, words: &str) -> Answer {
    let next = if visitor.door == Door::Entrance {
        landing(visitor.who.actor.kind(), None).as_str().to_owned()
    } else {
        home(visitor)
    };
    if made.codes.is_empty() {
        return Ok(with_token(visitor, visitor.done(&next, words), &made.token));
    }
    shown_once(visitor, made, next)
}

fn view(visitor: &Visitor, pending: Pending) -> View {
    let form = FormView {
        action: format!("{}/second-factor/confirm", base(visitor)),
        submit: "Confirm".to_owned(),
        fields: vec![FieldView {
            required: true,
            autocomplete: Some("one-time-code".to_owned()),
            inputmode: Some("numeric".to_owned()),
            maxlength: Some(12),
            short: true,
            ..FieldView::new("code", "Code that the app shows", FieldKind::Text)
        }],
        cancel_href: Some(home(visitor)),
        ..FormView::default()
    };
    View {
        lead: "Scan the picture with your authenticator app, or open the link on the device that has it. Then enter \
               the six digits that it shows."
            .to_owned(),
        secret: Some(Secret {
            picture: Picture::of(&pending.uri),
            text: pending.secret,
            uri: pending.uri,
        }),
        forms: vec![form],
        ..View::default()
    }
}
