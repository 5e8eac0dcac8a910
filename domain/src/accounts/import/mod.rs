//! Accounts from a file: read, looked at line by line before anything is made, made as work on many records, and taken
//! back within thirty days as far as nobody has touched them.

mod fields;
mod judge;
mod keep;
mod make;
mod read;
mod report;
mod sheet;
mod undo;
mod untouched;
mod wish;

pub use fields::{Field, Mapping};
pub use keep::{AccountImport, bring, find, list, sweep};
pub use make::confirm;
pub(crate) use make::make_one_of_many;
pub use read::{Dry, Preview, look, look_at};
pub use report::{LineReport, Outcome, Report, made, not_made, report};
pub(crate) use sheet::{Expected, Line};
pub use sheet::{LARGEST, MOST, Sheet};
pub(crate) use undo::undo_one_of_many;
pub use undo::{UNDONE_FOR, undo};
pub use wish::Wrong;
