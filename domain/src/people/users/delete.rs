//! Deleting a user cannot be undone; the address becomes free, the history keeps the name (C-09, S1-31).

use db::params;
use kernel::{MemberId, OrgId, Result, UserId};

use super::disable::restate_person;
use super::words::WORDS;
use super::{Member, find_in, refuse_more_powerful, refuse_primary_admin, store};
use crate::access::{AccountsCreate, Granted, UsersManage, roles};
use crate::change::Change;
use crate::history::{Action, Event};
use crate::house::House;
use crate::notices::choices;
use crate::on_call;
use crate::people::{invitations, profile};
use crate::resources;
use crate::sign_in::{devices, factors, passwords, reset, secure_link, sessions, verification};
use crate::tasks;
use crate::views;

/// Takes the user out of the account. With the last account goes the person, and the address is free.
pub async fn delete(house: &House, granted: &Granted<UsersManage>, id: impl Into<MemberId>) -> Result<()> {
    let mut change = house.change(granted).await?;
    let member = find_in(&mut change.tx, granted, id).await?;
    let event = delete_in(&mut change, granted, member).await?;
    change.record(granted.actor(), event).await?.commit().await
}

/// The same within a change that others share.
pub(super) async fn delete_in(
    change: &mut Change,
    granted: &Granted<UsersManage>,
    member: Member,
) -> Result<Event> {
    refuse_more_powerful(&mut change.tx, granted, &member).await?;
    refuse_primary_admin(&mut change.tx, granted, &member, "deleted").await?;
    remove(change, granted.org(), member).await
}

/// A user of an account that goes as a whole, its primary admin too.
pub(crate) async fn delete_with_account(
    change: &mut Change,
    granted: &Granted<AccountsCreate>,
    id: MemberId,
) -> Result<Event> {
    let member = find_in(&mut change.tx, granted, id).await?;
    remove(change, granted.org(), member).await
}

async fn remove(change: &mut Change, org: OrgId, member: Member) -> Result<Event> {
    let person = member.user;
    store::hold(change, org, person).await?;
    let elsewhere = !store::other_places(&mut change.tx, org, &member).await?.is_empty();
    roles::set_member(&mut change.tx, org, person, member.account, &[]).await?;
    if elsewhere {
        sessions::shut_place(change, org, member.account, person).await?;
    }
    WORDS.forget(&mut change.tx, org, member.id.uuid()).await?;
    change
        .tx
        .execute("DELETE FROM memberships WHERE org_id = ?1 AND id = ?2", params![org, member.id])
        .await?;
    tasks::unlink_user(&mut change.tx, org, member.account, person).await?;
    if elsewhere {
        restate_person(change, org, person).await?;
    } else {
        erase(change, org, person).await?;
    }
    secure_link::last_user_went(change, org, member.account).await?;
    Ok(Event::of(Action::UserDeleted)
        .about(member.id.any(), member.name)
        .in_account(member.account)
        .changed("email", member.email, "")
        .changed("roles", member.role, ""))
}

/// Takes the person away with all sessions (S1-40), also those of operators in the person's place (E-03).
pub(crate) async fn erase(change: &mut Change, org: OrgId, id: UserId) -> Result<()> {
    sessions::end_all_of_user(change, org, id).await?;
    passwords::forget(&mut change.tx, org, id).await?;
    invitations::forget(&mut change.tx, org, id).await?;
    profile::photo::forget(&mut change.tx, org, id).await?;
    verification::forget(&mut change.tx, org, id).await?;
    reset::forget(change, org, id).await?;
    devices::forget(&mut change.tx, org, id).await?;
    factors::forget(&mut change.tx, org, id).await?;
    views::forget(&mut change.tx, org, id).await?;
    choices::forget(&mut change.tx, org, id).await?;
    resources::forget(&mut change.tx, org, id).await?;
    on_call::forget_feeds(&mut change.tx, org, id).await?;
    on_call::forget_lead(&mut change.tx, org, id).await?;
    change.tx.execute("DELETE FROM users WHERE org_id = ?1 AND id = ?2", params![org, id]).await?;
    Ok(())
}
