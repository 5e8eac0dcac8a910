//! Somebody has it: nobody else is asked any more.

use db::{Value, params};
use kernel::{Error, MessageId, Result};

use super::advance::Going;
use crate::access::{AnyGranted, Granted, Kind, MessagesMark, Select};
use crate::change::Change;
use crate::history::{Action, Event};
use crate::house::House;
use crate::records::messages::{self, MESSAGES};

/// How it became known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum How {
    /// By the link in a letter.
    Link,
    /// By somebody of the account who was signed in.
    Portal,
    /// An operator was told.
    Phone,
    /// By a reply to the text message.
    Reply,
    /// By the answer of the client's system.
    Webhook,
}

impl How {
    pub const ALL: [Self; 5] = [Self::Link, Self::Portal, Self::Phone, Self::Reply, Self::Webhook];

    pub const fn name(self) -> &'static str {
        match self {
            Self::Link => "link",
            Self::Portal => "portal",
            Self::Phone => "phone",
            Self::Reply => "reply",
            Self::Webhook => "webhook",
        }
    }

    /// “by the link in a letter”
    pub const fn words(self) -> &'static str {
        match self {
            Self::Link => "by the link",
            Self::Portal => "in the portal",
            Self::Phone => "who was told by phone",
            Self::Reply => "by a reply to the text message",
            Self::Webhook => "by the answer of the webhook",
        }
    }

    pub fn stored(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|how| how.name() == name)
    }

    const fn by(kind: Kind) -> Self {
        match kind {
            Kind::PortalUser => Self::Portal,
            Kind::Operator | Kind::System => Self::Phone,
        }
    }
}

/// By a person of the account, or by an operator who was told; a second time changes nothing.
pub async fn acknowledge(house: &House, granted: &Granted<MessagesMark>, id: MessageId) -> Result<()> {
    let mut change = house.change(granted).await?;
    let found =
        Select::of("r.account_id, r.contact_id, r.created_by, r.caller_name, r.delivery", "messages r")
            .within(granted, &MESSAGES.owner)
            .and("r.id = {}", [Value::from(id)])
            .row(&mut change.tx, |row| {
                let going = Going {
                    org: granted.org(),
                    message: id,
                    account: row.get(0)?,
                    contact: row.get(1)?,
                    creator: row.get(2)?,
                    caller: row.get(3)?,
                };
                Ok((going, row.get::<String>(4)?))
            })
            .await?;
    let (going, state) = found.ok_or(Error::NotFound)?;
    if state == "none" {
        return Err(Error::conflict("This message was sent to nobody: there is nothing to acknowledge."));
    }
    let actor = granted.actor();
    match close(&mut change, &going, &actor.signature(), How::by(actor.kind())).await? {
        None => Ok(()),
        Some(event) => change.record(actor, event).await?.commit().await,
    }
}

/// Whoever of the account marks a message as read or done has it. An operator's mark says nothing of the client.
pub async fn seen_by(change: &mut Change, granted: &AnyGranted, going: &Going) -> Result<Option<Event>> {
    let actor = granted.actor();
    if actor.kind() != Kind::PortalUser {
        return Ok(None);
    }
    close(change, going, &actor.signature(), How::Portal).await
}

/// Ends a delivery that waits, or that nobody answered; nothing if there is none, or somebody was quicker.
pub(super) async fn close(change: &mut Change, going: &Going, by: &str, how: How) -> Result<Option<Event>> {
    let closed = change
        .tx
        .execute(
            "UPDATE deliveries SET state = 'acknowledged', next_at = NULL, done_at = ?3, acknowledged_by = ?4,
                                   acknowledged_how = ?5
             WHERE org_id = ?1 AND message_id = ?2 AND state IN ('waiting', 'nobody')",
            params![going.org, going.message, change.at, by, how.name()],
        )
        .await?;
    if closed == 0 {
        return Ok(None);
    }
    messages::note_delivery(&mut change.tx, going.org, going.message, "acknowledged").await?;
    Ok(Some(going.event(Action::MessageAcknowledged).changed("by", "", format!("{by}, {}", how.words()))))
}
