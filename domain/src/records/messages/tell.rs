//! Telling people of a message that is for them: those who want to know, by the way they chose.

use db::{Tx, Value};
use kernel::{AccountId, ContactId, MessageId, OrgId, Result, Span};
use serde_json::json;

use super::MESSAGES;
use crate::access::{Granted, MessagesView, Select};
use crate::change::Change;
use crate::notices::{self, Letter, LetterKind, choices};

/// Whoever has not heard of a message a day later finds it in the portal.
const LASTS: Span = Span::days(1);

/// Puts a letter into the outbox for each person linked to the contact who wants one.
pub(super) async fn tell(
    change: &mut Change,
    org: OrgId,
    (account, contact): (AccountId, ContactId),
    message: MessageId,
) -> Result<()> {
    let kind = LetterKind::NewMessage;
    for wanting in choices::wanting(&mut change.tx, org, kind, account, contact).await? {
        let letter = Letter {
            kind,
            channel: wanting.channel,
            to: wanting.to,
            user: Some(wanting.user),
            account: Some(account),
            data: json!({ "message": message.to_string() }),
            ends_at: Some(change.at + LASTS),
        };
        notices::put(change, org, letter).await?;
    }
    Ok(())
}

/// What a letter may say of a new message.
pub(crate) struct News {
    pub caller: String,
    pub subject: String,
}

/// The message, if it is within reach and nobody has read it.
pub(crate) async fn news(
    tx: &mut Tx,
    granted: &Granted<MessagesView>,
    id: MessageId,
) -> Result<Option<News>> {
    Select::of("r.caller_name, r.subject", MESSAGES.from)
        .within(granted, &MESSAGES.owner)
        .and("r.id = {} AND r.state = {}", [Value::from(id), Value::from("new")])
        .row(tx, |row| Ok(News { caller: row.get(0)?, subject: row.get(1)? }))
        .await
}
