//! A change happens whole or not at all, and never without its line in the history.

use std::pin::Pin;

use db::Tx;
use kernel::{Dice, Result, Timestamp};

use crate::access::Actor;
use crate::accounts::onboarding;
use crate::history::{self, Event};
use crate::records::intake::{self, Once};

/// A transaction that has recorded nothing yet. It has no `commit`: that is the point.
pub struct Change {
    pub(crate) tx: Tx,
    pub at: Timestamp,
    pub(crate) dice: Dice,
    /// The name of the request that makes something, until that is remembered.
    once: Option<Once>,
}

/// Work behind a pointer: it is in the program once, and not once more for each door that waits for it (decision 0039).
pub(crate) type Working<'a, T> = Pin<Box<dyn Future<Output = Result<T>> + Send + 'a>>;

/// A transaction with at least one event.
pub struct Recorded(Change);

impl Change {
    pub(crate) const fn new(tx: Tx, at: Timestamp, dice: Dice) -> Self {
        Self { tx, at, dice, once: None }
    }

    pub(crate) fn once(self, once: Option<Once>) -> Self {
        Self { once, ..self }
    }

    /// The first event says what was made.
    pub(crate) fn record(mut self, actor: &Actor, event: Event) -> Working<'_, Recorded> {
        Box::pin(async move {
            if let Some(once) = self.once.take()
                && let Some(thing) = event.thing
            {
                intake::remember_made(&mut self, actor, &once, thing).await?;
            }
            let happened = (event.action, event.account);
            history::append(&mut self, actor, event).await?;
            for done in onboarding::notice(&mut self, actor, happened).await? {
                history::append(&mut self, actor, done).await?;
            }
            Ok(Recorded(self))
        })
    }

    /// Commits what is no change of anybody's data: a counter of attempts, a session's last-seen, a sweep.
    pub(crate) async fn commit_housekeeping(self) -> Result<()> {
        Ok(self.tx.commit().await?)
    }
}

impl Recorded {
    pub(crate) async fn and(self, actor: &Actor, event: Event) -> Result<Self> {
        self.0.record(actor, event).await
    }

    pub(crate) const fn change(&mut self) -> &mut Change {
        &mut self.0
    }

    pub(crate) async fn commit(mut self) -> Result<()> {
        self.0.tx.announce().await?;
        Ok(self.0.tx.commit().await?)
    }
}
