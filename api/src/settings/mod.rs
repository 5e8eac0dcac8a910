//! What the organization has decided about its portal.

mod change;
mod read;

pub use change::{SettingsChanges, edit};
pub use read::{Settings, show};
