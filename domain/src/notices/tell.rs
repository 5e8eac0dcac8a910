//! Something happened of which people may want to hear: it is told at once, or waits for its time.

use kernel::{AccountId, OrgId, Timestamp, UserId};
use serde_json::Value;

use super::due::Rhythm;
use super::wanting::{Whom, wanting};
use super::{Letter, LetterKind, put, times, waiting};
use crate::change::{Change, Working};

/// What happened.
pub(crate) struct Notice {
    pub kind: LetterKind,
    pub account: AccountId,
    /// What the letters need to know, one for each that came, the latest last. At once only the latest is told.
    pub all: Vec<Value>,
    /// After this it would only confuse.
    pub ends_at: Timestamp,
    /// Who has done it, and needs no telling.
    pub by: Option<UserId>,
}

/// Tells those of it who want to hear of it.
pub(crate) fn tell<'a>(
    change: &'a mut Change,
    org: OrgId,
    notice: &'a Notice,
    whom: Whom,
) -> Working<'a, ()> {
    Box::pin(async move {
        let place = (notice.account, whom);
        let people = wanting(&mut change.tx, change.at, org, notice.kind, place).await?;
        for one in people.into_iter().filter(|one| Some(one.user) != notice.by) {
            let (rhythm, due) = times::due(&mut change.tx, org, &one, notice, change.at).await?;
            if due > change.at {
                let alone = rhythm == Rhythm::AtOnce;
                waiting::keep(change, org, &one, notice, (alone, due)).await?;
            } else if let Some(latest) = notice.all.last() {
                let letter = Letter {
                    kind: notice.kind,
                    channel: one.channel,
                    to: one.to,
                    user: Some(one.user),
                    account: Some(notice.account),
                    data: latest.clone(),
                    ends_at: Some(notice.ends_at),
                };
                put(change, org, letter).await?;
            }
        }
        Ok(())
    })
}
