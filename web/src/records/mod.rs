//! The pages that every kind of record has: its list, its filters, its columns, its export, one of it.

pub(crate) mod cell;
mod choose;
mod detail;
mod export;
mod left_out;
mod list;
mod query;

pub use self::cell::cell;
pub use choose::{ChoosePage, Options, choose_columns, choose_filters};
pub use detail::detail;
pub use export::{Written, csv_line, export, exported, exported_as};
pub use left_out::left_out;
pub use list::{Actions, ListPage, list};
pub use query::query;

use domain::views::View;
use kernel::Result;

use crate::Visitor;

/// The views of the list at `path` that the visitor may open, for [`ListPage`]; none in somebody else's place.
pub async fn views(visitor: &Visitor, path: &str) -> Result<Option<Vec<View>>> {
    crate::views::of_list(visitor, path).await
}
