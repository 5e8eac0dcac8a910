//! Changing one's own name, title and ways of reading: the person who is signed in is the proof.

use db::params;
use kernel::{Email, Error, Name, Result};

use super::preferences::{Preferences, difference, of, store};
use crate::history::{Action, Event};
use crate::house::{House, Read};
use crate::people::users;
use crate::sign_in::SignedIn;

/// What the person may change about himself or herself. Address, roles and contact are others' to change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Profile {
    pub name: Name,
    pub title: String,
    pub preferences: Preferences,
}

/// One's own profile as it is now.
pub async fn own(read: &mut Read, who: &SignedIn) -> Result<Profile> {
    find(&mut read.0, who).await.map(|(profile, _)| profile)
}

async fn find(tx: &mut db::Tx, who: &SignedIn) -> Result<(Profile, String)> {
    let org = who.actor.org();
    let (name, title, email): (String, String, String) = tx
        .row(
            "SELECT name, title, email FROM users WHERE org_id = ?1 AND id = ?2",
            params![org, who.user],
            |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)),
        )
        .await?
        .ok_or(Error::NotFound)?;
    let name = Name::parse(&name).map_err(Error::bug)?;
    let preferences = of(tx, org, who.user).await?;
    Ok((Profile { name, title, preferences }, email))
}

/// Each field that is different afterwards is in the history with both values (S4-41); what is the same is no
/// change. An operator who acts in somebody's place may do this, and is named with it.
pub async fn edit(house: &House, who: &SignedIn, new: Profile) -> Result<()> {
    who.actor.must_not_only_look()?;
    let mut change = house.change_unasked().await?;
    let org = who.actor.org();
    let (before, email) = find(&mut change.tx, who).await?;
    if before == new {
        return Ok(());
    }
    let email = Email::parse(&email).map_err(Error::bug)?;
    users::rename(&mut change, org, who.user, &new.name, &email, &new.title).await?;
    store(&mut change, org, who.user, &new.preferences).await?;
    let place = who.actor.place();
    let mut event = Event::of(Action::ProfileEdited)
        .about(who.any(), new.name.as_str())
        .owned(place.and_then(|place| place.contact), Some(who.user))
        .changed("name", before.name.as_str(), new.name.as_str())
        .changed("title", before.title, new.title.as_str());
    event = difference(event, &before.preferences, &new.preferences);
    if let Some(place) = place {
        event = event.in_account(place.account);
    }
    change.record(&who.actor, event).await?.commit().await
}
