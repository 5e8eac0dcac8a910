//! Following a secure login link: looking at it spends nothing and says whose portal it is; a button opens the portal.

use db::params;
use kernel::{AccountId, Error, OrgId, Purpose, Result, SessionId, Span, Timestamp, Token};

use super::session::{self, actor};
use crate::access::{Grants, Request};
use crate::history::{Action, Event};
use crate::house::{House, Read};
use crate::organizations::Settings;

/// How long a browser stays in by the link, and how long unused.
const LASTS: Span = Span::hours(24);
pub(super) const IDLE: Span = Span::hours(1);

/// Whose link it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Looked {
    pub account: AccountId,
    pub name: String,
    /// The account has portal users now: the link alone is not enough (S2-12).
    pub must_sign_in: bool,
}

/// Who comes, and how.
pub struct Arrival<'a> {
    pub agent: &'a str,
    pub request: Request,
}

/// What a link leads to.
pub enum Opened {
    /// A session of its own: its token goes into the browser.
    Portal { token: Token, ends_at: Timestamp },
    /// The sign-in page (S2-13).
    SignIn,
}

/// `NotFound`, in the same words, for a link that was never made, was replaced or revoked, has run out, belongs to a
/// locked account, or is switched off.
pub async fn look(house: &House, read: &mut Read, org: OrgId, token: &str) -> Result<Looked> {
    let token = Token::parse(token).ok_or(Error::NotFound)?;
    let found = read
        .0
        .row(
            "SELECT a.id, a.name, a.locked_at, l.ends_at, g.settings,
                    (SELECT count(*) FROM (SELECT 1 FROM memberships m
                    WHERE m.org_id = a.org_id AND m.account_id = a.id LIMIT 1) AS counted)
             FROM secure_links l
             JOIN accounts a ON a.org_id = l.org_id AND a.id = l.account_id
             JOIN organizations g ON g.org_id = l.org_id
             WHERE l.org_id = ?1 AND l.token_hash = ?2",
            params![org, &token.hash(Purpose::SecureLink)],
            |row| {
                let settings = Settings::stored(&row.get::<String>(4)?);
                let locked = row.get::<Option<Timestamp>>(2)?.is_some();
                let over = row.get::<Timestamp>(3)? <= house.now();
                let works = settings.secure_link.on && settings.portal.open && !locked && !over;
                let must_sign_in = row.get::<i64>(5)? > 0;
                Ok(works.then_some(Looked { account: row.get(0)?, name: row.get(1)?, must_sign_in }))
            },
        )
        .await?;
    found.flatten().ok_or(Error::NotFound)
}

/// Opens the portal. Every use is counted, and in the history of the account (C-06).
pub async fn open(house: &House, org: OrgId, token: &str, arrival: Arrival<'_>) -> Result<Opened> {
    let looked = look(house, &mut house.read().await?, org, token).await?;
    if looked.must_sign_in {
        return Ok(Opened::SignIn);
    }
    let hash = Token::parse(token).ok_or(Error::NotFound)?.hash(Purpose::SecureLink);
    let mut change = house.change_unasked().await?;
    // The link may have been replaced since it was looked at; the gate looks at everything else with each request.
    let used = change
        .tx
        .execute(
            "UPDATE secure_links SET used_at = ?4, uses = uses + 1
             WHERE org_id = ?1 AND account_id = ?2 AND token_hash = ?3 AND ends_at > ?4",
            params![org, looked.account, &hash, change.at],
        )
        .await?;
    if used == 0 {
        return Err(Error::NotFound);
    }
    let ends_at = change.at + LASTS;
    let opened = Token::new(&change.dice);
    let id = SessionId::new(change.at, &change.dice);
    session::insert(&mut change, org, &looked, id, &opened, &arrival, ends_at).await?;
    let actor = actor(org, looked.account, &looked.name, id, Grants::NONE, arrival.request);
    let event =
        Event::of(Action::SecureLinkUsed).about(looked.account.any(), looked.name).in_account(looked.account);
    change.record(&actor, event).await?.commit().await?;
    Ok(Opened::Portal { token: opened, ends_at })
}
