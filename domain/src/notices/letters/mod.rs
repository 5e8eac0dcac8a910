//! The kinds of letters, a file each: when it is sent, what it says as it ships, and what it is filled with.

mod account_added;
mod announcement;
mod digest;
mod email_changed;
mod emergency_asked;
mod emergency_opened;
mod invitation;
mod message_delivery;
mod missed_call;
mod new_device;
mod new_message;
mod number_verified;
mod password_changed;
mod password_reset;
mod proposal_answered;
mod schedule_changed;
mod second_factor;
mod shift_starts;
mod task_due;
mod test;
mod turn_asked;
mod verify_contact;
mod verify_email;
mod verify_phone;
mod webhook_disabled;

use super::write::{Filled, Occasion};
use crate::change::{Change, Working};
use crate::records::{Choice, Tone};

/// A kind of letter as the page of texts shows it.
#[derive(Debug)]
pub struct Shape {
    /// `password_reset`
    pub name: &'static str,
    /// “Password reset”
    pub title: &'static str,
    /// When it is sent, in a sentence.
    pub about: &'static str,
    /// As it ships; none if it is never sent by mail.
    pub email: Option<Text>,
    /// As it ships; none if it is never sent by SMS. An SMS has no subject.
    pub sms: Option<Text>,
    /// What the text may use beside `organization`, `login_url`, and the person's `name`, `first_name` and `user_id`.
    pub variables: &'static [Variable],
    /// Whether a new letter of this kind to the same person makes an earlier one pointless that has not left yet.
    pub newest_only: bool,
}

/// A text with `{{ variables }}` in it.
#[derive(Clone, Copy, Debug)]
pub struct Text {
    pub subject: &'static str,
    pub body: &'static str,
}

/// Something that a text may use.
#[derive(Clone, Copy, Debug)]
pub struct Variable {
    pub name: &'static str,
    pub meaning: &'static str,
    /// For previews.
    pub sample: &'static str,
    /// Whether a letter without it would be of no use, such as an invitation without its link.
    pub needed: bool,
}

macro_rules! letters {
    ($($kind:ident = $file:ident;)*) => {
        /// The kinds as the outbox lists them.
        pub static KINDS: &[Choice] = &[$(
            Choice { value: $file::SHAPE.name, label: $file::SHAPE.title, tone: Tone::Neutral }
        ),*];

        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum LetterKind { $($kind),* }

        impl LetterKind {
            pub const ALL: &[Self] = &[$(Self::$kind),*];

            pub const fn shape(self) -> &'static Shape {
                match self { $(Self::$kind => &$file::SHAPE),* }
            }

            /// What this letter is filled with now; what is made for it (a token, a code) is kept with `change`.
            pub(super) fn fill<'a>(self, change: &'a mut Change, occasion: &'a Occasion<'_>) -> Working<'a, Filled> {
                match self { $(Self::$kind => Box::pin($file::fill(change, occasion))),* }
            }
        }
    };
}

// One line for each kind. The file has `SHAPE` and `fill`.
letters! {
    Test = test;
    Invitation = invitation;
    AccountAdded = account_added;
    PasswordReset = password_reset;
    PasswordChanged = password_changed;
    NewDevice = new_device;
    NewMessage = new_message;
    MissedCall = missed_call;
    TaskDue = task_due;
    Digest = digest;
    EmailChanged = email_changed;
    NumberVerified = number_verified;
    EmergencyAsked = emergency_asked;
    EmergencyOpened = emergency_opened;
    SecondFactor = second_factor;
    VerifyContact = verify_contact;
    VerifyEmail = verify_email;
    VerifyPhone = verify_phone;
    ShiftStarts = shift_starts;
    ScheduleChanged = schedule_changed;
    TurnAsked = turn_asked;
    ProposalAnswered = proposal_answered;
    Announcement = announcement;
    WebhookDisabled = webhook_disabled;
    MessageDelivery = message_delivery;
}

impl LetterKind {
    pub const fn name(self) -> &'static str {
        self.shape().name
    }

    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|kind| kind.name() == name)
    }
}
