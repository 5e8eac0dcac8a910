//! Proof of dispatch: each attempt at a message, with its person, its address, its time, and what became of it.

use db::{Value, params};
use kernel::{ContactId, Error, MessageId, Result, Timestamp};

use super::acknowledge::How;
use super::means::Means;
use crate::access::{Granted, MessagesView, Reach, Select};
use crate::house::Read;
use crate::notices::State;
use crate::records::messages::MESSAGES;

#[derive(Clone, Debug)]
pub struct Delivery {
    /// One of [`super::STATES`].
    pub state: String,
    pub began_at: Timestamp,
    /// When somebody is asked next, if nobody answers until then.
    pub next_at: Option<Timestamp>,
    pub done_at: Option<Timestamp>,
    /// Who has it, and how that is known.
    pub acknowledged: Option<(String, How)>,
    pub attempts: Vec<Attempt>,
    /// What was said to it by text message, in its order.
    pub replies: Vec<Reply>,
}

#[derive(Clone, Debug)]
pub struct Reply {
    pub name: String,
    pub text: String,
    pub at: Timestamp,
}

#[derive(Clone, Debug)]
pub struct Attempt {
    pub contact: ContactId,
    pub name: String,
    pub channel: Means,
    /// Empty if there was none, or if it is nothing to whoever asks.
    pub address: String,
    /// Nought, and one more for each reminder.
    pub round: i64,
    pub at: Timestamp,
    /// Why there was no letter; empty if there was one.
    pub left_out: String,
    /// What became of the letter.
    pub state: Option<State>,
    /// What the other side said, if it is not sent.
    pub reason: String,
    /// When the mail server or the gateway had it, or when it was given up.
    pub done_at: Option<Timestamp>,
}

/// The delivery of a message within reach; none if its account had no plan for it. Whoever sees only what is for himself
/// or herself sees who else was asked, and not by which address.
pub async fn of_message(
    read: &mut Read,
    granted: &Granted<MessagesView>,
    id: MessageId,
) -> Result<Option<Delivery>> {
    let found = Select::of(
        "d.state, d.began_at, d.next_at, d.done_at, d.acknowledged_by, d.acknowledged_how",
        "messages r LEFT JOIN deliveries d ON d.org_id = r.org_id AND d.message_id = r.id",
    )
    .within(granted, &MESSAGES.owner)
    .and("r.id = {}", [Value::from(id)])
    .row(&mut read.0, |row| {
        let Some(state) = row.get::<Option<String>>(0)? else { return Ok(None) };
        let how = How::stored(&row.get::<String>(5)?);
        Ok(Some(Delivery {
            state,
            began_at: row.get(1)?,
            next_at: row.get(2)?,
            done_at: row.get(3)?,
            acknowledged: how.map(|how| Ok::<_, db::Error>((row.get(4)?, how))).transpose()?,
            attempts: Vec::new(),
            replies: Vec::new(),
        }))
    })
    .await?
    .ok_or(Error::NotFound)?;
    let Some(delivery) = found else { return Ok(None) };
    let attempts = read
        .0
        .rows(
            "SELECT p.contact_id, p.name, p.channel, p.recipient, p.round, p.at, p.left_out,
                    COALESCE(o.state, p.state), COALESCE(o.reason, p.reason, ''), COALESCE(o.done_at, p.sent_at)
             FROM delivery_attempts p LEFT JOIN outbox o ON o.org_id = p.org_id AND o.id = p.outgoing_id
             WHERE p.org_id = ?1 AND p.message_id = ?2 ORDER BY p.place",
            params![granted.org(), id],
            |row| {
                Ok(Attempt {
                    contact: row.get(0)?,
                    name: row.get(1)?,
                    channel: Means::parse(&row.get::<String>(2)?).unwrap_or(Means::Email),
                    address: row.get(3)?,
                    round: row.get(4)?,
                    at: row.get(5)?,
                    left_out: row.get(6)?,
                    state: row.get::<Option<String>>(7)?.map(|state| State::stored(&state)),
                    reason: row.get(8)?,
                    done_at: row.get(9)?,
                })
            },
        )
        .await?;
    let oneself = granted.actor().place().and_then(|place| place.contact);
    let shown = |one: Attempt| match granted.reach() {
        Reach::Own if Some(one.contact) != oneself => Attempt { address: String::new(), ..one },
        _ => one,
    };
    let replies = read
        .0
        .rows(
            "SELECT name, said, at FROM delivery_replies WHERE org_id = ?1 AND message_id = ?2 ORDER BY at, id LIMIT 100",
            params![granted.org(), id],
            |row| Ok(Reply { name: row.get(0)?, text: row.get(1)?, at: row.get(2)? }),
        )
        .await?;
    Ok(Some(Delivery { attempts: attempts.into_iter().map(shown).collect(), replies, ..delivery }))
}
