//! An operator writes a message; the client's open page shows it.

use kernel::{MessageId, Result};

use super::tell::tell;
use super::{NewMessage, take};
use crate::access::{Granted, MessagesCreate};
use crate::delivery::{self, Plans};
use crate::house::House;

pub async fn write(
    house: &House,
    granted: &Granted<MessagesCreate>,
    message: NewMessage,
) -> Result<MessageId> {
    let mut change = house.change(granted).await?;
    take::must_be_in_place(&mut change.tx, granted, &message).await?;
    let id = MessageId::new(change.at, &change.dice);
    let creator = granted.actor().user_id();
    take::insert(&mut change.tx, granted.org(), id, creator, change.at, &message).await?;
    if message.state == "new" {
        tell(&mut change, granted.org(), (message.account, message.contact), &[id]).await?;
    }
    let sent =
        delivery::begin(&mut change, granted.org(), (id, creator), &message, &mut Plans::default()).await?;
    let mut recorded = change.record(granted.actor(), take::event(id, creator, &message)).await?;
    for event in sent {
        recorded = recorded.and(granted.actor(), event).await?;
    }
    recorded.commit().await?;
    Ok(id)
}
