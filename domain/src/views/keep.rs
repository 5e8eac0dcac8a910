//! Keeping a list under a name, keeping it as it is now, and giving it up. The person who is signed in is the proof.

use db::{Tx, params};
use kernel::{Error, Name, OrgId, Result, UserId, ViewId};

use super::list::{View, find_in};
use crate::change::Change;
use crate::history::{Action, Event};
use crate::house::House;
use crate::sign_in::SignedIn;

/// Views that a person keeps of one list.
const MOST: i64 = 50;
/// Characters of a list's address.
const LONGEST: usize = 2000;

/// A view as it is made.
#[derive(Clone, Debug)]
pub struct NewView {
    pub list: String,
    pub name: Name,
    pub state: String,
    /// With the team; only operators share.
    pub shared: bool,
}

pub async fn save(house: &House, who: &SignedIn, new: NewView) -> Result<ViewId> {
    let mut change = begin(house, who).await?;
    check(who, &new.list, &new.state, new.shared)?;
    let org = who.actor.org();
    let kept: i64 = change
        .tx
        .row(
            "SELECT count(*) FROM saved_views WHERE org_id = ?1 AND list = ?2 AND user_id = ?3",
            params![org, new.list.as_str(), who.user],
            |row| row.get(0),
        )
        .await?
        .unwrap_or_default();
    if kept >= MOST {
        return Err(Error::conflict("You keep 50 views of this list already. Delete one of them first."));
    }
    free(&mut change.tx, who, &new.list, &new.name, None).await?;
    let id = ViewId::new(change.at, &change.dice);
    change
        .tx
        .execute(
            "INSERT INTO saved_views (org_id, id, user_id, made_by, list, name, folded, state, shared, created_at)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
            params![
                org,
                id,
                who.user,
                who.name.as_str(),
                new.list.as_str(),
                &new.name,
                new.name.folded(),
                new.state.as_str(),
                new.shared,
                change.at
            ],
        )
        .await?;
    let event = event(who, Action::ViewSaved, id, new.name.as_str())
        .changed("list", "", new.list)
        .changed("state", "", new.state)
        .changed("shared", "", yes(new.shared));
    change.record(&who.actor, event).await?.commit().await?;
    Ok(id)
}

/// Keeps the list under the same name as it is now.
pub async fn keep(house: &House, who: &SignedIn, id: ViewId, state: &str) -> Result<View> {
    let mut change = begin(house, who).await?;
    let before = own(&mut change.tx, who, id).await?;
    check(who, &before.list, state, before.shared)?;
    if before.state != state {
        change
            .tx
            .execute(
                "UPDATE saved_views SET state = ?3 WHERE org_id = ?1 AND id = ?2",
                params![who.actor.org(), id, state],
            )
            .await?;
        let event =
            event(who, Action::ViewSaved, id, &before.name).changed("state", before.state.as_str(), state);
        change.record(&who.actor, event).await?.commit().await?;
    }
    Ok(View { state: state.to_owned(), ..before })
}

/// Gives it another name, shares it or takes it back.
pub async fn edit(house: &House, who: &SignedIn, id: ViewId, name: &Name, shared: bool) -> Result<View> {
    let mut change = begin(house, who).await?;
    let before = own(&mut change.tx, who, id).await?;
    check(who, &before.list, &before.state, shared)?;
    free(&mut change.tx, who, &before.list, name, Some(id)).await?;
    if before.name != name.as_str() || before.shared != shared {
        // Whoever takes a view back that has no owner any more keeps it.
        change
            .tx
            .execute(
                "UPDATE saved_views SET name = ?3, folded = ?4, shared = ?5, user_id = ?6
                 WHERE org_id = ?1 AND id = ?2",
                params![who.actor.org(), id, name, name.folded(), shared, who.user],
            )
            .await?;
        let event = event(who, Action::ViewSaved, id, name.as_str())
            .changed("name", before.name.as_str(), name.as_str())
            .changed("shared", yes(before.shared), yes(shared));
        change.record(&who.actor, event).await?.commit().await?;
    }
    Ok(View { name: name.to_string(), shared, ..before })
}

pub async fn delete(house: &House, who: &SignedIn, id: ViewId) -> Result<View> {
    let mut change = begin(house, who).await?;
    let before = own(&mut change.tx, who, id).await?;
    change
        .tx
        .execute("DELETE FROM saved_views WHERE org_id = ?1 AND id = ?2", params![who.actor.org(), id])
        .await?;
    let event = event(who, Action::ViewDeleted, id, &before.name);
    change.record(&who.actor, event).await?.commit().await?;
    Ok(before)
}

/// Somebody is deleted: what was the person's own goes, what was shared stays for the team.
pub(crate) async fn forget(tx: &mut Tx, org: OrgId, user: UserId) -> Result<()> {
    tx.execute(
        "DELETE FROM saved_views WHERE org_id = ?1 AND user_id = ?2 AND shared = 0",
        params![org, user],
    )
    .await?;
    tx.execute(
        "UPDATE saved_views SET user_id = NULL WHERE org_id = ?1 AND user_id = ?2",
        params![org, user],
    )
    .await?;
    Ok(())
}

async fn begin(house: &House, who: &SignedIn) -> Result<Change> {
    who.actor.must_be_oneself()?;
    who.actor.must_not_only_look()?;
    house.change_unasked().await
}

/// A view that is this person's to change. Those of others exist for who may open them, and are not theirs to change.
async fn own(tx: &mut Tx, who: &SignedIn, id: ViewId) -> Result<View> {
    let view = find_in(tx, who, id).await?;
    if view.is_for(who) {
        return Ok(view);
    }
    Err(Error::forbidden("Somebody else shares this view. Save it under another name to change it."))
}

fn check(who: &SignedIn, list: &str, state: &str, shared: bool) -> Result<()> {
    if list.len() > LONGEST || state.len() > LONGEST {
        return Err(Error::invalid("state", "This list has too many filters to be kept."));
    }
    if shared && !who.actor.is_of_the_team() {
        return Err(Error::invalid("shared", "Only operators share views."));
    }
    Ok(())
}

/// Two views of one list that a person keeps have different names.
async fn free(tx: &mut Tx, who: &SignedIn, list: &str, name: &Name, but: Option<ViewId>) -> Result<()> {
    let taken: Option<ViewId> = tx
        .row(
            "SELECT id FROM saved_views WHERE org_id = ?1 AND list = ?2 AND user_id = ?3 AND folded = ?4",
            params![who.actor.org(), list, who.user, name.folded()],
            |row| row.get(0),
        )
        .await?;
    if taken.is_some() && taken != but {
        return Err(Error::invalid(
            "name",
            "You keep a view of this list under this name. Choose another name.",
        ));
    }
    Ok(())
}

fn event(who: &SignedIn, action: Action, id: ViewId, name: &str) -> Event {
    let place = who.actor.place();
    let event =
        Event::of(action).about(id.any(), name).owned(place.and_then(|place| place.contact), Some(who.user));
    match place {
        Some(place) => event.in_account(place.account),
        None => event,
    }
}

const fn yes(shared: bool) -> &'static str {
    if shared { "yes" } else { "no" }
}
