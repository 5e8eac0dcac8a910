//! What the organization has decided about its portal.

mod change;
mod read;
mod replies;

pub use change::{SettingsChanges, edit};
pub use read::{Settings, show};
pub use replies::{SmsReplies, SmsRepliesAddress, open_replies, show_replies, shut_replies};
