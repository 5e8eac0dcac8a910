//! A portal user's name, address, roles and contact.

use db::params;
use kernel::{ContactId, Email, Name, Result, RoleId, UserId};

use super::{find_in, refuse_more_powerful, store, verified};
use crate::access::{Granted, Kind, UsersManage, roles};
use crate::history::{Action, Event};
use crate::house::House;
use crate::people::contacts;

pub struct MemberDetails {
    pub name: Name,
    pub email: Email,
    pub title: String,
    pub roles: Vec<RoleId>,
    pub contact: Option<ContactId>,
}

/// Applies all of it at once. New roles or another contact counts from the user's very next request.
pub async fn edit(
    house: &House,
    granted: &Granted<UsersManage>,
    id: UserId,
    details: MemberDetails,
) -> Result<()> {
    let mut change = house.change(granted).await?;
    let org = granted.org();
    let before = find_in(&mut change.tx, granted, id).await?;
    let held = refuse_more_powerful(&mut change.tx, granted, &before).await?;
    let given =
        roles::chosen(&mut change.tx, granted.actor(), Kind::PortalUser, &details.roles, &held).await?;
    if let Some(contact) = details.contact {
        contacts::in_account(&mut change.tx, org, before.account, contact).await?;
    }
    store::email_is_free(&mut change.tx, org, &details.email, Some(id)).await?;
    store::rename(&mut change, org, id, &details.name, &details.email, &details.title).await?;
    store::email_changed(&mut change.tx, org, id, &details.email).await?;
    if details.email.folded() != before.email.to_lowercase() {
        verified::email_changed(&mut change, org, id, &before.email, &details.email).await?;
    }
    change
        .tx
        .execute(
            "UPDATE memberships SET contact_id = ?4 WHERE org_id = ?1 AND user_id = ?2 AND account_id = ?3",
            params![org, id, before.account, details.contact],
        )
        .await?;
    roles::set_member(&mut change.tx, org, id, before.account, &given).await?;
    let contact = |contact: Option<ContactId>| contact.map(|id| id.to_string()).unwrap_or_default();
    let event = Event::of(Action::UserEdited)
        .about(id.any(), details.name.as_str())
        .in_account(before.account)
        .changed("name", before.name, details.name.as_str())
        .changed("email", before.email, details.email.as_str())
        .changed("title", before.title, details.title.as_str())
        .changed("roles", roles::names(&held), roles::names(&given))
        .changed("contact", contact(before.contact), contact(details.contact));
    change.record(granted.actor(), event).await?.commit().await
}
