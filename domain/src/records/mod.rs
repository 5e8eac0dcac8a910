//! Kinds of records, each described once as data: its list, filters, search, sort, detail, CSV and JSON.

pub mod calls;
mod cell;
mod collection;
mod cursor;
pub mod fields;
pub mod intake;
pub mod messages;
mod note_export;
mod page;
mod query;
mod store;

pub use cell::{Cell, Record};
pub use collection::{Choice, Collection, Field, Tone};
pub use cursor::Cursor;
pub use fields::Kind;
pub(crate) use fields::text::pattern;
pub use note_export::note_export;
pub use page::{COUNTED_UP_TO, Page, Total};
pub use query::{Filter, LIMITS, Query};
pub(crate) use store::all_matching;
pub use store::{count, export_page, find, list};
