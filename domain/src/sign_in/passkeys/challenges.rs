//! Questions that wait for an answer: random, kept as a hash, for one purpose, one session and five minutes, and gone
//! before the answer is looked at.

use db::params;
use kernel::{OrgId, Purpose, Result, Span, Token};

use crate::change::Change;
use crate::sign_in::SignedIn;
use crate::sign_in::throttle::{self, Subject};

/// How long a person may take; what browsers are told, too (§15.1 asks for 300 to 600 seconds).
pub(super) const LASTS: Span = Span::minutes(5);

/// Questions from one place within that time. Many people may share one.
const FROM_ONE_PLACE: i64 = 300;

/// Who may answer: the session, or anybody before there is one.
pub(super) fn bound_to(who: Option<&SignedIn>) -> String {
    who.map(|who| who.session.to_string()).unwrap_or_default()
}

/// A new question, in base64url.
pub(super) async fn ask(
    change: &mut Change,
    org: OrgId,
    purpose: Purpose,
    bound_to: &str,
    address: &str,
) -> Result<String> {
    throttle::allow(change, org, &Subject::Challenges(address), FROM_ONE_PLACE, LASTS).await?;
    let token = Token::new(&change.dice);
    let sql =
        "INSERT INTO passkey_challenges (org_id, challenge_hash, bound_to, ends_at) VALUES (?1, ?2, ?3, ?4)";
    let hash = token.hash(purpose);
    change.tx.execute(sql, params![org, &hash, bound_to, change.at + LASTS]).await?;
    Ok(token.reveal())
}

/// Whether this was asked, for this, and of this session, and has not run out. Afterwards it was never asked.
pub(super) async fn spend(
    change: &mut Change,
    org: OrgId,
    purpose: Purpose,
    bound_to: &str,
    challenge: &str,
) -> Result<bool> {
    let Some(token) = Token::parse(challenge) else { return Ok(false) };
    let spent = change
        .tx
        .execute(
            "DELETE FROM passkey_challenges
             WHERE org_id = ?1 AND challenge_hash = ?2 AND bound_to = ?3 AND ends_at > ?4",
            params![org, &token.hash(purpose), bound_to, change.at],
        )
        .await?;
    Ok(spent == 1)
}

pub(in crate::sign_in) async fn sweep(change: &mut Change) -> Result<()> {
    change.tx.execute("DELETE FROM passkey_challenges WHERE ends_at <= ?1", params![change.at]).await?;
    Ok(())
}
