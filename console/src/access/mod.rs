//! Why somebody sees something, or does not: for a portal user and for an operator.

mod page;

pub mod of_operator;
pub mod of_user;
