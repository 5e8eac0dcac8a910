//! Every thing has an id that says what kind of thing it is: `call_01k…`.

use std::fmt;
use std::str::FromStr;

use uuid::Uuid;

use crate::{Dice, Timestamp};

/// Why a text is not the id that was asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IdError {
    expected: &'static str,
}

impl fmt::Display for IdError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "This is not an id of the form {}_ followed by 26 letters and digits.", self.expected)
    }
}

impl std::error::Error for IdError {}

/// An id of any kind, as the history keeps it: its prefix and its 16 bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct AnyId {
    pub prefix: &'static str,
    pub uuid: Uuid,
}

impl fmt::Display for AnyId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}_{}", self.prefix, Base32(self.uuid))
    }
}

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident = $prefix:literal;)*) => {
        $(
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(Uuid);

        impl $name {
            pub const PREFIX: &'static str = $prefix;

            /// A new id: `UUIDv7` (RFC 9562), so that ids sort by the time of their making.
            pub fn new(at: Timestamp, dice: &Dice) -> Self {
                Self(v7(at, dice))
            }

            /// So many new ids, in their order: rows that are written with them go to the end of the index by id.
            pub fn several(count: usize, at: Timestamp, dice: &Dice) -> Vec<Self> {
                let mut ids: Vec<Self> = (0..count).map(|_| Self::new(at, dice)).collect();
                ids.sort_unstable();
                ids
            }

            pub const fn from_uuid(uuid: Uuid) -> Self {
                Self(uuid)
            }

            pub const fn uuid(self) -> Uuid {
                self.0
            }

            pub const fn any(self) -> AnyId {
                AnyId { prefix: $prefix, uuid: self.0 }
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "{}_{}", $prefix, Base32(self.0))
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                fmt::Display::fmt(self, f)
            }
        }

        impl FromStr for $name {
            type Err = IdError;
            fn from_str(text: &str) -> Result<Self, IdError> {
                text.strip_prefix($prefix)
                    .and_then(|rest| rest.strip_prefix('_'))
                    .and_then(read_base32)
                    .map(Self)
                    .ok_or(IdError { expected: $prefix })
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
                s.collect_str(self)
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
                let text = <std::borrow::Cow<'de, str>>::deserialize(d)?;
                text.parse().map_err(serde::de::Error::custom)
            }
        }
        )*

        impl FromStr for AnyId {
            type Err = IdError;
            /// An id of whatever kind its prefix says.
            fn from_str(text: &str) -> Result<Self, IdError> {
                match text.split('_').next().unwrap_or_default() {
                    $($prefix => text.parse().map($name::any),)*
                    _ => Err(IdError { expected: "call" }),
                }
            }
        }
    };
}

ids! {
    /// A client business.
    AccountId = "acct";
    /// A login identity: an operator or a portal user.
    UserId = "user";
    /// A person of an account, with or without a login.
    ContactId = "cont";
    /// A set of grants with a name.
    RoleId = "role";
    /// One signed-in browser.
    SessionId = "sess";
    /// A program's way in.
    KeyId = "key";
    /// A key pair on a person's device.
    PasskeyId = "passkey";
    /// The small picture of a person; another one has another id.
    PhotoId = "photo";
    /// One line of the history.
    EventId = "evt";
    /// Work on many records.
    JobId = "job";
    /// A file of accounts, and what was made of it.
    ImportId = "imp";
    /// Settings that went from a template to accounts.
    PushId = "push";
    CallId = "call";
    MessageId = "msg";
    /// What a client says about itself.
    StatusId = "stat";
    /// Who of an account is on call when.
    ScheduleId = "sched";
    /// Somebody on call in place of whoever would be.
    OverrideId = "over";
    /// A turn on call that is offered, asked for or swapped.
    TurnId = "turn";
    /// A link by which a calendar program follows who is on call.
    FeedId = "feed";
    /// What an account can have, and how far it goes.
    PlanId = "plan";
    /// A step of the checklist that new clients go through.
    StepId = "step";
    /// What is to be done for an account.
    TaskId = "task";
    /// What was said about a task.
    CommentId = "cmt";
    /// What operators need to know about an account.
    ResourceId = "res";
    /// A change of a resource that waits for an operator, or for its time.
    ProposalId = "prop";
    /// A file of a resource.
    AttachmentId = "file";
    /// What an account tells its contacts.
    AnnouncementId = "ann";
    /// The sound of a call.
    RecordingId = "rec";
    /// A recording that comes in parts.
    UploadId = "upl";
    /// A list as somebody left it.
    ViewId = "view";
    /// That an operator asked to be let into a Secure account for once.
    EmergencyId = "emrg";
    /// Another system that is told what happens.
    WebhookId = "hook";
    /// What it is told.
    DeliveryId = "dlv";
    /// A letter on its way to somebody.
    OutgoingId = "out";
}

