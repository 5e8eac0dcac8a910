//! One SQL text on two engines: `SQLite`, embedded, and `PostgreSQL`, when one machine is not enough.
//!
//! The only room that knows `rusqlite` and `tokio-postgres`. SQL is written once, with `?1`-style
//! parameters; what differs between the engines stands in `dialect.rs`.

mod changes;
mod copy;
mod database;
mod dialect;
mod error;
mod migrate;
mod postgres;
mod row;
mod sqlite;
mod tx;
mod value;

pub use changes::Changes;
pub use copy::{CopyReport, copy_all, copy_file};
pub use database::{Database, Location};
pub use error::{Error, Result};
pub use migrate::{Migration, catalogue};
pub use row::{Column, Row};
pub use tx::Tx;
pub use value::Value;
