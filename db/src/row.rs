//! One row of an answer, read the same way from both engines.

use kernel::{
    AccountId, AnnouncementId, AttachmentId, CallId, ContactId, EventId, ImportId, JobId, KeyId, MemberId,
    MessageId, OrgId, OutgoingId, OverrideId, PasskeyId, PhotoId, PlanId, PushId, RoleId, ScheduleId,
    SessionId, StatusId, StepId, Timestamp, UserId, ViewId,
};
use kernel::{
    CommentId, DeliveryId, EmergencyId, FeedId, ProposalId, RecordingId, ResourceId, TaskId, TurnId,
    UploadId, WebhookId,
};
use uuid::Uuid;

use crate::{Error, Result, Value, postgres, sqlite};

pub enum Row<'a> {
    Sqlite(&'a rusqlite::Row<'a>),
    Postgres(&'a tokio_postgres::Row),
}

impl Row<'_> {
    /// The value of the column at `index` (from 0). A column of another type is a mistake of ours.
    pub fn get<T: Column>(&self, index: usize) -> Result<T> {
        T::read(self, index)
    }

    /// The value whatever its type, for rows whose columns are described as data.
    pub fn value(&self, index: usize) -> Result<Value<'static>> {
        match self {
            Self::Sqlite(row) => sqlite::value(row, index),
            Self::Postgres(row) => postgres::value(row, index),
        }
    }
}

/// A type that a column can be read as.
pub trait Column: Sized {
    fn read(row: &Row<'_>, index: usize) -> Result<Self>;
}

impl Column for i64 {
    fn read(row: &Row<'_>, index: usize) -> Result<Self> {
        match row {
            Row::Sqlite(row) => Ok(row.get(index)?),
            Row::Postgres(row) => Ok(row.try_get(index)?),
        }
    }
}

impl Column for bool {
    fn read(row: &Row<'_>, index: usize) -> Result<Self> {
        Ok(i64::read(row, index)? != 0)
    }
}

impl Column for String {
    fn read(row: &Row<'_>, index: usize) -> Result<Self> {
        match row {
            Row::Sqlite(row) => Ok(row.get(index)?),
            Row::Postgres(row) => Ok(row.try_get(index)?),
        }
    }
}

impl Column for Vec<u8> {
    fn read(row: &Row<'_>, index: usize) -> Result<Self> {
        match row {
            Row::Sqlite(row) => Ok(row.get(index)?),
            Row::Postgres(row) => Ok(row.try_get(index)?),
        }
    }
}

impl Column for Uuid {
    fn read(row: &Row<'_>, index: usize) -> Result<Self> {
        match row {
            Row::Sqlite(row) => match row.get_ref(index)? {
                rusqlite::types::ValueRef::Blob(bytes) => Uuid::from_slice(bytes)
                    .map_err(|_| Error::Other(format!("column {index} is not an id of 16 bytes"))),
                other => Err(Error::Other(format!("column {index} is {}, not an id", other.data_type()))),
            },
            Row::Postgres(row) => Ok(Uuid::from_bytes(row.try_get::<_, postgres::Id>(index)?.0)),
        }
    }
}

impl<T: Column> Column for Option<T> {
    fn read(row: &Row<'_>, index: usize) -> Result<Self> {
        let null = match row {
            Row::Sqlite(row) => matches!(row.get_ref(index)?, rusqlite::types::ValueRef::Null),
            Row::Postgres(row) => postgres::is_null(row, index)?,
        };
        if null { Ok(None) } else { T::read(row, index).map(Some) }
    }
}

impl Column for Timestamp {
    fn read(row: &Row<'_>, index: usize) -> Result<Self> {
        i64::read(row, index).map(Self::from_micros)
    }
}

impl Column for OrgId {
    fn read(row: &Row<'_>, index: usize) -> Result<Self> {
        i64::read(row, index).map(Self::new)
    }
}

macro_rules! ids {
    ($($id:ident),*) => {$(
        impl Column for $id {
            fn read(row: &Row<'_>, index: usize) -> Result<Self> {
                Uuid::read(row, index).map(Self::from_uuid)
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
