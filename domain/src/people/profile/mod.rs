//! What a person decides about himself or herself: the name, the photo, and how dates and times are
//! read (S4-21, S4-42).

mod edit;
pub mod photo;
mod preferences;

pub use edit::{Profile, edit, own};
pub use preferences::{Preferences, of_member, prefer};
