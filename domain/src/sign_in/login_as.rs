//! “Log in as”: an operator sees what the client sees, and everybody can tell afterwards.

use db::params;
use kernel::text::line;
use kernel::{AccountId, Error, MemberId, Purpose, Result, Span, Token};

use super::SignedIn;
use super::sessions::{self, NewSession};
use crate::access::{AccountsLoginAs, Granted, Mode};
use crate::accounts;
use crate::history::{Action, Event};
use crate::house::House;
use crate::organizations::settings::Reason;
use crate::people::users;

/// Characters of a reason.
pub const LONGEST_REASON: usize = 200;
const IDLE: Span = Span::minutes(15);

/// Whom to log in as, and how.
pub struct Wish<'a> {
    pub account: AccountId,
    /// A user of the account; the primary admin if none is named.
    pub user: Option<MemberId>,
    pub mode: Mode,
    /// Why, as the history will say; may be empty unless the organization requires it.
    pub reason: &'a str,
    /// The page of the console to come back to.
    pub return_to: &'a str,
    pub agent: &'a str,
}

/// Starts a second, attributed session. One operator session has one at a time: a new one ends the one before
/// (S2-18, S2-19). Refused from within such a session (depth one), and for locked accounts (S3-46). Into a Secure account
/// nobody goes without a reason and without having given the password a moment ago (C-10, L6).
pub async fn start(
    house: &House,
    granted: &Granted<AccountsLoginAs>,
    who: &SignedIn,
    wish: Wish<'_>,
) -> Result<Token> {
    who.actor.must_be_oneself()?;
    let settings = &who.organization.settings.login_as;
    let mut change = house.change(granted).await?;
    let org = granted.org();
    let account = accounts::find_in(&mut change.tx, granted, wish.account).await?;
    if account.is_locked() {
        return Err(Error::Locked);
    }
    let mut asked = settings.reason;
    if account.secure {
        who.proved()?;
        asked = Reason::Required;
    }
    let reason = reason(asked, wish.reason)?;
    let user = match wish.user {
        Some(user) => user,
        None => users::primary_in(&mut change.tx, org, wish.account).await?.ok_or_else(|| {
            Error::conflict("This account has no portal user yet. Add one first, then log in as that person.")
        })?,
    };
    let member = users::find_in(&mut change.tx, granted, user).await?;
    if member.account != wish.account {
        return Err(Error::NotFound);
    }
    if member.disabled_at.is_some() {
        return Err(Error::conflict(format!("{} is disabled. Enable this user first.", member.name)));
    }
    change
        .tx
        .execute(
            "DELETE FROM sessions WHERE org_id = ?1 AND operator_session_id = ?2",
            params![org, who.session],
        )
        .await?;
    let ends_at = (change.at + settings.lasts()).min(who.ends_at);
    let (token, _) = sessions::insert(
        &mut change,
        org,
        &NewSession {
            purpose: Purpose::LoginAs,
            user: member.user,
            account: Some(wish.account),
            operator: Some((who.user, who.session)),
            mode: wish.mode,
            return_to: wish.return_to,
            agent: wish.agent,
            address: &who.actor.request().address,
            idle: IDLE,
            ends_at,
        },
    )
    .await?;
    let event = Event::of(Action::LoginAsStarted)
        .about(member.id.any(), member.name)
        .in_account(wish.account)
        .owned(None, Some(member.user))
        .changed("mode", "", wish.mode.name())
        .changed("reason", "", reason);
    change.record(granted.actor(), event).await?.commit().await?;
    Ok(token)
}

/// What is kept of the reason that was given; refused if there must be one (C-10).
fn reason(asked: Reason, given: &str) -> Result<String> {
    let given = line(given, LONGEST_REASON).map_err(|error| Error::invalid("reason", error.to_string()))?;
    match asked {
        Reason::Off => Ok(String::new()),
        Reason::Required if given.is_empty() => {
            Err(Error::invalid("reason", "Say why you log in as this client."))
        }
        Reason::Optional | Reason::Required => Ok(given),
    }
}
