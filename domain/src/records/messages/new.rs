//! A message that is to be written or taken in, checked.

use kernel::{AccountId, CallId, ContactId, Timestamp, text::fold};

#[derive(Clone, Debug)]
pub struct NewMessage {
    pub account: AccountId,
    pub contact: Option<ContactId>,
    /// The id in the system that the message comes from; a message with the same one is not taken in twice.
    pub external_id: Option<String>,
    pub call: Option<CallId>,
    /// Now, if it is not said.
    pub taken_at: Option<Timestamp>,
    pub caller_name: String,
    pub caller_company: String,
    pub caller_number: String,
    pub caller_mobile: String,
    /// One of [`super::PRIORITIES`].
    pub priority: &'static str,
    pub subject: String,
    pub text: String,
    pub operator: String,
    /// One of [`super::STATES`].
    pub state: &'static str,
}

impl NewMessage {
    pub(super) fn search(&self) -> String {
        fold(&format!(
            "{} {} {} {} {} {} {}",
            self.caller_name,
            self.caller_company,
            self.caller_number,
            self.caller_mobile,
            self.subject,
            self.text,
            self.operator
        ))
    }

    /// How the history calls it: nothing of what it says.
    pub(super) fn label(&self) -> String {
        if self.caller_name.is_empty() { String::new() } else { format!("from {}", self.caller_name) }
    }
}
