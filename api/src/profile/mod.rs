//! What is one's own: who one is, how one reads dates and times, which letters one wants, the password, and where one
//! is signed in. For a person who is signed in; a key is nobody in person.

mod edit;
mod history;
mod notifications;
mod password;
mod read;
mod sessions;

pub use edit::{ProfileChanges, edit};
pub use history::{OwnHistory, list as history};
pub use notifications::{
    Notifications, WantedNotifications, choose as choose_notifications, list as notifications,
};
pub use password::{OwnPassword, Proof, change as change_password, prove};
pub use read::{Profile, show};
pub use sessions::{Sessions, end_one as end_session, end_others as end_other_sessions, list as sessions};
