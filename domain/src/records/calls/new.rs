//! A call that is to be taken in, checked.

use kernel::{AccountId, ContactId, Timestamp, text::fold};

use crate::recordings::fetch::FetchAddress;

#[derive(Clone, Debug)]
pub struct NewCall {
    pub account: AccountId,
    pub contact: Option<ContactId>,
    /// The id in the system that the call comes from; a call with the same one is not taken in twice.
    pub external_id: Option<String>,
    /// One of [`super::DIRECTIONS`].
    pub direction: &'static str,
    /// One of [`super::STATES`].
    pub state: &'static str,
    pub from: String,
    pub from_name: String,
    pub to: String,
    pub started_at: Timestamp,
    pub answered_at: Option<Timestamp>,
    /// Seconds.
    pub duration: i64,
    pub operator: String,
    pub notes: String,
    /// Where its recording is fetched from, if it has one and recordings are kept.
    pub recording: Option<FetchAddress>,
}

impl NewCall {
    pub(super) fn search(&self) -> String {
        fold(&format!("{} {} {} {} {}", self.from_name, self.from, self.to, self.operator, self.notes))
    }
}
