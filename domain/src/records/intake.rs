//! Taking records in, many at a time and never twice.

use db::{Tx, params};
use kernel::{AnyId, Error, KeyId, Result, Span};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use uuid::Uuid;

use crate::access::{Actor, Via};
use crate::change::Change;
use crate::house::Read;

/// The most records that one request may bring.
pub const LARGEST_BATCH: usize = 1000;
/// How long an answer is remembered for a request that is sent again.
const REMEMBERED: Span = Span::hours(24);

/// What became of each record of a batch, in its order.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Outcome {
    pub results: Vec<Taken>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "outcome")]
pub enum Taken {
    /// It is new, and has this id.
    Created { id: String },
    /// A record with this `external_id` was taken in before; nothing changed.
    Exists,
    /// It cannot be used; the others of the batch were.
    Refused { field: String, reason: String },
}

impl Outcome {
    pub fn created(&self) -> usize {
        self.results.iter().filter(|taken| matches!(taken, Taken::Created { .. })).count()
    }
}

/// A request that can be sent again without harm: its `Idempotency-Key`, and a digest of what it says.
#[derive(Clone, Debug)]
pub struct Once {
    key: String,
    fingerprint: Vec<u8>,
}

impl Once {
    pub fn new(key: &str, body: &[u8]) -> Result<Self> {
        let usable = (1..=255).contains(&key.len()) && key.chars().all(|c| c.is_ascii_graphic());
        if !usable {
            return Err(Error::invalid(
                "Idempotency-Key",
                "Send 1 to 255 visible ASCII characters, for example a UUID.",
            ));
        }
        Ok(Self { key: key.to_owned(), fingerprint: Sha256::digest(body).to_vec() })
    }
}

fn owner(actor: &Actor) -> Uuid {
    match actor.via() {
        Via::Key(id) => KeyId::uuid(*id),
        _ => actor.user_id().map_or(Uuid::nil(), kernel::UserId::uuid),
    }
}

/// The answer that this request was given before, if it was sent before.
pub(super) async fn recall(change: &mut Change, actor: &Actor, once: &Once) -> Result<Option<Outcome>> {
    let known = known(&mut change.tx, actor, once).await?;
    known.map(|answer| serde_json::from_str(&answer).map_err(Error::bug)).transpose()
}

/// What this request made before, if it was sent before.
pub async fn made(read: &mut Read, actor: &Actor, once: &Once) -> Result<Option<AnyId>> {
    let known = known(&mut read.0, actor, once).await?;
    known.map(|answer| answer.parse().map_err(Error::bug)).transpose()
}

async fn known(tx: &mut Tx, actor: &Actor, once: &Once) -> Result<Option<String>> {
    let known: Option<(Vec<u8>, String)> = tx
        .row(
            "SELECT fingerprint, answer FROM idempotency_keys WHERE org_id = ?1 AND owner = ?2 AND key = ?3",
            params![actor.org(), owner(actor), once.key.as_str()],
            |row| Ok((row.get(0)?, row.get(1)?)),
        )
        .await?;
    match known {
        None => Ok(None),
        Some((fingerprint, answer)) if fingerprint == once.fingerprint => Ok(Some(answer)),
        Some(_) => Err(Error::conflict(
            "This Idempotency-Key was used for another request. Use a new key for each request.",
        )),
    }
}

/// Remembers the answer, in the same transaction as what it tells of.
pub(super) async fn remember(
    change: &mut Change,
    actor: &Actor,
    once: &Once,
    outcome: &Outcome,
) -> Result<()> {
    let answer = serde_json::to_string(outcome).map_err(Error::bug)?;
    keep(change, actor, once, &answer).await
}

/// Remembers what was made, and no secret of it. Of two such requests at the same moment one is refused.
pub(crate) async fn remember_made(
    change: &mut Change,
    actor: &Actor,
    once: &Once,
    thing: AnyId,
) -> Result<()> {
    keep(change, actor, once, &thing.to_string()).await
}

async fn keep(change: &mut Change, actor: &Actor, once: &Once, answer: &str) -> Result<()> {
    change
        .tx
        .execute(
            "INSERT INTO idempotency_keys (org_id, owner, key, fingerprint, answer, created_at)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
            params![
                actor.org(),
                owner(actor),
                once.key.as_str(),
                once.fingerprint.as_slice(),
                answer,
                change.at
            ],
        )
        .await?;
    Ok(())
}

pub(crate) async fn sweep(change: &mut Change) -> Result<()> {
    change
        .tx
        .execute("DELETE FROM idempotency_keys WHERE created_at < ?1", params![change.at - REMEMBERED])
        .await?;
    Ok(())
}
