//! Accounts from a file: brought, looked at, imported, reported on, and taken back.

mod bring;
mod look;
mod report;
mod routes;
mod undo;

pub use routes::routes;

fn page_of(id: kernel::ImportId) -> String {
    format!("/console/imports/{id}")
}

/// “1 account”, “41 accounts”
fn accounts(number: impl TryInto<u64>) -> String {
    counted(number, "account")
}

fn counted(number: impl TryInto<u64>, one: &str) -> String {
    let number = number.try_into().unwrap_or_default();
    if number == 1 { format!("1 {one}") } else { format!("{number} {one}s") }
}
