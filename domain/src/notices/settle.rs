//! What became of an attempt: the letter is sent, waits for the next one, or failed for good.

use db::params;
use kernel::{Result, Span, Timestamp};

use super::claim::Outgoing;
use super::delays::{self, Failure};
use super::lines::one_line;
use super::{Channel, LetterKind, State};
use crate::access::Actor;
use crate::change::Change;
use crate::history::Action;
use crate::house::House;
use crate::people::invitations;

/// The longest answer that is kept.
const ANSWER: usize = 300;

/// How an attempt ended, with what the other side said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// The other side has it now.
    Accepted(String),
    /// This letter was refused for now.
    Later(String),
    /// This letter was refused for good.
    Refused(String),
    /// The other side could not be reached, or serves nobody: other letters need not be tried now either.
    Unreachable(String),
    /// The other side serves nobody before so much time has passed (`Retry-After`, RFC 9110 10.2.3).
    Busy(String, Span),
    /// It was handed over, but nobody heard the answer: it may have arrived.
    Unheard(String),
}

impl Outcome {
    const fn name(&self) -> &'static str {
        match self {
            Self::Accepted(_) => "accepted",
            Self::Later(_) => "later",
            Self::Refused(_) => "refused",
            Self::Unreachable(_) | Self::Busy(..) => "unreachable",
            Self::Unheard(_) => "unheard",
        }
    }

    fn answer(&self) -> String {
        let (Self::Accepted(text)
        | Self::Later(text)
        | Self::Refused(text)
        | Self::Unreachable(text)
        | Self::Busy(text, _)
        | Self::Unheard(text)) = self;
        one_line(text).chars().take(ANSWER).collect()
    }

    const fn failure(&self) -> Failure {
        match self {
            Self::Unreachable(_) => Failure::Way,
            Self::Busy(_, wait) => Failure::Busy(*wait),
            _ => Failure::Letter,
        }
    }
}

/// Writes down how the attempt ended; `false` if somebody took the letter in the meantime, because it lasted too
/// long: then nothing is changed.
pub async fn settle(house: &House, outgoing: &Outgoing, outcome: Outcome) -> Result<bool> {
    let mut change = house.change_unasked().await?;
    let now = change.at;
    let again = delays::next(outcome.failure(), outgoing.attempt, outgoing.created_at, now);
    let (state, next_at) = match (&outcome, outgoing.channel) {
        (Outcome::Accepted(_), _) => (State::Sent, None),
        (Outcome::Refused(_), _) => (State::Failed, None),
        // A mail that comes twice has the same Message-ID. A text message has nothing of the kind.
        (Outcome::Unheard(_), Channel::Sms) => (State::Unclear, None),
        _ => again.map_or((State::Failed, None), |at| (State::Waiting, Some(at))),
    };
    let answer = outcome.answer();
    let reason = if state == State::Sent { "" } else { &answer };
    let done_at = next_at.is_none().then_some(now);
    let ours = change
        .tx
        .execute(
            "UPDATE outbox SET state = ?4, reason = ?5, next_at = ?6, done_at = ?7
             WHERE org_id = ?1 AND id = ?2 AND attempts = ?3 AND state = 'sending'",
            params![outgoing.org, outgoing.id, outgoing.attempt, state.name(), reason, next_at, done_at],
        )
        .await?;
    if ours == 0 {
        return Ok(false);
    }
    change
        .tx
        .execute(
            "UPDATE outbox_attempts SET ended_at = ?4, outcome = ?5, answer = ?6
             WHERE org_id = ?1 AND outgoing_id = ?2 AND number = ?3",
            params![outgoing.org, outgoing.id, outgoing.attempt, now, outcome.name(), &answer],
        )
        .await?;
    if let Some(at) = next_at {
        others_wait(&mut change, outgoing, at).await?;
    }
    match state {
        State::Failed | State::Unclear => failed(change, outgoing, state, &answer).await?,
        _ => change.commit_housekeeping().await?,
    }
    Ok(true)
}

/// What follows to the same recipient waits as long: it keeps its order, and nobody looks at it before.
async fn others_wait(change: &mut Change, outgoing: &Outgoing, at: Timestamp) -> Result<()> {
    change
        .tx
        .execute(
            "UPDATE outbox SET next_at = ?4
             WHERE org_id = ?1 AND channel = ?3 AND done_at IS NULL AND next_at < ?4 AND state <> 'sending'
               AND lane = (SELECT o.lane FROM outbox o WHERE o.org_id = ?1 AND o.id = ?2)",
            params![outgoing.org, outgoing.id, outgoing.channel.name(), at],
        )
        .await?;
    Ok(())
}

async fn failed(mut change: Change, outgoing: &Outgoing, state: State, answer: &str) -> Result<()> {
    if let (LetterKind::Invitation, Some(user)) = (outgoing.kind, outgoing.user) {
        invitations::bounced(&mut change, outgoing.org, user).await?;
    }
    let actor = Actor::system(outgoing.org, "outbox");
    let event = super::ended::event(
        Action::LetterFailed,
        outgoing.id,
        outgoing.kind.name(),
        &outgoing.to,
        outgoing.account,
    )
    .changed("state", State::Sending.name(), state.name())
    .changed("reason", "", answer);
    change.record(&actor, event).await?.commit().await
}
