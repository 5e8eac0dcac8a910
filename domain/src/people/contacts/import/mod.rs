//! Contacts from a file of an address book: looked at person by person, and then brought in; twice brings nothing twice.

mod bring;
mod columns;
mod judge;
mod written;

pub use bring::{import, look};
pub use judge::{Judged, Outcome};
pub(super) use written::Written;
pub use written::{LARGEST_FILE, MOST_IN_FILE};
