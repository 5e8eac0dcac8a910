//! The step after the right password: a code of the app, or a recovery code. Counted before it is looked at.

use db::params;
use kernel::{Error, Result, Token};

use super::tell::{own_event, tell};
use super::totp::DIGITS;
use super::{recovery, store};
use crate::change::Change;
use crate::history::{Action, Event};
use crate::house::House;
use crate::sign_in::throttle::{self, Subject};
use crate::sign_in::{SignedIn, Step, sessions};

/// Shows the second factor; the session gets another token. A code is accepted once, whichever it is.
pub async fn enter(house: &House, who: &SignedIn, written: &str) -> Result<Token> {
    if who.step != Some(Step::SecondFactor) {
        return Err(Error::NotFound);
    }
    let code: String = written.chars().filter(|c| !c.is_whitespace()).take(64).collect();
    if code.is_empty() {
        return Err(Error::invalid("code", "Enter the six digits that your app shows, or a recovery code."));
    }
    let (org, person) = (who.actor.org(), who.user.to_string());
    let mut counting = house.change_unasked().await?;
    throttle::count(&mut counting, org, &Subject::Factor(&person)).await?;
    counting.commit_housekeeping().await?;
    let mut change = house.change_unasked().await?;
    let event = if code.len() == DIGITS {
        spend_code(&mut change, who, &code).await?
    } else {
        spend_recovery_code(&mut change, who, &code).await?
    };
    throttle::forget(&mut change, org, &Subject::Factor(&person)).await?;
    sessions::note_factor(&mut change, org, who.session).await?;
    let token = sessions::renew(&mut change, org, who.session).await?;
    change.record(&who.actor, event).await?.commit().await?;
    Ok(token)
}

fn wrong() -> Error {
    Error::invalid("code", "This code is not right, or it was used already.")
}

async fn spend_code(change: &mut Change, who: &SignedIn, code: &str) -> Result<Event> {
    let (org, user) = (who.actor.org(), who.user);
    let kept = store::find(&mut change.tx, org, user).await?.ok_or_else(wrong)?;
    let step = kept.secret.step_of(code, change.at, kept.last_step).ok_or_else(wrong)?;
    // Of several who enter the same code at once, one finds its step unused.
    let spent = change
        .tx
        .execute(
            "UPDATE totp_factors SET last_step = ?3
             WHERE org_id = ?1 AND user_id = ?2 AND confirmed_at IS NOT NULL AND last_step < ?3",
            params![org, user, step],
        )
        .await?;
    if spent == 1 { Ok(own_event(who, Action::SecondFactorShown)) } else { Err(wrong()) }
}

async fn spend_recovery_code(change: &mut Change, who: &SignedIn, code: &str) -> Result<Event> {
    let (org, user) = (who.actor.org(), who.user);
    let plain = recovery::read(code).ok_or_else(wrong)?;
    if !recovery::spend(change, org, user, &plain).await? {
        return Err(wrong());
    }
    let left = store::codes_left(&mut change.tx, org, user).await?;
    let what = format!("A recovery code was used to sign in. Codes that are left: {left}.");
    tell(change, org, user, &who.email, &what).await?;
    let before = (left + 1).to_string();
    Ok(own_event(who, Action::RecoveryCodeUsed).changed("recovery codes left", before, left.to_string()))
}
