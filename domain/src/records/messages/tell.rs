//! Telling people of a message that is for them: those who want to know, by the way they chose.

use db::{Tx, Value};
use kernel::{AccountId, ContactId, MessageId, OrgId, Result, Span};
use serde_json::json;

use super::MESSAGES;
use crate::access::{Granted, MessagesView, Select};
use crate::change::Change;
use crate::notices::{self, LetterKind, Notice, Whom};

/// Whoever has not heard of a message a day later finds it in the portal.
const LASTS: Span = Span::days(1);

/// Tells the people linked to the contact of what came for it, the latest last; of what is for nobody in particular, those
/// who see all of the account.
pub(super) async fn tell(
    change: &mut Change,
    org: OrgId,
    (account, contact): (AccountId, Option<ContactId>),
    came: &[MessageId],
) -> Result<()> {
    let notice = Notice {
        kind: LetterKind::NewMessage,
        account,
        all: came.iter().map(|id| json!({ "message": id.to_string() })).collect(),
        ends_at: change.at + LASTS,
        by: None,
    };
    notices::tell(change, org, &notice, contact.map_or(Whom::Account, Whom::Contact)).await
}

/// What a letter may say of a new message.
pub(crate) struct News {
    pub caller: String,
    pub subject: String,
    pub text: String,
}

/// The message, if it is within reach and nobody has read it.
pub(crate) async fn news(
    tx: &mut Tx,
    granted: &Granted<MessagesView>,
    id: MessageId,
) -> Result<Option<News>> {
    Select::of("r.caller_name, r.subject, r.body", MESSAGES.from)
        .within(granted, &MESSAGES.owner)
        .and("r.id = {} AND r.state = {}", [Value::from(id), Value::from("new")])
        .row(tx, |row| Ok(News { caller: row.get(0)?, subject: row.get(1)?, text: row.get(2)? }))
        .await
}
