//! What clients want known right now: all of it, that of one account, and what there was.

mod acknowledge;
mod current;
mod past;

pub use acknowledge::acknowledge;
pub use current::{now, of_account, show};
pub use past::{columns, filter, list};
