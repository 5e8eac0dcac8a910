//! The board: all that an operator needs to know about an account while its caller is on the line.

pub mod find;
pub mod show;
pub mod take;

use kernel::AccountId;

pub const PATH: &str = "/console/board";

pub fn page_of(id: AccountId) -> String {
    format!("{PATH}/{id}")
}
