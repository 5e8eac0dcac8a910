//! Where lines were removed: enough of them stays to prove that the lines before and after follow each other.

use db::{Tx, Value, params};
use kernel::{OrgId, Result, same};
use sha2::{Digest, Sha256};

/// Lines without a break between them that are gone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::history) struct Gap {
    pub from: i64,
    pub to: i64,
    pub prev_hash: Vec<u8>,
    pub hash: Vec<u8>,
    pub removed_seq: i64,
}

impl Gap {
    /// Whether the chain goes on from `prev`, over the gap, to a line before or at `next`.
    pub(in crate::history) fn leads(&self, prev: &[u8], next: i64) -> bool {
        self.to >= self.from && self.to < next && same(&self.prev_hash, prev)
    }
}

const COLUMNS: &str = "from_seq, to_seq, prev_hash, hash, removed_seq";

fn read_gap(row: &db::Row<'_>) -> db::Result<Gap> {
    Ok(Gap {
        from: row.get(0)?,
        to: row.get(1)?,
        prev_hash: row.get(2)?,
        hash: row.get(3)?,
        removed_seq: row.get(4)?,
    })
}

/// The gap that begins with this line.
pub(in crate::history) async fn gap_from(tx: &mut Tx, org: OrgId, from: i64) -> Result<Option<Gap>> {
    let sql = format!("SELECT {COLUMNS} FROM history_gaps WHERE org_id = ?1 AND from_seq = ?2");
    Ok(tx.row(&sql, params![org, from], read_gap).await?)
}

/// The gaps that a line of the history tells of.
pub(in crate::history) async fn told_by(tx: &mut Tx, org: OrgId, seq: i64) -> Result<Vec<Gap>> {
    let sql = format!(
        "SELECT {COLUMNS} FROM history_gaps WHERE org_id = ?1 AND removed_seq = ?2 ORDER BY from_seq"
    );
    Ok(tx.rows(&sql, params![org, seq], read_gap).await?)
}

/// What the line that tells of gaps says of them, so that nobody widens one or adds another.
pub(in crate::history) fn proof(gaps: &[Gap]) -> String {
    let mut sha = Sha256::new();
    for gap in gaps {
        sha.update(gap.from.to_le_bytes());
        sha.update(gap.to.to_le_bytes());
        sha.update(&gap.prev_hash);
        sha.update(&gap.hash);
    }
    data_encoding::HEXLOWER.encode(&sha.finalize())
}

pub(super) async fn insert(tx: &mut Tx, org: OrgId, gaps: &[Gap], removed_seq: i64) -> Result<()> {
    let rows: Vec<Vec<Value<'_>>> = gaps
        .iter()
        .map(|gap| {
            params![org, gap.from, gap.to, gap.prev_hash.as_slice(), gap.hash.as_slice(), removed_seq]
                .to_vec()
        })
        .collect();
    tx.execute_many(
        "INSERT INTO history_gaps (org_id, from_seq, to_seq, prev_hash, hash, removed_seq)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        &rows,
    )
    .await?;
    Ok(())
}
