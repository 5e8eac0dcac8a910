//! Taking the next letter out of the outbox: one process gets it, and it is written there and then.

use db::{Row, params};
use kernel::{AccountId, OrgId, OutgoingId, Result, Span, Timestamp, UserId};

use super::lines::one_line;
use super::settle::{Outcome, settle};
use super::write::{Page, Written, write};
use super::{Channel, Letter, LetterKind, ended};
use crate::change::Change;
use crate::house::House;
use crate::organizations;
use crate::sign_in::passwords::Temporary;

/// How long an attempt may take. After it anybody may take the letter again, and whoever is late settles nothing.
pub const ATTEMPT_LASTS: Span = Span::seconds(30);

/// A letter on its way, written.
#[derive(Clone, Debug)]
pub struct Outgoing {
    pub org: OrgId,
    pub id: OutgoingId,
    /// Which attempt this is; only the latest one settles anything.
    pub attempt: i64,
    pub channel: Channel,
    pub kind: LetterKind,
    pub to: String,
    /// The name of the organization, for the sender of a mail.
    pub from: String,
    /// Empty for an SMS.
    pub subject: String,
    pub text: String,
    /// What all of its links begin with.
    pub address: String,
    /// When it was written.
    pub at: Timestamp,
    pub(super) user: Option<UserId>,
    pub(super) account: Option<AccountId>,
    pub(super) created_at: Timestamp,
}

/// A row of the outbox that was just taken.
pub(super) struct Taken {
    pub org: OrgId,
    pub id: OutgoingId,
    pub letter: Letter,
    attempt: i64,
    created_at: Timestamp,
}

/// A letter is due if nothing earlier is on its way to the same recipient. Of an SMS whose attempt broke off nobody
/// knows whether it arrived; it is not due again by itself. A kind that only a newer version knows waits for that.
fn due() -> String {
    let known: Vec<String> = LetterKind::ALL.iter().map(|kind| format!("'{}'", kind.name())).collect();
    format!(
        "o.channel = ?1 AND o.next_at IS NOT NULL AND o.kind IN ({})
         AND (o.state <> 'sending' OR o.channel = 'email')
         AND NOT EXISTS (SELECT 1 FROM outbox e WHERE e.org_id = o.org_id AND e.channel = o.channel
                           AND e.lane = o.lane AND e.done_at IS NULL AND e.next_at IS NOT NULL AND e.place < o.place)",
        known.join(", ")
    )
}

/// Answers after each commit, by whichever process: something may be due now.
pub fn changes(house: &House) -> db::Changes {
    house.db.changes()
}

/// When the next letter of this channel is due.
pub async fn next_due(house: &House, channel: Channel) -> Result<Option<Timestamp>> {
    let sql = format!("SELECT o.next_at FROM outbox o WHERE {} ORDER BY o.next_at LIMIT 1", due());
    Ok(house.read().await?.0.row(&sql, params![channel.name()], |row| row.get(0)).await?)
}

/// Takes the letter that is due next, and writes it; nothing if none is due. Links begin with `base_url`, or with
/// the host of the organization.
pub async fn take(house: &House, channel: Channel, base_url: &str) -> Result<Option<Outgoing>> {
    let mut temporary = None;
    loop {
        let mut change = house.change_unasked().await?;
        let Some(taken) = claim(&mut change, channel).await? else { return Ok(None) };
        let organization = organizations::by_number_in(&mut change.tx, taken.org).await?;
        match write(&mut change, &organization, &taken.letter, base_url, temporary.as_ref()).await {
            Ok(Written::Ready(page)) => {
                let at = change.at;
                begin(&mut change, &taken).await?;
                change.commit_housekeeping().await?;
                return Ok(Some(taken.outgoing(one_line(&organization.name), page, at)));
            }
            // Hashing takes long: the letter is put back, and taken again with the password at hand. It would be passed
            // over as long as it is locked.
            Ok(Written::NeedsPassword) => {
                change.tx.roll_back().await?;
                let shortest = organization.settings.passwords.shortest();
                temporary = Some(Temporary::make(house, shortest).await?);
            }
            Ok(Written::Drop(reason)) => {
                ended::drop_one(change, taken.org, taken.id, &taken.letter, reason).await?;
            }
            Err(error) => {
                tracing::error!(%error, letter = %taken.id, "a letter could not be written");
                change.tx.roll_back().await?;
                put_off(house, taken).await?;
            }
        }
    }
}

