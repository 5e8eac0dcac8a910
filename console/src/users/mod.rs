//! Portal users: the clients' people who may sign in.

pub mod add;
pub mod attach;
pub mod delete;
pub mod disable;
pub mod edit;
pub mod form;
pub mod invite;
pub mod password;
pub mod reading;
pub mod second_factor;
pub mod show;
pub mod vouch;

use domain::Read;
use domain::access::roles::{self, Role};
use domain::access::{AccountsView, Kind, UsersManage, UsersView};
use domain::accounts::{self, Account};
use domain::people::users::{self, Member};
use kernel::{MemberId, Result};
use web::Visitor;
use web::ui::Shell;

use crate::accounts::list;

pub fn page_of(id: MemberId) -> String {
    format!("/console/users/{id}")
}

/// A portal user, and the account that he or she is of.
pub async fn find(visitor: &Visitor, read: &mut Read, id: MemberId) -> Result<(Member, Account)> {
    let granted = visitor.may::<UsersView>()?;
    let member = users::find(read, &granted, id).await?;
    let granted = visitor.may::<AccountsView>()?;
    let account = accounts::find(read, &granted, member.account).await?;
    Ok((member, account))
}

/// The roles that the operator may give to a user, and those that the user `held` already.
pub async fn roles_to_give(visitor: &Visitor, read: &mut Read, held: &[Role]) -> Result<Vec<Role>> {
    let granted = visitor.may::<UsersManage>()?;
    let mut found = roles::of_kind(read, &granted, Kind::PortalUser).await?;
    found.retain(|role| roles::may_give(granted.actor(), role).is_ok() || held.contains(role));
    Ok(found)
}

/// The frame of a page below the account.
pub fn below(visitor: &Visitor, title: &str, account: &Account, member: Option<&Member>) -> Shell {
    let user = member.map(|member| (member.name.as_str(), page_of(member.id)));
    let up = (account.name.as_str(), crate::accounts::page_of(account.id));
    list::below(visitor, title, &std::iter::once(up).chain(user).collect::<Vec<_>>())
}
