//! web.
pub mod ui;
