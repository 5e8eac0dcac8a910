//! The address of a user in one account.

use std::fmt;
use std::str::FromStr;

use uuid::Uuid;

use crate::{AnyId, Dice, IdError, Timestamp, UserId};

/// A user in one account. Most people have one account only: then it is the person's own id, and it looks like one. A
/// further account of the same person has an id of its own.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct MemberId(UserId);

impl MemberId {
    pub const PREFIX: &'static str = UserId::PREFIX;

    pub fn new(at: Timestamp, dice: &Dice) -> Self {
        Self(UserId::new(at, dice))
    }

    pub const fn from_uuid(uuid: Uuid) -> Self {
        Self(UserId::from_uuid(uuid))
    }

    pub const fn uuid(self) -> Uuid {
        self.0.uuid()
    }

    pub const fn any(self) -> AnyId {
        self.0.any()
    }
}

/// Somebody's first account. There is no way back: what belongs to the person is never asked for by this id.
impl From<UserId> for MemberId {
    fn from(first: UserId) -> Self {
        Self(first)
    }
}

impl fmt::Display for MemberId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.0, f)
    }
}

impl fmt::Debug for MemberId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.0, f)
    }
}

impl FromStr for MemberId {
    type Err = IdError;

    fn from_str(text: &str) -> Result<Self, IdError> {
        text.parse().map(Self)
    }
}

impl serde::Serialize for MemberId {
    fn serialize<S: serde::Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        self.0.serialize(s)
    }
}
