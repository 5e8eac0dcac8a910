//! Proves that nobody has changed, removed or added a line of the history.

use std::collections::BTreeMap;

use db::params;
use kernel::{OrgId, Result, same};
use sha2::{Digest, Sha256};
use uuid::Uuid;

use super::append::root;
use super::retention::{self, Gap};
use super::{Action, FieldChange, PROOF};
use crate::house::House;

/// Lines read at a time.
const BATCH: i64 = 1000;

/// What a walk along an organization's chain found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chain {
    pub lines: i64,
    /// The first line that does not follow from the ones before it, and why.
    pub broken: Option<(i64, String)>,
}

/// One line as it is hashed. Every column is in it but the folded search text;
/// the organization is in the root of the chain.
pub(super) struct Line {
    pub seq: i64,
    pub id: Uuid,
    pub at: i64,
    pub action: String,
    pub account: Option<Uuid>,
    pub contact: Option<Uuid>,
    pub creator: Option<Uuid>,
    pub thing: String,
    pub thing_id: Option<Uuid>,
    pub label: String,
    pub actor: Option<Uuid>,
    pub actor_name: String,
    pub subject: Option<Uuid>,
    pub subject_name: String,
    pub via: String,
    pub changes: String,
    pub request: String,
    pub address: String,
}

impl Line {
    /// SHA-256 over the previous hash and every field with its length, so that no two lines read the same.
    pub fn hash(&self, prev: &[u8]) -> Vec<u8> {
        let mut sha = Sha256::new();
        sha.update(prev);
        let mut field = |bytes: &[u8]| {
            sha.update((bytes.len() as u64).to_le_bytes());
            sha.update(bytes);
        };
        field(&self.seq.to_le_bytes());
        field(self.id.as_bytes());
        field(&self.at.to_le_bytes());
        for id in [self.account, self.contact, self.creator, self.thing_id, self.actor, self.subject] {
            field(id.as_ref().map_or(&[], |id| id.as_bytes().as_slice()));
        }
        for text in [
            &self.action,
            &self.thing,
            &self.label,
            &self.actor_name,
            &self.subject_name,
            &self.via,
            &self.changes,
            &self.request,
            &self.address,
        ] {
            field(text.as_bytes());
        }
        sha.finalize().to_vec()
    }
}

/// Whether the line that tells of a removal has the digest of these gaps.
fn proves(changes: &str, gaps: &[Gap]) -> bool {
    let changes: Vec<FieldChange> = serde_json::from_str(changes).unwrap_or_default();
    let told = changes.iter().find(|change| change.field == PROOF).map(|change| change.after.as_str());
    told == Some(retention::proof(gaps).as_str())
}

/// Walks the chain of one organization from its first line to its head.
pub async fn verify(house: &House, org: OrgId) -> Result<Chain> {
    let mut read = house.read().await?;
    let head: (i64, Vec<u8>) = read
        .0
        .row("SELECT seq, hash FROM history_heads WHERE org_id = ?1", params![org], |row| {
            Ok((row.get(0)?, row.get(1)?))
        })
        .await?
        .unwrap_or((0, root(org)));
    let (mut last, mut prev) = (0, root(org));
    // Gaps of which no line has told so far, by their first line.
    let mut untold: BTreeMap<i64, i64> = BTreeMap::new();
    let broken = |lines, at, why: &str| Chain { lines, broken: Some((at, why.to_owned())) };
    loop {
        let lines = read
            .0
            .rows(
                "SELECT seq, id, at, action, account_id, contact_id, creator_id, thing, thing_id, label, actor_id,
                        actor_name, subject_id, subject_name, via, changes, request_id, address, prev_hash, hash
                 FROM events WHERE org_id = ?1 AND seq > ?2 AND seq <= ?3 ORDER BY seq LIMIT ?4",
                params![org, last, head.0, BATCH],
                |row| {
                    let line = Line {
                        seq: row.get(0)?,
                        id: row.get(1)?,
                        at: row.get(2)?,
                        action: row.get(3)?,
                        account: row.get(4)?,
                        contact: row.get(5)?,
                        creator: row.get(6)?,
                        thing: row.get(7)?,
                        thing_id: row.get(8)?,
                        label: row.get(9)?,
                        actor: row.get(10)?,
                        actor_name: row.get(11)?,
                        subject: row.get(12)?,
                        subject_name: row.get(13)?,
                        via: row.get(14)?,
                        changes: row.get(15)?,
                        request: row.get(16)?,
                        address: row.get(17)?,
                    };
                    Ok((line, row.get::<Vec<u8>>(18)?, row.get::<Vec<u8>>(19)?))
                },
            )
            .await?;
        let done = lines.is_empty();
        for (line, claimed_prev, claimed) in lines {
            // What was kept for long enough is gone; what stays of it leads on.
            while line.seq != last + 1 {
                match retention::gap_from(&mut read.0, org, last + 1).await? {
                    Some(gap) if gap.leads(&prev, line.seq) => {
                        untold.insert(gap.from, gap.removed_seq);
                        (last, prev) = (gap.to, gap.hash);
                    }
                    _ => return Ok(broken(last, last + 1, "the line is missing")),
                }
            }
            if !same(&claimed_prev, &prev) || !same(&line.hash(&prev), &claimed) {
                return Ok(broken(last, line.seq, "the line is not what was written"));
            }
            if line.action == Action::HistoryRemoved.name() {
                let gaps = retention::told_by(&mut read.0, org, line.seq).await?;
                if !proves(&line.changes, &gaps) {
                    return Ok(broken(last, line.seq, "it does not tell of what was removed"));
                }
                for gap in gaps {
                    untold.remove(&gap.from);
                }
            }
            (last, prev) = (line.seq, claimed);
        }
        if done {
            break;
        }
    }
    // One that was made while the lines were read is told of behind the head that was known then.
    if let Some((from, _)) = untold.iter().find(|(_, told)| **told <= head.0) {
        return Ok(broken(last, *from, "no line tells of its removal"));
    }
    if last != head.0 || !same(&prev, &head.1) {
        return Ok(broken(last, last + 1, "the end of the history is missing"));
    }
    // One statement sees head and lines of one moment, also while others write.
    let beyond: Option<i64> = read
        .0
        .row(
            "SELECT e.seq FROM history_heads h JOIN events e ON e.org_id = h.org_id AND e.seq > h.seq
             WHERE h.org_id = ?1 ORDER BY e.seq LIMIT 1",
            params![org],
            |row| row.get(0),
        )
        .await?;
    if let Some(seq) = beyond {
        return Ok(broken(last, seq, "the line was added behind the end of the history"));
    }
    Ok(Chain { lines: last, broken: None })
}
