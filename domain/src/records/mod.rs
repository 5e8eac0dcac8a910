//! Kinds of records, each described once as data: its list, filters, search, sort, detail, CSV and JSON.

mod asked;
pub mod calls;
mod cell;
mod collection;
mod cursor;
pub mod fields;
pub mod intake;
mod lead;
pub mod messages;
mod note_export;
mod page;
mod query;
mod store;
pub(crate) mod words;

pub use cell::{Cell, Record};
pub use collection::{Choice, Collection, Field, Tone};
pub use cursor::Cursor;
pub use fields::Kind;
pub(crate) use fields::text::pattern;
pub use lead::Lead;
pub use note_export::note_export;
pub use page::{COUNTED_UP_TO, Page, Total};
pub use query::{Filter, LIMITS, Query};
pub(crate) use store::all_matching;
pub use store::{count, count_up_to, export_page, find, list};
pub use words::Words;