impl Taken {
    fn outgoing(self, from: String, page: Page, at: Timestamp) -> Outgoing {
        Outgoing {
            org: self.org,
            id: self.id,
            attempt: self.attempt,
            channel: self.letter.channel,
            kind: self.letter.kind,
            to: self.letter.to,
            from,
            subject: page.subject,
            address: page.address,
            text: page.text,
            at,
            user: self.letter.user,
            account: self.letter.account,
            created_at: self.created_at,
        }
    }
}

/// In the order of the index and of nothing else: letters of one announcement are all due at the same moment, and a
/// second order would look at all of them for each that is taken. Within a lane [`due`] keeps the order.
async fn claim(change: &mut Change, channel: Channel) -> Result<Option<Taken>> {
    let sql = format!(
        "SELECT o.org_id, o.id, o.kind, o.recipient, o.user_id, o.account_id, o.data, o.ends_at, o.attempts,
                o.created_at
         FROM outbox o WHERE {} AND o.next_at <= ?2 ORDER BY o.next_at LIMIT 1 /* pass over taken */",
        due()
    );
    let found = change.tx.row(&sql, params![channel.name(), change.at], |row| read(row, channel)).await?;
    let Some(taken) = found.flatten() else { return Ok(None) };
    Ok(mark(change, &taken).await?.then_some(taken))
}

/// The number of the attempt is what fences: whoever comes later finds a higher one.
async fn mark(change: &mut Change, taken: &Taken) -> Result<bool> {
    let marked = change
        .tx
        .execute(
            "UPDATE outbox SET state = 'sending', attempts = ?3, next_at = ?4
             WHERE org_id = ?1 AND id = ?2 AND attempts = ?3 - 1 AND next_at <= ?5",
            params![taken.org, taken.id, taken.attempt, change.at + ATTEMPT_LASTS, change.at],
        )
        .await?;
    Ok(marked == 1)
}

fn read(row: &Row<'_>, channel: Channel) -> db::Result<Option<Taken>> {
    let Some(kind) = LetterKind::parse(&row.get::<String>(2)?) else { return Ok(None) };
    let letter = Letter {
        kind,
        channel,
        to: row.get(3)?,
        user: row.get(4)?,
        account: row.get(5)?,
        data: serde_json::from_str(&row.get::<String>(6)?).unwrap_or_default(),
        ends_at: row.get(7)?,
    };
    Ok(Some(Taken {
        org: row.get(0)?,
        id: row.get(1)?,
        letter,
        attempt: row.get::<i64>(8)? + 1,
        created_at: row.get(9)?,
    }))
}

/// The attempt is in the log before anything leaves.
async fn begin(change: &mut Change, taken: &Taken) -> Result<()> {
    change
        .tx
        .execute(
            "INSERT INTO outbox_attempts (org_id, outgoing_id, number, at, outcome, answer)
             VALUES (?1, ?2, ?3, ?4, '', '')",
            params![taken.org, taken.id, taken.attempt, change.at],
        )
        .await?;
    Ok(())
}

/// A letter that cannot be written waits like one that cannot be sent: the others go on.
async fn put_off(house: &House, taken: Taken) -> Result<()> {
    let mut change = house.change_unasked().await?;
    if !mark(&mut change, &taken).await? {
        return Ok(());
    }
    begin(&mut change, &taken).await?;
    change.commit_housekeeping().await?;
    let outgoing = taken.outgoing(String::new(), Page::default(), house.now());
    settle(house, &outgoing, Outcome::Later("Portico could not write it; its log says why.".to_owned()))
        .await?;
    Ok(())
}
