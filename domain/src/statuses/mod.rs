//! The status of an account: what the client wants every operator to know right now (S0-05, S0-38 … S0-40).

mod acknowledge;
mod collection;
mod current;
mod set;

use crate::access::{Granted, StatusView};
use crate::house::Read;
use crate::records::{Page, Query};

pub use acknowledge::acknowledge;
pub use collection::{LEVELS, STATUSES};
pub use current::{Seen, Status, all_current, current, current_of};
pub use set::{LONGEST, NewStatus, end, set};

/// Every status that there was, a page at a time.
pub async fn list(read: &mut Read, granted: &Granted<StatusView>, query: &Query) -> kernel::Result<Page> {
    crate::records::list(read, granted, query).await
}
