//! One thing that happened.

use kernel::{AccountId, AnyId, ContactId, UserId};
use serde::{Deserialize, Serialize};

use super::Action;

/// What happened, to what, and what was different afterwards.
#[derive(Clone, Debug)]
pub struct Event {
    pub action: Action,
    pub account: Option<AccountId>,
    pub contact: Option<ContactId>,
    pub creator: Option<UserId>,
    pub thing: Option<AnyId>,
    /// The name of the thing at that time, so that the line can still be read when the thing is gone.
    pub label: String,
    pub changes: Vec<FieldChange>,
}

/// One field before and after, in words. Secrets are never in it: see [`Event::secret`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FieldChange {
    pub field: String,
    pub before: String,
    pub after: String,
}

impl Event {
    pub fn of(action: Action) -> Self {
        Self {
            action,
            account: None,
            contact: None,
            creator: None,
            thing: None,
            label: String::new(),
            changes: Vec::new(),
        }
    }

    pub fn about(mut self, thing: AnyId, label: impl Into<String>) -> Self {
        self.thing = Some(thing);
        self.label = label.into();
        self
    }

    pub fn labelled(mut self, label: impl Into<String>) -> Self {
        self.label = label.into();
        self
    }

    pub fn in_account(mut self, account: AccountId) -> Self {
        self.account = Some(account);
        self
    }

    /// For whom the thing is and who made it: decides whose open pages hear of it.
    pub fn owned(mut self, contact: Option<ContactId>, creator: Option<UserId>) -> Self {
        self.contact = contact;
        self.creator = creator;
        self
    }

    /// Notes a field that changed; the same value before and after is no change.
    pub fn changed(mut self, field: &str, before: impl Into<String>, after: impl Into<String>) -> Self {
        let (before, after) = (before.into(), after.into());
        if before != after {
            self.changes.push(FieldChange { field: field.to_owned(), before, after });
        }
        self
    }

    /// Notes that a secret changed, without either value.
    pub fn secret(mut self, field: &str) -> Self {
        let hidden = "(not shown)".to_owned();
        self.changes.push(FieldChange { field: field.to_owned(), before: hidden.clone(), after: hidden });
        self
    }
}
