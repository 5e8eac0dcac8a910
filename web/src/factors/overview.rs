//! One's second factor in the profile: whether there is one, new recovery codes, and turning it off.

use domain::sign_in::factors::{self, Own, WithCodes};

use super::proof::ask_again;
use super::view::View;
use super::{base, home, with_token};
use crate::ui::{Card, Cell, FormView, Property, Tone};
use crate::{Answer, Fields, Visitor, format};

pub(super) async fn show(visitor: Visitor) -> Answer {
    visitor.who.actor.must_be_oneself()?;
    let own = factors::own(&mut visitor.read().await?, &visitor.who).await?;
    view(&visitor, own).answer(&visitor, "Second factor")
}

/// Ten new recovery codes, shown this once.
pub(super) async fn new_codes(visitor: Visitor, fields: Fields) -> Answer {
    fields.only(&[])?;
    visitor.who.actor.must_be_oneself()?;
    if visitor.who.proved().is_err() {
        return Ok(ask_again(&visitor, &home(&visitor)));
    }
    let made = factors::new_codes(visitor.house(), &visitor.who).await?;
    shown_once(&visitor, made, home(&visitor))
}

pub(super) async fn turn_off(visitor: Visitor, fields: Fields) -> Answer {
    fields.only(&[])?;
    visitor.who.actor.must_be_oneself()?;
    if visitor.who.proved().is_err() {
        return Ok(ask_again(&visitor, &home(&visitor)));
    }
    let token = factors::turn_off(visitor.house(), &visitor.who).await?;
    let response = visitor.done(&home(&visitor), "Your second factor is turned off");
    Ok(with_token(&visitor, response, &token))
}

/// The recovery codes and the way on, with the session's new token.
pub(super) fn shown_once(visitor: &Visitor, made: WithCodes, next: String) -> Answer {
    let view = View {
        lead: "Each of these codes opens the door once in place of your app. Keep them where you find them without \
               your telephone."
            .to_owned(),
        codes: made.codes,
        next: Some(("I have kept them", next)),
        ..View::default()
    };
    Ok(with_token(visitor, view.answer(visitor, "Your recovery codes")?, &made.token))
}

/// The card on one's profile; the ways to change it are on its page.
pub(crate) fn card(visitor: &Visitor, own: Own) -> Card {
    let state = match own.since {
        Some(at) => Cell::Stack {
            first: "Authenticator app".to_owned(),
            second: format!("since {}", format::instant(at, &visitor.local)),
        },
        None => Cell::badge(Tone::Neutral, "Off"),
    };
    let mut properties = vec![Property::new("Second factor", state)];
    if own.since.is_some() {
        properties.push(Property::new("Recovery codes left", Cell::Number(own.codes_left.to_string())));
    }
    Card {
        title: "Signing in".to_owned(),
        properties,
        link: visitor.who.login_as.is_none().then(|| ("Second factor".to_owned(), home(visitor))),
        ..Card::default()
    }
}

fn view(visitor: &Visitor, own: Own) -> View {
    let form = |way: &str, submit: &str, danger: bool| FormView {
        action: format!("{}/second-factor/{way}", base(visitor)),
        submit: submit.to_owned(),
        danger,
        ..FormView::default()
    };
    let Some(at) = own.since else {
        return View {
            lead: "With a second factor a stolen password opens nothing: after it you enter a code that an app on your \
                   telephone shows, such as Aegis, Google Authenticator or a password manager."
                .to_owned(),
            forms: vec![form("begin", "Set up an authenticator app", false)],
            ..View::default()
        };
    };
    View {
        lead: format!(
            "After your password a code of your authenticator app is asked for, since {}. Recovery codes that are \
             left: {}. New ones take the place of all before.",
            format::instant(at, &visitor.local),
            own.codes_left
        ),
        forms: vec![
            form("recovery-codes", "Make new recovery codes", false),
            form("off", "Turn off the second factor", true),
        ],
        ..View::default()
    }
}
