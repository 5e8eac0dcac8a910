//! Who is on call: the schedules of all accounts, and those of one, which operators see and change as its client does.

mod account;
mod list;
mod routes;

pub use account::of_account;
pub use routes::routes;
