//! One's second factor in the profile: whether there is one, new recovery codes, turning it off, and one's passkeys.

use domain::sign_in::factors::{self, Own, WithCodes};
use domain::sign_in::passkeys::{self, Passkey};

use super::proof::ask_again;
use super::view::{Passkeys, View};
use super::{base, home, with_token};
use crate::passkeys::table;
use crate::ui::{Card, Cell, FormView, Property, Tone};
use crate::{Answer, Fields, Visitor, format};

pub(super) async fn show(visitor: Visitor) -> Answer {
    visitor.who.actor.must_be_oneself()?;
    let mut read = visitor.read().await?;
    let own = factors::own(&mut read, &visitor.who).await?;
    let passkeys = passkeys::own(&mut read, &visitor.who).await?;
    view(&visitor, own, &passkeys).answer(&visitor, "Second factor")
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
    let response = visitor.done(&home(&visitor), "Your authenticator app is turned off");
    Ok(with_token(&visitor, response, &token))
}

/// The recovery codes and the way on, with the session's new token.
pub(super) fn shown_once(visitor: &Visitor, made: WithCodes, next: String) -> Answer {
    let view = View {
        lead: "Each of these codes is a second factor once, in place of your app or passkey. Keep them where you find \
               them without your telephone."
            .to_owned(),
        codes: made.codes,
        next: Some(("I have kept them", next)),
        ..View::default()
    };
    Ok(with_token(visitor, view.answer(visitor, "Your recovery codes")?, &made.token))
}

/// The card on one's profile; the ways to change it are on its page.
pub(crate) fn card(visitor: &Visitor, own: Own) -> Card {
    let state = match (own.since, own.passkeys) {
        (Some(at), _) => Cell::Stack {
            first: "Authenticator app".to_owned(),
            second: format!("since {}", format::instant(at, &visitor.local)),
        },
        (None, 0) => Cell::badge(Tone::Neutral, "Off"),
        (None, _) => Cell::text("Passkey"),
    };
    let mut properties = vec![Property::new("Second factor", state)];
    if own.passkeys > 0 {
        properties.push(Property::new("Passkeys", Cell::Number(own.passkeys.to_string())));
    }
    if own.since.is_some() || own.passkeys > 0 {
        properties.push(Property::new("Recovery codes left", Cell::Number(own.codes_left.to_string())));
    }
    Card {
        title: "Signing in".to_owned(),
        properties,
        link: visitor
            .who
            .login_as
            .is_none()
            .then(|| ("Second factor and passkeys".to_owned(), home(visitor))),
        ..Card::default()
    }
}

fn view(visitor: &Visitor, own: Own, passkeys: &[Passkey]) -> View {
    let form = |way: &str, submit: &str, danger: bool| FormView {
        action: format!("{}/second-factor/{way}", base(visitor)),
        submit: submit.to_owned(),
        danger,
        ..FormView::default()
    };
    let codes =
        format!("Recovery codes that are left: {}. New ones take the place of all before.", own.codes_left);
    let renew = form("recovery-codes", "Make new recovery codes", false);
    let begin = form("begin", "Set up an authenticator app", false);
    let (lead, forms) = match (own.since, own.passkeys) {
        (Some(at), others) => {
            let submit =
                if others == 0 { "Turn off the second factor" } else { "Turn off the authenticator app" };
            (
                format!(
                    "After your password a code of your authenticator app is asked for, since {}. {codes}",
                    format::instant(at, &visitor.local)
                ),
                vec![renew, form("off", submit, true)],
            )
        }
        (None, 0) => (
            "With a second factor a stolen password opens nothing: after it you enter a code that an app on your \
             telephone shows, such as Aegis, Google Authenticator or a password manager."
                .to_owned(),
            vec![begin],
        ),
        (None, _) => (format!("After your password a passkey is asked for. {codes}"), vec![renew, begin]),
    };
    View {
        lead,
        forms,
        passkeys: Some(Passkeys {
            table: table(visitor, passkeys),
            add: format!("{}/passkeys/new", base(visitor)),
        }),
        ..View::default()
    }
}
