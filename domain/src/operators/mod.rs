//! The people of the organization: agents, technicians, administrators.

mod acting;
mod add;
mod delete;
mod disable;
mod edit;
mod last;
mod list;

pub(crate) use acting::acting;
pub use acting::at_the_machine;
pub use add::{NewOperator, add};
pub use delete::delete;
pub use disable::{disable, enable};
pub use edit::{OperatorDetails, edit};
pub(crate) use list::find_in;
pub use list::{Operator, by_email, find, first_administrator, list};
