//! Operators: the people of the organization.

mod access;
mod create;
mod delete;
mod disabled;
mod edit;
mod password_link;
mod read;
mod second_factor;

pub use access::access;
pub use create::{NewOperator, create};
pub use delete::delete;
pub use disabled::{disable, enable};
pub use edit::{OperatorChanges, edit};
pub use password_link::{PasswordLink, make as make_password_link};
pub use read::{Operator, Operators, list, show};
pub use second_factor::remove as remove_second_factor;
