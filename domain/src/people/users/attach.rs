//! To whom a user belongs: the customer as a whole, one of its contacts, or its admins (S2-23, S2-30, S2-34).

use db::params;
use kernel::{ContactId, MemberId, Result};

use super::{find_in, refuse_more_powerful};
use crate::access::roles::{self, Role};
use crate::access::{Granted, Kind, UsersManage};
use crate::history::{Action, Event};
use crate::house::House;
use crate::people::contacts;

/// What is chosen in the drop-down beside a user.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Attachment {
    /// Sees everything of the account: the role *Customer* (S2-14).
    Customer,
    /// Sees what is for this contact: the role *Contact*, unless another one says more precisely what (S2-15).
    Contact(ContactId),
    /// Sees and runs everything: the role *Client Admin* comes in addition, and the contact stays (C-02).
    Admin,
}

/// Of the three roles that this is about the user holds one afterwards, and all other roles stay: so each choice
/// can be taken back by another one.
pub async fn attach(
    house: &House,
    granted: &Granted<UsersManage>,
    id: impl Into<MemberId>,
    to: Attachment,
) -> Result<()> {
    let id: MemberId = id.into();
    let mut change = house.change(granted).await?;
    let org = granted.org();
    let member = find_in(&mut change.tx, granted, id).await?;
    let held = refuse_more_powerful(&mut change.tx, granted, &member).await?;
    let contact = match to {
        Attachment::Customer => None,
        Attachment::Contact(contact) => Some(contact),
        Attachment::Admin => member.contact,
    };
    if let Some(contact) = contact {
        contacts::in_account(&mut change.tx, org, member.account, contact).await?;
    }
    let (without, with): (&[&str], &str) = match to {
        Attachment::Customer => (&["contact", "client_admin"], "customer"),
        Attachment::Contact(_) => (&["customer", "client_admin"], "contact"),
        Attachment::Admin => (&[], "client_admin"),
    };
    let is = |role: &Role, keys: &[&str]| role.preset.as_deref().is_some_and(|key| keys.contains(&key));
    let mut wanted: Vec<_> = held.iter().filter(|role| !is(role, without)).map(|role| role.id).collect();
    // Whoever holds another role keeps to that: *Contact* would add nothing that a contact’s other role has not.
    let enough = matches!(to, Attachment::Contact(_)) && !wanted.is_empty();
    if !enough && !held.iter().any(|role| is(role, &[with])) {
        wanted.push(roles::preset_in(&mut change.tx, org, with).await?);
    }
    let given = roles::chosen(&mut change.tx, granted.actor(), Kind::PortalUser, &wanted, &held).await?;
    roles::set_member(&mut change.tx, org, member.user, member.account, &given).await?;
    change
        .tx
        .execute(
            "UPDATE memberships SET contact_id = ?3 WHERE org_id = ?1 AND id = ?2",
            params![org, id, contact],
        )
        .await?;
    let words = |contact: Option<ContactId>| contact.map(|id| id.to_string()).unwrap_or_default();
    let event = Event::of(Action::UserEdited)
        .about(id.any(), member.name)
        .in_account(member.account)
        .changed("roles", roles::names(&held), roles::names(&given))
        .changed("contact", words(member.contact), words(contact));
    if event.changes.is_empty() {
        return Ok(());
    }
    change.record(granted.actor(), event).await?.commit().await
}
