//! Taking what is due, and settling what became of it. One worker has a fetch at a time; one that ends without a word
//! is made again.

use db::params;
use kernel::{CallId, Error, OrgId, Result, Span, Timestamp};

use super::super::add::{self, Incoming, Kept};
use super::forget;
use crate::access::{Actor, Granted, RecordingsManage};
use crate::history::Action;
use crate::house::House;

/// After this anybody may make the attempt again: longer than one may take.
const ATTEMPT_LASTS: Span = Span::hours(2);
/// Until the next attempt, after the first, the second, and so on; after the last one it is given up.
const DELAYS: [Span; 7] = [
    Span::minutes(1),
    Span::minutes(5),
    Span::minutes(15),
    Span::hours(1),
    Span::hours(3),
    Span::hours(6),
    Span::hours(12),
];
/// Characters that are kept of why an attempt failed.
const LONGEST_WHY: usize = 300;

/// A fetch that is to be made now.
pub struct Due {
    pub org: OrgId,
    pub call: CallId,
    pub url: String,
    /// Only the latest attempt settles anything.
    attempt: i64,
    asked_at: Timestamp,
}

/// How an attempt went.
pub enum Outcome {
    Kept,
    /// It may go better later.
    Again(String),
    /// It will never go better.
    Never(String),
}

/// The next one that is due, of whichever organization.
pub async fn claim(house: &House) -> Result<Option<Due>> {
    let sql = "SELECT org_id, call_id, url, attempts, asked_at FROM recording_fetches
               WHERE due_at IS NOT NULL AND due_at <= ?1 ORDER BY due_at, org_id, call_id LIMIT 1";
    let due = house
        .read()
        .await?
        .0
        .row(sql, params![house.now()], |row| {
            let attempt = row.get::<i64>(3)? + 1;
            Ok(Due { org: row.get(0)?, call: row.get(1)?, url: row.get(2)?, attempt, asked_at: row.get(4)? })
        })
        .await?;
    let Some(due) = due else { return Ok(None) };
    // Of two who have seen it one takes it.
    let mut change = house.change_unasked().await?;
    let taken = change
        .tx
        .execute(
            "UPDATE recording_fetches SET attempts = ?3, due_at = ?4
             WHERE org_id = ?1 AND call_id = ?2 AND attempts = ?3 - 1 AND asked_at = ?5",
            params![due.org, due.call, due.attempt, change.at + ATTEMPT_LASTS, due.asked_at],
        )
        .await?;
    change.commit_housekeeping().await?;
    Ok((taken == 1).then_some(due))
}

impl Due {
    fn granted(&self) -> Result<Granted<RecordingsManage>> {
        Actor::system(self.org, "recording fetch").may()
    }

    /// Begins to take it in, if recordings are still switched on.
    pub async fn begin(&self, house: &House) -> Result<Incoming> {
        add::begin(house, &self.granted()?, self.call).await
    }

    /// Keeps it; `said` is what the other side says that it is. Nothing is asked for any more.
    pub async fn finish(&self, house: &House, incoming: Incoming, said: &str) -> Result<Kept> {
        incoming.finish(house, &self.granted()?, said).await
    }
}

/// What became of it: tried again, or given up, which is a line of the history.
pub async fn settle(house: &House, due: &Due, outcome: Outcome) -> Result<()> {
    let (why, next) = match outcome {
        Outcome::Kept => return Ok(()),
        Outcome::Again(why) => (why, delay(due.attempt)),
        Outcome::Never(why) => (why, None),
    };
    let why: String = why.chars().filter(|c| !c.is_control()).take(LONGEST_WHY).collect();
    let mut change = house.change_unasked().await?;
    let next = next.map(|wait| change.at + wait);
    // What is given up has no address any more: it may still open the recording.
    let settled = change
        .tx
        .execute(
            "UPDATE recording_fetches SET why = ?4, due_at = ?5, url = CASE WHEN ?6 = 0 THEN '' ELSE url END
             WHERE org_id = ?1 AND call_id = ?2 AND attempts = ?3 AND asked_at = ?7",
            params![due.org, due.call, due.attempt, why, next, i64::from(next.is_some()), due.asked_at],
        )
        .await?;
    if settled == 0 || next.is_some() {
        return change.commit_housekeeping().await;
    }
    let granted = due.granted()?;
    let Some(call) = add::find_call(&mut change.tx, &granted, due.call).await? else {
        forget(&mut change.tx, due.org, due.call).await?;
        return change.commit_housekeeping().await;
    };
    let event = call.event(Action::RecordingNotFetched);
    change.record(granted.actor(), event).await?.commit().await
}

fn delay(attempt: i64) -> Option<Span> {
    DELAYS.get(usize::try_from(attempt - 1).ok()?).copied()
}

/// Whether an error of taking it in says that it will never go.
impl From<Error> for Outcome {
    fn from(error: Error) -> Self {
        match error {
            Error::Invalid(wrong) => {
                let said = wrong.fields().first().map(|field| field.message.clone());
                Self::Never(said.unwrap_or_default())
            }
            Error::Conflict(_) | Error::NotFound | Error::Forbidden(_) => Self::Never(error.to_string()),
            other => Self::Again(other.to_string()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_tried_again_for_a_day_and_then_given_up() {
        let waits: Vec<Span> = (1..).map_while(delay).collect();
        assert_eq!(waits.len(), DELAYS.len());
        let day: i64 = waits.iter().map(|wait| wait.as_seconds()).sum();
        assert!((20..24).contains(&(day / 3600)), "{day}");
        assert_eq!((delay(0), delay(8)), (None, None));
    }
}
