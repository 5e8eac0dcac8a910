//! Operators: the people of the organization who may come into the console.

pub mod add;
pub mod delete;
pub mod disable;
pub mod edit;
mod form;
pub mod invite;
pub mod list;
pub mod second_factor;
pub mod show;

use domain::Read;
use domain::access::roles::{self, Role};
use domain::access::{Kind, OperatorsManage};
use domain::operators::{self, Operator};
use kernel::{Result, UserId};
use web::Visitor;
use web::ui::{Choice, Shell};

const PATH: &str = "/console/operators";

pub fn page_of(id: UserId) -> String {
    format!("{PATH}/{id}")
}

/// The frame of a page below the operators; below one of them, if somebody is named.
pub fn below(visitor: &Visitor, title: &str, operator: Option<&Operator>) -> Shell {
    let up = [Choice::new("Settings", "/console/settings", false), Choice::new("Operators", PATH, false)];
    let operator = operator.map(|operator| Choice::new(operator.name.as_str(), page_of(operator.id), false));
    Shell { trail: up.into_iter().chain(operator).collect(), ..visitor.shell(title) }
}

pub async fn find(visitor: &Visitor, read: &mut Read, id: UserId) -> Result<Operator> {
    operators::find(read, &visitor.may::<OperatorsManage>()?, id).await
}

/// The roles that one may give to an operator, and those that the operator `held` already.
async fn roles_to_give(visitor: &Visitor, read: &mut Read, held: &[Role]) -> Result<Vec<Role>> {
    let granted = visitor.may::<OperatorsManage>()?;
    let mut found = roles::of_kind(read, &granted, Kind::Operator).await?;
    found.retain(|role| roles::may_give(granted.actor(), role).is_ok() || held.contains(role));
    Ok(found)
}
