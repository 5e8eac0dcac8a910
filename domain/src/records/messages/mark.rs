//! Marking a message as read or done.

use db::{Tx, Value, params};
use kernel::{AccountId, ContactId, Error, MessageId, OrgId, Result, UserId};

use super::STATES;
use super::collection::OWNER;
use crate::access::{Granted, MessagesMark, Select};
use crate::delivery::{self, Going};
use crate::history::{Action, Event};
use crate::house::House;

/// Sets the state of a message to one of [`STATES`]; the same state again changes nothing.
pub async fn mark(house: &House, granted: &Granted<MessagesMark>, id: MessageId, state: &str) -> Result<()> {
    let state = STATES
        .iter()
        .find(|known| known.value == state)
        .ok_or_else(|| Error::invalid("state", "Choose new, read or done."))?;
    let mut change = house.change(granted).await?;
    let before = Select::of("r.state, r.account_id, r.contact_id, r.created_by, r.caller_name", "messages r")
        .within(granted, &OWNER)
        .and("r.id = {}", [Value::from(id)])
        .row(&mut change.tx, |row| {
            Ok((
                row.get::<String>(0)?,
                row.get::<AccountId>(1)?,
                row.get::<Option<ContactId>>(2)?,
                row.get::<Option<UserId>>(3)?,
                row.get::<String>(4)?,
            ))
        })
        .await?
        .ok_or(Error::NotFound)?;
    let (old, account, contact, creator, caller) = before;
    if old == state.value {
        return Ok(());
    }
    // The delivery before the message, as whoever sends it on takes them.
    let going = Going { org: granted.org(), message: id, account, contact, creator, caller: caller.clone() };
    let seen =
        if state.value == "new" { None } else { delivery::seen_by(&mut change, granted, &going).await? };
    change
        .tx
        .execute(
            "UPDATE messages SET state = ?3 WHERE org_id = ?1 AND id = ?2",
            params![granted.org(), id, state.value],
        )
        .await?;
    let event = Event::of(Action::MessageMarked)
        .about(id.any(), format!("from {caller}"))
        .in_account(account)
        .owned(contact, creator)
        .changed("state", old, state.value);
    let mut recorded = change.record(granted.actor(), event).await?;
    if let Some(seen) = seen {
        recorded = recorded.and(granted.actor(), seen).await?;
    }
    recorded.commit().await
}

/// How far its delivery has come, so that lists can be asked for it.
pub(crate) async fn note_delivery(tx: &mut Tx, org: OrgId, id: MessageId, state: &str) -> Result<()> {
    tx.execute("UPDATE messages SET delivery = ?3 WHERE org_id = ?1 AND id = ?2", params![org, id, state])
        .await?;
    Ok(())
}
