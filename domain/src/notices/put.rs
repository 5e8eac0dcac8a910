//! Putting a letter into the outbox, in the transaction of the change that it tells of (invariant 2).

use db::params;
use kernel::{Email, Error, OrgId, OutgoingId, Result, text::fold};

use super::{Channel, Letter, State, hold};
use crate::change::{Change, Working};

/// The letter leaves once the change is committed, and not at all if it is not.
pub(crate) fn put(change: &mut Change, org: OrgId, letter: Letter) -> Working<'_, OutgoingId> {
    Box::pin(async move {
        let lane = lane(letter.channel, &letter.to)?;
        if letter.kind.shape().newest_only {
            replace_earlier(change, org, &letter, &lane).await?;
        }
        let id = OutgoingId::new(change.at, &change.dice);
        let held = hold::is_held(&mut change.tx, org).await?;
        let (state, next_at) = if held { (State::Held, None) } else { (State::Queued, Some(change.at)) };
        change
        .tx
        .execute(
            "INSERT INTO outbox (org_id, id, kind, channel, recipient, lane, place, user_id, account_id, data, state,
                                 reason, attempts, next_at, ends_at, created_at, search)
             SELECT ?1, ?2, ?3, ?4, ?5, ?6, COALESCE(MAX(place), 0) + 1, ?7, ?8, ?9, ?10, '', 0, ?11, ?12, ?13, ?14
             FROM outbox WHERE org_id = ?1 AND channel = ?4 AND lane = ?6 AND done_at IS NULL",
            params![
                org,
                id,
                letter.kind.name(),
                letter.channel.name(),
                &letter.to,
                &lane,
                letter.user,
                letter.account,
                letter.data.to_string(),
                state.name(),
                next_at,
                letter.ends_at,
                change.at,
                fold(&format!("{} {}", letter.to, letter.kind.shape().title)),
            ],
        )
        .await?;
        Ok(id)
    })
}

/// Letters to one recipient share a lane, however the address is written.
fn lane(channel: Channel, to: &str) -> Result<String> {
    match channel {
        Channel::Email => {
            Email::parse(to).map(|email| email.folded()).map_err(|error| Error::invalid("email", error.0))
        }
        Channel::Sms
            if to.len() > 1 && to.starts_with('+') && to.bytes().skip(1).all(|b| b.is_ascii_digit()) =>
        {
            Ok(to.to_owned())
        }
        Channel::Sms => Err(Error::invalid("phone", "Enter a telephone number with its country code.")),
    }
}

/// Two links of which only the later one opens anything would confuse: the earlier letter stays here. One that is
/// leaving at this very moment is passed over.
async fn replace_earlier(change: &mut Change, org: OrgId, letter: &Letter, lane: &str) -> Result<()> {
    let earlier: Vec<OutgoingId> = change
        .tx
        .rows(
            "SELECT id FROM outbox WHERE org_id = ?1 AND channel = ?2 AND lane = ?3 AND kind = ?4 AND user_id = ?5
             AND state IN ('queued', 'waiting', 'held') /* pass over taken */",
            params![org, letter.channel.name(), lane, letter.kind.name(), letter.user],
            |row| row.get(0),
        )
        .await?;
    for id in earlier {
        change
            .tx
            .execute(
                "UPDATE outbox SET state = 'dropped', reason = 'A newer one took its place.', next_at = NULL,
                                   done_at = ?3
                 WHERE org_id = ?1 AND id = ?2",
                params![org, id, change.at],
            )
            .await?;
    }
    Ok(())
}
