//! What goes into a statement: numbers, texts, bytes, ids and nothing.

use std::borrow::Cow;

use kernel::{
    AccountId, AnnouncementId, AttachmentId, CallId, ContactId, Email, EventId, ImportId, JobId, KeyId,
    MemberId, MessageId, Name, OrgId, OutgoingId, OverrideId, PasskeyId, Phone, PhotoId, PlanId, PushId,
    RoleId, ScheduleId, SessionId, StatusId, StepId, Timestamp, TokenHash, UserId, ViewId,
};
use kernel::{
    CommentId, DeliveryId, EmergencyId, FeedId, ProposalId, RecordingId, ResourceId, TaskId, TurnId,
    UploadId, WebhookId,
};
use uuid::Uuid;

/// One parameter. Both engines know these five kinds and no other.
#[derive(Clone, Debug, PartialEq)]
pub enum Value<'a> {
    Null,
    Int(i64),
    Text(Cow<'a, str>),
    Bytes(Cow<'a, [u8]>),
    Uuid(Uuid),
}

impl Value<'_> {
    pub fn into_owned(self) -> Value<'static> {
        match self {
            Self::Null => Value::Null,
            Self::Int(n) => Value::Int(n),
            Self::Text(text) => Value::Text(Cow::Owned(text.into_owned())),
            Self::Bytes(bytes) => Value::Bytes(Cow::Owned(bytes.into_owned())),
            Self::Uuid(id) => Value::Uuid(id),
        }
    }
}

/// The parameters of a statement: `params![org, id, "active"]` for `?1, ?2, ?3`.
#[macro_export]
macro_rules! params {
    ($($value:expr),* $(,)?) => { &[$($crate::Value::from($value)),*] };
}

impl From<i64> for Value<'_> {
    fn from(n: i64) -> Self {
        Self::Int(n)
    }
}

impl From<bool> for Value<'_> {
    fn from(yes: bool) -> Self {
        Self::Int(i64::from(yes))
    }
}

impl<'a> From<&'a str> for Value<'a> {
    fn from(text: &'a str) -> Self {
        Self::Text(Cow::Borrowed(text))
    }
}

impl<'a> From<&'a String> for Value<'a> {
    fn from(text: &'a String) -> Self {
        Self::Text(Cow::Borrowed(text))
    }
}

impl From<String> for Value<'_> {
    fn from(text: String) -> Self {
        Self::Text(Cow::Owned(text))
    }
}

impl<'a> From<&'a [u8]> for Value<'a> {
    fn from(bytes: &'a [u8]) -> Self {
        Self::Bytes(Cow::Borrowed(bytes))
    }
}

impl<'a> From<&'a TokenHash> for Value<'a> {
    fn from(hash: &'a TokenHash) -> Self {
        Self::Bytes(Cow::Borrowed(hash.as_bytes()))
    }
}

impl From<Uuid> for Value<'_> {
    fn from(id: Uuid) -> Self {
        Self::Uuid(id)
    }
}

impl From<OrgId> for Value<'_> {
    fn from(org: OrgId) -> Self {
        Self::Int(org.number())
    }
}

impl From<Timestamp> for Value<'_> {
    fn from(at: Timestamp) -> Self {
        Self::Int(at.micros())
    }
}

impl<'a, T: Into<Value<'a>>> From<Option<T>> for Value<'a> {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Null, Into::into)
    }
}

macro_rules! ids {
    ($($id:ident),*) => {$(
        impl From<$id> for Value<'_> {
            fn from(id: $id) -> Self {
                Self::Uuid(id.uuid())
            }
        }
    )*};
}
ids!(
    AccountId,
    AnnouncementId,
    AttachmentId,
    UserId,
    ContactId,
    RoleId,
    SessionId,
    StatusId,
    ViewId,
    KeyId,
    EventId,
    ImportId,
    JobId,
    CallId,
    MessageId,
    OutgoingId,
    PasskeyId,
    PhotoId,
    PlanId,
    PushId,
    StepId
);
ids!(MemberId);
ids!(ScheduleId, OverrideId, TurnId, FeedId);
ids!(CommentId, DeliveryId, EmergencyId, ProposalId, ResourceId, TaskId, WebhookId);
ids!(RecordingId, UploadId);

macro_rules! texts {
    ($($text:ident),*) => {$(
        impl<'a> From<&'a $text> for Value<'a> {
            fn from(text: &'a $text) -> Self {
                Self::Text(Cow::Borrowed(text.as_str()))
            }
        }
    )*};
}
texts!(Email, Name, Phone);
