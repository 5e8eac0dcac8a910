//! The words that every room of the house uses: ids, time, dice, text, secrets and errors.
//!
//! The kernel knows nobody. A value of one of its types has been checked once, at the door,
//! and is trusted from then on.

mod clock;
mod dice;
mod error;
mod formats;
mod ids;
mod member_id;
mod reason;
mod secret;
pub mod text;
mod timestamp;

pub use clock::Clock;
pub use dice::Dice;
pub use error::{Error, FieldError, Invalid, Result};
pub use formats::{DateFormat, Formats, Local, TimeFormat};
pub use ids::{
    AccountId, AnnouncementId, AnyId, AttachmentId, CallId, ContactId, EventId, IdError, ImportId, JobId,
    KeyId, MessageId, OrgId, OutgoingId, OverrideId, PasskeyId, PhotoId, PlanId, PushId, RecordingId, RoleId,
    ScheduleId, SessionId, StatusId, StepId, UploadId, UserId, ViewId,
};
pub use ids::{
    CommentId, DeliveryId, EmergencyId, FeedId, ProposalId, ResourceId, TaskId, TurnId, WebhookId,
};
pub use member_id::MemberId;
pub use reason::Reason;
pub use secret::{Purpose, Token, TokenHash, same};
pub use text::{Email, Name, Phone, TimeZoneName};
pub use timestamp::{Span, Timestamp};
