//! Guessing gets slower with every wrong guess, wherever it comes from.

use db::params;
use kernel::{Error, OrgId, Result, Span, Timestamp};
use sha2::{Digest, Sha256};

use crate::change::Change;

/// Whose attempts are counted.
pub enum Subject<'a> {
    /// An address that somebody tries to sign in with, whether or not anybody has it.
    Credential(&'a str),
    /// The same, from a browser in which this person has signed in before: guessing from elsewhere does not slow the
    /// person down there (ASVS 6.1.1).
    Known(&'a str),
    /// Where the attempts come from. Many people may share one.
    Address(&'a str),
    /// Letters that an address asks for because of a forgotten password.
    Resets(&'a str),
    /// Where such letters are asked for.
    ResetsFrom(&'a str),
    /// Codes that are sent to an address or a number.
    Codes(&'a str),
    /// Codes to the contacts of an account.
    ContactCodes(&'a str),
    /// Numbers that a person enters to get a code.
    Numbers(&'a str),
    /// Codes by text message of the whole organization.
    TextMessages,
    /// Invitations that a client's own admins send, to a person or of an account.
    Invitations(&'a str),
    /// Second factors that a person shows after the right password.
    Factor(&'a str),
    /// Where questions for a passkey are asked from.
    Challenges(&'a str),
    /// Where visitors of clients' public pages write from, and to which client.
    EnquiriesFrom(&'a str),
    EnquiriesTo(&'a str),
    /// How often a calendar link is read, and where wrong ones are tried from.
    Calendar(&'a str),
    CalendarsFrom(&'a str),
    /// Replies to text messages, of a number, and where they are brought from.
    Replies(&'a str),
    RepliesFrom(&'a str),
}

impl Subject<'_> {
    fn key(&self) -> Vec<u8> {
        let (kind, text) = match self {
            Self::Credential(text) => ("credential", text),
            Self::Known(text) => ("known device", text),
            Self::Address(text) => ("address", text),
            Self::Resets(text) => ("resets", text),
            Self::ResetsFrom(text) => ("resets from", text),
            Self::Codes(text) => ("codes", text),
            Self::ContactCodes(text) => ("contact codes", text),
            Self::Numbers(text) => ("numbers", text),
            Self::TextMessages => ("text messages", &""),
            Self::Invitations(text) => ("invitations", text),
            Self::Factor(text) => ("second factor", text),
            Self::Challenges(text) => ("passkey challenges", text),
            Self::EnquiriesFrom(text) => ("enquiries from", text),
            Self::EnquiriesTo(text) => ("enquiries to", text),
            Self::Calendar(text) => ("calendar", text),
            Self::CalendarsFrom(text) => ("calendars from", text),
            Self::Replies(text) => ("replies", text),
            Self::RepliesFrom(text) => ("replies from", text),
        };
        Sha256::digest(format!("{kind}\0{text}")).to_vec()
    }

    /// Attempts without delay.
    const fn free(&self) -> i64 {
        match self {
            Self::Credential(_) | Self::Known(_) | Self::Factor(_) => 5,
            _ => 300,
        }
    }

    /// Attempts after which nothing but recovery helps (NIST SP 800-63B-4: at most 100 for one account).
    const fn stop(&self) -> i64 {
        match self {
            Self::Credential(_) | Self::Factor(_) => 100,
            Self::Known(_) => 20,
            _ => i64::MAX,
        }
    }
}

const LONGEST_WAIT: Span = Span::minutes(15);
const FORGOTTEN_AFTER: Span = Span::days(1);

/// How long to wait after this many failures: nothing at first, then 1 s doubling to 15 min.
fn wait(failures: i64, free: i64, stop: i64) -> Span {
    match failures - free {
        over if over < 0 => Span::default(),
        _ if failures >= stop => FORGOTTEN_AFTER,
        over => Span::seconds(1 << over.min(10)).min(LONGEST_WAIT),
    }
}

/// Counts an attempt before it is checked; refuses it while the wait for the ones before has not passed.
pub async fn count(change: &mut Change, org: OrgId, subject: &Subject<'_>) -> Result<()> {
    let key = subject.key();
    // Taking the row before looking at it makes attempts that come at once wait for each other.
    let known: Option<(i64, Timestamp)> = change
        .tx
        .row(
            "INSERT INTO throttles (org_id, subject, failures, last_at) VALUES (?1, ?2, 0, ?3)
             ON CONFLICT (org_id, subject) DO UPDATE SET failures = throttles.failures
             RETURNING failures, last_at",
            params![org, key.as_slice(), change.at],
            |row| Ok((row.get(0)?, row.get(1)?)),
        )
        .await?;
    let fresh = known.filter(|(_, last)| change.at - *last < FORGOTTEN_AFTER);
    if let Some((failures, last)) = fresh {
        let until = last + wait(failures, subject.free(), subject.stop());
        if change.at < until {
            return Err(Error::TooMany(until - change.at));
        }
    }
    let failures = fresh.map_or(0, |(failures, _)| failures) + 1;
    change
        .tx
        .execute(
            "UPDATE throttles SET failures = ?3, last_at = ?4 WHERE org_id = ?1 AND subject = ?2",
            params![org, key.as_slice(), failures, change.at],
        )
        .await?;
    Ok(())
}

/// Lets something happen `at_most` so often `within` a span, and answers how often it has; says when it may happen
/// again otherwise. The span begins with the first time.
pub async fn allow(
    change: &mut Change,
    org: OrgId,
    subject: &Subject<'_>,
    at_most: i64,
    within: Span,
) -> Result<i64> {
    let key = subject.key();
    let (times, since): (i64, Timestamp) = change
        .tx
        .row(
            "INSERT INTO throttles (org_id, subject, failures, last_at) VALUES (?1, ?2, 1, ?3)
             ON CONFLICT (org_id, subject) DO UPDATE SET
                 failures = CASE WHEN throttles.last_at <= ?4 THEN 1 ELSE throttles.failures + 1 END,
                 last_at = CASE WHEN throttles.last_at <= ?4 THEN ?3 ELSE throttles.last_at END
             RETURNING failures, last_at",
            params![org, key.as_slice(), change.at, change.at - within],
            |row| Ok((row.get(0)?, row.get(1)?)),
        )
        .await?
        .ok_or_else(|| Error::bug("a counter that was written is there"))?;
    if times > at_most { Err(Error::TooMany(since + within - change.at)) } else { Ok(times) }
}

/// Forgets the failures of one subject: the right password came, or another way of proof did.
pub async fn forget(change: &mut Change, org: OrgId, subject: &Subject<'_>) -> Result<()> {
    let key = subject.key();
    change
        .tx
        .execute("DELETE FROM throttles WHERE org_id = ?1 AND subject = ?2", params![org, key.as_slice()])
        .await?;
    Ok(())
}

/// The attempt was right: the credential starts anew, and the address is given its attempt back.
pub async fn forgive(change: &mut Change, org: OrgId, credential: &Subject<'_>, address: &str) -> Result<()> {
    forget(change, org, credential).await?;
    give_back(change, org, address).await
}

/// Gives an address its attempt back.
pub async fn give_back(change: &mut Change, org: OrgId, address: &str) -> Result<()> {
    let address = Subject::Address(address).key();
    change
        .tx
        .execute(
            "UPDATE throttles SET failures = failures - 1 WHERE org_id = ?1 AND subject = ?2 AND failures > 0",
            params![org, address.as_slice()],
        )
        .await?;
    Ok(())
}

/// Forgets what is older than a day.
pub async fn sweep(change: &mut Change) -> Result<()> {
    change
        .tx
        .execute("DELETE FROM throttles WHERE last_at < ?1", params![change.at - FORGOTTEN_AFTER])
        .await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_grow_and_end_in_a_stop() {
        for (failures, seconds) in
            [(0, 0), (4, 0), (5, 1), (6, 2), (7, 4), (14, 512), (15, 900), (99, 900), (100, 86_400)]
        {
            assert_eq!(wait(failures, 5, 100).as_seconds(), seconds, "{failures}");
        }
    }
}
