//! A second operator, with the clearance, opens the account for thirty minutes, or does not (two persons, C-11).

use db::params;
use kernel::{AccountId, EmergencyId, Error, OrgId, Result, Timestamp};
use serde_json::json;

use super::ask::{OPENS_FOR, in_person};
use super::request::{Request, State, find_in, may_see};
use crate::access::{AccountsView, Granted};
use crate::change::Change;
use crate::history::{Action, Event};
use crate::house::House;
use crate::notices::{self, Channel, Letter, LetterKind};
use crate::people::users;

/// The account is open to the operator who asked from the next request on; the client is told.
pub async fn approve(house: &House, granted: &Granted<AccountsView>, id: EmergencyId) -> Result<()> {
    let mut change = house.change(granted).await?;
    let request = waiting(&mut change, granted, id).await?;
    let org = granted.org();
    let active = change
        .tx
        .row(
            "SELECT 1 FROM users WHERE org_id = ?1 AND id = ?2 AND kind = 'operator' AND disabled_at IS NULL",
            params![org, request.operator],
            |_| Ok(()),
        )
        .await?;
    if active.is_none() {
        return Err(Error::conflict(format!(
            "{} is not an active operator any more.",
            request.operator_name
        )));
    }
    let ends_at = change.at + OPENS_FOR;
    settle(&mut change, granted, &request, ("waiting", "approved"), ends_at).await?;
    let told = tell_client(&mut change, org, request.account, id).await?;
    let minutes = OPENS_FOR.as_seconds() / 60;
    let event = event(Action::EmergencyApproved, &request)
        .changed("until", "", ends_at.to_string())
        .changed("for", "", format!("{minutes} minutes"))
        .changed("told", "", told);
    change.record(granted.actor(), event).await?.commit().await
}

pub async fn refuse(house: &House, granted: &Granted<AccountsView>, id: EmergencyId) -> Result<()> {
    let mut change = house.change(granted).await?;
    let request = waiting(&mut change, granted, id).await?;
    let at = change.at;
    settle(&mut change, granted, &request, ("waiting", "refused"), at).await?;
    let event = event(Action::EmergencyRefused, &request);
    change.record(granted.actor(), event).await?.commit().await
}

/// Whoever asked needs it no longer.
pub async fn withdraw(house: &House, granted: &Granted<AccountsView>, id: EmergencyId) -> Result<()> {
    let person = in_person(granted.actor())?;
    let mut change = house.change(granted).await?;
    let request = seen(&mut change, granted, id).await?;
    if request.operator != person {
        return Err(Error::forbidden("Only whoever asked takes the request back."));
    }
    must_wait(&request)?;
    let at = change.at;
    settle(&mut change, granted, &request, ("waiting", "withdrawn"), at).await?;
    let event = event(Action::EmergencyWithdrawn, &request);
    change.record(granted.actor(), event).await?.commit().await
}

/// Closes the account before the time is over: whoever was let in, or anybody with the clearance.
pub async fn end(house: &House, granted: &Granted<AccountsView>, id: EmergencyId) -> Result<()> {
    in_person(granted.actor())?;
    let mut change = house.change(granted).await?;
    let request = seen(&mut change, granted, id).await?;
    if request.state != State::Open {
        return Err(Error::conflict("This access is not open."));
    }
    let at = change.at;
    let ended = change
        .tx
        .execute(
            "UPDATE emergency_requests SET state = 'ended', ends_at = ?3
             WHERE org_id = ?1 AND id = ?2 AND state = 'approved'",
            params![granted.org(), id, at],
        )
        .await?;
    moved_on(ended)?;
    let event = event(Action::EmergencyEnded, &request);
    change.record(granted.actor(), event).await?.commit().await
}

async fn seen(change: &mut Change, granted: &Granted<AccountsView>, id: EmergencyId) -> Result<Request> {
    let request = find_in(&mut change.tx, granted.org(), id, change.at).await?;
    may_see(granted, &request)?;
    Ok(request)
}

/// A request that this operator may answer: with the clearance, and never one’s own.
async fn waiting(change: &mut Change, granted: &Granted<AccountsView>, id: EmergencyId) -> Result<Request> {
    let person = in_person(granted.actor())?;
    let request = seen(change, granted, id).await?;
    if request.operator == person {
        return Err(Error::forbidden("Nobody answers his or her own request. It takes a second operator."));
    }
    if !granted.actor().is_cleared() {
        return Err(Error::forbidden("Only an operator whose role has the clearance answers this."));
    }
    must_wait(&request)?;
    Ok(request)
}

fn must_wait(request: &Request) -> Result<()> {
    match request.state {
        State::Waiting => Ok(()),
        State::Expired => Err(Error::conflict("Nobody answered in time. Ask again if it is still needed.")),
        _ => Err(Error::conflict("This request was answered or taken back already.")),
    }
}

/// Of two who answer at the same moment one finds that it was answered.
async fn settle(
    change: &mut Change,
    granted: &Granted<AccountsView>,
    request: &Request,
    (from, to): (&str, &str),
    ends_at: Timestamp,
) -> Result<()> {
    let actor = granted.actor();
    let name = actor.person().map_or("", |person| person.name.as_str());
    let settled = change
        .tx
        .execute(
            "UPDATE emergency_requests SET state = ?4, answered_by = ?5, answered_name = ?6, answered_at = ?7,
                                           ends_at = ?8
             WHERE org_id = ?1 AND id = ?2 AND state = ?3",
            params![actor.org(), request.id, from, to, actor.user_id(), name, change.at, ends_at],
        )
        .await?;
    moved_on(settled)
}

fn moved_on(changed: u64) -> Result<()> {
    if changed == 1 {
        return Ok(());
    }
    Err(Error::conflict("Somebody else was faster. Look at the request again."))
}

fn event(action: Action, request: &Request) -> Event {
    Event::of(action)
        .about(request.account.any(), request.account_name.as_str())
        .in_account(request.account)
        .changed("operator", "", request.operator_name.as_str())
        .changed("reason", "", request.reason.as_str())
}

/// The primary admin learns who was let in and by whom; answers whom that is, for the history.
async fn tell_client(change: &mut Change, org: OrgId, account: AccountId, id: EmergencyId) -> Result<String> {
    let Some(member) = users::primary_in(&mut change.tx, org, account).await? else {
        return Ok("nobody: the account has no portal user".to_owned());
    };
    let found = change
        .tx
        .row(
            "SELECT u.id, u.email FROM memberships m JOIN users u ON u.org_id = m.org_id AND u.id = m.user_id
             WHERE m.org_id = ?1 AND m.id = ?2",
            params![org, member],
            |row| Ok((row.get(0)?, row.get::<String>(1)?)),
        )
        .await?;
    let Some((user, to)) = found else { return Ok(String::new()) };
    let letter = Letter {
        kind: LetterKind::EmergencyOpened,
        channel: Channel::Email,
        to: to.clone(),
        user: Some(user),
        account: Some(account),
        data: json!({ "request": id.to_string() }),
        ends_at: None,
    };
    notices::put(change, org, letter).await?;
    Ok(to)
}
