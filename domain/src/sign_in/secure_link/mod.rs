//! The secure login link: a client without portal users opens the portal by a link alone (S2-09 … S2-13, C-06).

mod link;
mod open;
mod session;

pub use link::{Link, Status, make, of_account, revoke};
pub(crate) use link::{first_user_came, forget, last_user_went};
pub use open::{Arrival, Looked, Opened, look, open};
pub(super) use session::{end, end_all_of_account, flush, peek, sweep};
