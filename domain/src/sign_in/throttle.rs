//! Guessing gets slower with every wrong guess, wherever it comes from.

use db::params;
use kernel::{Error, OrgId, Result, Span, Timestamp};
use sha2::{Digest, Sha256};

use crate::change::Change;

/// Whose attempts are counted.
pub enum Subject<'a> {
    /// An address that somebody tries to sign in with, whether or not anybody has it.
    Credential(&'a str),
    /// Where the attempts come from. Many people may share one.
    Address(&'a str),
}

impl Subject<'_> {
    fn key(&self) -> Vec<u8> {
        let (kind, text) = match self {
            Self::Credential(text) => ("credential", text),
            Self::Address(text) => ("address", text),
        };
        Sha256::digest(format!("{kind}\0{text}")).to_vec()
    }

    /// Attempts without delay.
    const fn free(&self) -> i64 {
        match self {
            Self::Credential(_) => 5,
            Self::Address(_) => 300,
        }
    }

    /// Attempts after which nothing but recovery helps (NIST SP 800-63B-4: at most 100 for one account).
    const fn stop(&self) -> i64 {
        match self {
            Self::Credential(_) => 100,
            Self::Address(_) => i64::MAX,
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

/// The attempt was right: the credential starts anew, and the address is given its attempt back.
pub async fn forgive(change: &mut Change, org: OrgId, email: &str, address: &str) -> Result<()> {
    let credential = Subject::Credential(email).key();
    let address = Subject::Address(address).key();
    change
        .tx
        .execute(
            "DELETE FROM throttles WHERE org_id = ?1 AND subject = ?2",
            params![org, credential.as_slice()],
        )
        .await?;
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