/// The organization's number, as in its address `79273.portal.example`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Deserialize, serde::Serialize)]
pub struct OrgId(i64);

impl OrgId {
    pub const fn new(number: i64) -> Self {
        Self(number)
    }

    pub const fn number(self) -> i64 {
        self.0
    }
}

impl fmt::Display for OrgId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

fn v7(at: Timestamp, dice: &Dice) -> Uuid {
    let millis = u64::try_from(at.micros() / 1000).unwrap_or(0);
    uuid::Builder::from_unix_timestamp_millis(millis, &dice.bytes()).into_uuid()
}

/// The `TypeID` alphabet: Crockford's base 32 in lower case, 26 digits for 128 bits.
const DIGITS: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";

struct Base32(Uuid);

impl fmt::Display for Base32 {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let value = self.0.as_u128();
        let mut text = [0u8; 26];
        for (place, digit) in text.iter_mut().rev().enumerate() {
            let index = usize::try_from(value >> (5 * place) & 31).unwrap_or(0);
            *digit = DIGITS.get(index).copied().unwrap_or(b'0');
        }
        f.write_str(std::str::from_utf8(&text).unwrap_or_default())
    }
}

fn read_base32(text: &str) -> Option<Uuid> {
    let bytes = text.as_bytes();
    // 26 digits hold 130 bits: the first one may not exceed 7.
    if bytes.len() != 26 || bytes.first().is_none_or(|b| *b > b'7') {
        return None;
    }
    let mut value = 0u128;
    for byte in bytes {
        let digit = DIGITS.iter().position(|d| d == byte)?;
        value = value << 5 | digit as u128;
    }
    Some(Uuid::from_u128(value))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_introduces_itself_and_reads_back() {
        let id = CallId::new(Timestamp::from_micros(1_700_000_000_000_000), &Dice::seeded(1));
        let text = id.to_string();
        assert!(text.starts_with("call_01"), "{text}");
        assert_eq!(text.len(), 31);
        assert_eq!(text.parse::<CallId>().unwrap(), id);
    }

    #[test]
    fn another_prefix_is_refused() {
        let id = CallId::new(Timestamp::from_micros(0), &Dice::seeded(1)).to_string();
        assert!(id.parse::<MessageId>().is_err());
        for bad in [
            "",
            "call_",
            "call_0",
            "call",
            &id.to_uppercase(),
            &format!("{id}0"),
            "call_8zzzzzzzzzzzzzzzzzzzzzzzzz",
        ] {
            assert!(bad.parse::<CallId>().is_err(), "{bad}");
        }
    }

    #[test]
    fn ids_sort_by_time() {
        let dice = Dice::seeded(1);
        let earlier = CallId::new(Timestamp::from_micros(1_700_000_000_000_000), &dice);
        let later = CallId::new(Timestamp::from_micros(1_700_000_000_002_000), &dice);
        assert!(earlier < later);
        assert!(earlier.to_string() < later.to_string());
    }
}
