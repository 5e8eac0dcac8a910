//! What has just happened, for pages that are open.

use std::collections::HashMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use db::params;
use kernel::{AccountId, ContactId, OrgId, Result, UserId};
use tokio::sync::broadcast;

use crate::history::Action;
use crate::house::House;

/// Events that a slow page may be behind before it is told to look anew.
const BACKLOG: u16 = 1024;

/// One event, without what it says: an open page asks for that itself, within its own reach.
#[derive(Clone, Debug)]
pub struct Happened {
    pub org: OrgId,
    pub seq: i64,
    pub action: Action,
    pub account: Option<AccountId>,
    pub contact: Option<ContactId>,
    pub creator: Option<UserId>,
    /// It is about an account that was Secure when it was told.
    pub secure: bool,
    /// [`Live::rights`] as of then.
    pub rights: u64,
}

/// Where open pages listen.
#[derive(Clone)]
pub struct Live {
    told: broadcast::Sender<Arc<Happened>>,
    rights: Arc<AtomicU64>,
}

impl Default for Live {
    fn default() -> Self {
        Self { told: broadcast::Sender::new(usize::from(BACKLOG)), rights: Arc::default() }
    }
}

impl Live {
    pub fn listen(&self) -> broadcast::Receiver<Arc<Happened>> {
        self.told.subscribe()
    }

    /// Grows with each event after which somebody may see more or less than before. Whoever looked at the rights of a
    /// person while it was what it is now need not look again.
    pub fn rights(&self) -> u64 {
        self.rights.load(Ordering::Acquire)
    }

    /// Something may have changed them of which nobody is told.
    fn note_rights(&self) {
        self.rights.fetch_add(1, Ordering::AcqRel);
    }

    fn tell(&self, mut happened: Happened) {
        let more = u64::from(!is_of_records(happened.action));
        happened.rights = self.rights.fetch_add(more, Ordering::AcqRel) + more;
        // Nobody listening is no error.
        drop(self.told.send(Arc::new(happened)));
    }
}

/// What clients and their operators do all day; whoever sees it sees as much afterwards. Contacts are not among it: they
/// are what some users see by.
fn is_of_records(action: Action) -> bool {
    matches!(
        action.topic(),
        "announcements"
            | "calls"
            | "exports"
            | "messages"
            | "outbox"
            | "recordings"
            | "resources"
            | "schedules"
            | "statuses"
            | "tasks"
    )
}

/// Follows the history, whoever writes it (this process, another one, the command line), and tells the
/// open pages. Runs until the database is closed.
pub async fn follow(house: House) {
    let mut changes = house.db.changes();
    let mut known: HashMap<OrgId, i64> = heads(&house).await.unwrap_or_default();
    while changes.next().await {
        if let Err(error) = tell(&house, &mut known).await {
            tracing::warn!(%error, "could not read what happened");
        }
    }
}

async fn heads(house: &House) -> Result<HashMap<OrgId, i64>> {
    let mut read = house.read().await?;
    let heads =
        read.0.rows("SELECT org_id, seq FROM history_heads", &[], |row| Ok((row.get(0)?, row.get(1)?)));
    Ok(heads.await?.into_iter().collect())
}

async fn tell(house: &House, known: &mut HashMap<OrgId, i64>) -> Result<()> {
    for (org, head) in heads(house).await? {
        let last = known.entry(org).or_insert(0);
        if head <= *last {
            continue;
        }
        // A page that was away for longer than the backlog looks anew anyway.
        let from = (*last).max(head - i64::from(BACKLOG));
        if from > *last {
            house.live.note_rights();
        }
        let mut read = house.read().await?;
        let events = read
            .0
            .rows(
                // Asked once for all pages that hear of it.
                "SELECT e.seq, e.action, e.account_id, e.contact_id, e.creator_id,
                        (SELECT count(*) FROM secure_accounts z
                         WHERE z.org_id = e.org_id AND z.account_id = e.account_id)
                 FROM events e WHERE e.org_id = ?1 AND e.seq > ?2 AND e.seq <= ?3 ORDER BY e.seq",
                params![org, from, head],
                |row| {
                    let Some(action) = Action::parse(&row.get::<String>(1)?) else { return Ok(None) };
                    Ok(Some(Happened {
                        org,
                        seq: row.get(0)?,
                        action,
                        account: row.get(2)?,
                        contact: row.get(3)?,
                        creator: row.get(4)?,
                        secure: row.get::<i64>(5)? != 0,
                        rights: 0,
                    }))
                },
            )
            .await?;
        for happened in events {
            match happened {
                Some(happened) => house.live.tell(happened),
                // A newer version wrote it: it may be about anything.
                None => house.live.note_rights(),
            }
        }
        *last = head;
    }
    Ok(())
}
