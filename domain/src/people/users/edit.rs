//! A portal user's name, address, roles and contact. Name, title and address are the person's in every account; roles
//! and contact belong to the one.

use db::params;
use kernel::{AccountId, ContactId, Email, MemberId, Name, Result, RoleId};

use super::roles::{refuse_more_powerful_elsewhere, refuse_shared};
use super::{Member, find_in, refuse_more_powerful, store, verified};
use crate::access::{Actor, Granted, Kind, UsersManage, roles};
use crate::change::Recorded;
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
    id: impl Into<MemberId>,
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
    let person = before.user;
    let same = details.name.as_str() == before.name
        && details.email.as_str() == before.email
        && details.title == before.title;
    if !same {
        refuse_shared(granted, &before, "the name, the title and the email address")?;
        refuse_more_powerful_elsewhere(&mut change.tx, granted, &before).await?;
    }
    store::email_is_free(&mut change.tx, org, &details.email, Some(person)).await?;
    store::rename(&mut change, org, person, &details.name, &details.email, &details.title).await?;
    store::email_changed(&mut change.tx, org, person, &details.email).await?;
    if details.email.folded() != before.email.to_lowercase() {
        verified::email_changed(&mut change, org, person, &before.email, &details.email).await?;
    }
    change
        .tx
        .execute(
            "UPDATE memberships SET contact_id = ?3 WHERE org_id = ?1 AND id = ?2",
            params![org, before.id, details.contact],
        )
        .await?;
    roles::set_member(&mut change.tx, org, person, before.account, &given).await?;
    let contact = |contact: Option<ContactId>| contact.map(|id| id.to_string()).unwrap_or_default();
    let others = if same { Vec::new() } else { store::other_places(&mut change.tx, org, &before).await? };
    let event = of_the_person(&before, &details)
        .about(before.id.any(), details.name.as_str())
        .in_account(before.account)
        .changed("roles", roles::names(&held), roles::names(&given))
        .changed("contact", contact(before.contact), contact(details.contact));
    let recorded = change.record(granted.actor(), event).await?;
    told_elsewhere(recorded, granted.actor(), (&before, &details), others).await?.commit().await
}

/// What is different about the person.
fn of_the_person(before: &Member, details: &MemberDetails) -> Event {
    Event::of(Action::UserEdited)
        .changed("name", before.name.as_str(), details.name.as_str())
        .changed("email", before.email.as_str(), details.email.as_str())
        .changed("title", before.title.as_str(), details.title.as_str())
}

/// The other accounts of the person read of it in their own history, and there of nothing else.
async fn told_elsewhere(
    mut recorded: Recorded,
    actor: &Actor,
    (before, details): (&Member, &MemberDetails),
    others: Vec<(MemberId, AccountId)>,
) -> Result<Recorded> {
    for (id, account) in others {
        let event = of_the_person(before, details).about(id.any(), details.name.as_str()).in_account(account);
        recorded = recorded.and(actor, event).await?;
    }
    Ok(recorded)
}
