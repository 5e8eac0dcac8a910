//! A message as another program tells of it.

use domain::records::messages::{self, PRIORITIES, STATES};
use kernel::Invalid;
use serde::Deserialize;
use utoipa::ToSchema;

use crate::body::{id, line, paragraph};
use crate::choices::{moment, one_of};
use crate::openapi::{account_id, call_id, contact_id, message_priorities, message_states};

const NUMBER: usize = 80;
const NAME: usize = 120;
const EXTERNAL_ID: usize = 200;
const SUBJECT: usize = 200;
const TEXT: usize = 10_000;

/// A message that is to be taken in.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewMessage {
    /// The id of the account.
    #[schema(required, schema_with = account_id)]
    #[serde(default)]
    account: String,
    /// The id of the account's contact whom the message is for.
    #[schema(schema_with = contact_id)]
    contact: Option<String>,
    /// The id in the system that the message comes from; a message with the same one is not taken in twice.
    #[schema(max_length = 200)]
    external_id: Option<String>,
    /// The id of the call in which it was left.
    #[schema(schema_with = call_id)]
    call: Option<String>,
    /// RFC 3339; now, if it is left out.
    #[schema(format = DateTime)]
    taken_at: Option<String>,
    #[schema(max_length = 120)]
    caller_name: Option<String>,
    #[schema(max_length = 120)]
    caller_company: Option<String>,
    #[schema(max_length = 80)]
    caller_number: Option<String>,
    #[schema(max_length = 80)]
    caller_mobile: Option<String>,
    /// `normal`, if it is left out.
    #[schema(schema_with = message_priorities)]
    #[serde(default = "normal")]
    priority: String,
    #[schema(max_length = 200)]
    subject: Option<String>,
    /// What the caller wanted to be known.
    #[schema(required, min_length = 1, max_length = 10_000)]
    #[serde(default)]
    text: String,
    /// Who took the message.
    #[schema(max_length = 120)]
    operator: Option<String>,
    /// `new`, if it is left out.
    #[schema(schema_with = message_states)]
    #[serde(default = "unread")]
    state: String,
}

fn normal() -> String {
    "normal".to_owned()
}

fn unread() -> String {
    "new".to_owned()
}

impl NewMessage {
    /// The message, or everything that is wrong with it.
    pub fn check(self) -> Result<messages::NewMessage, Invalid> {
        let mut invalid = Invalid::default();
        let account = invalid.check("account", self.account.parse());
        let contact = id(&mut invalid, "contact", self.contact.as_deref().unwrap_or_default());
        let call = id(&mut invalid, "call", self.call.as_deref().unwrap_or_default());
        let taken_at = self.taken_at.as_deref().and_then(|text| moment(&mut invalid, "taken_at", text));
        let priority = one_of(&mut invalid, "priority", PRIORITIES, &self.priority);
        let state = one_of(&mut invalid, "state", STATES, &self.state);
        let text = paragraph(&mut invalid, "text", &self.text, TEXT);
        if self.text.trim().is_empty() {
            invalid.push("text", "Write the message.");
        }
        let mut short = |field: &str, written: Option<String>, max| {
            line(&mut invalid, field, written.as_deref().unwrap_or_default(), max)
        };
        let external_id =
            Some(short("external_id", self.external_id, EXTERNAL_ID)).filter(|text| !text.is_empty());
        let caller_name = short("caller_name", self.caller_name, NAME);
        let caller_company = short("caller_company", self.caller_company, NAME);
        let caller_number = short("caller_number", self.caller_number, NUMBER);
        let caller_mobile = short("caller_mobile", self.caller_mobile, NUMBER);
        let subject = short("subject", self.subject, SUBJECT);
        let operator = short("operator", self.operator, NAME);
        match (account, priority, state) {
            (Some(account), Some(priority), Some(state)) if invalid.is_empty() => Ok(messages::NewMessage {
                account,
                contact,
                external_id,
                call,
                taken_at,
                caller_name,
                caller_company,
                caller_number,
                caller_mobile,
                priority,
                subject,
                text,
                operator,
                state,
            }),
            _ => Err(invalid),
        }
    }
}
