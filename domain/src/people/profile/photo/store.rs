//! Choosing one's photo and taking it away; and who may look at whose.

use db::{Tx, params};
use kernel::{Error, MemberId, OrgId, PhotoId, Result, UserId};
use tokio::sync::Semaphore;

use super::picture::{Upload, redraw};
use crate::access::{Granted, UsersView};
use crate::change::Change;
use crate::history::{Action, Event};
use crate::house::{House, Read};
use crate::people::users;
use crate::sign_in::SignedIn;

/// Pictures that are unpacked at the same time: each may take a hundred megabytes for a moment.
static AT_ONCE: Semaphore = Semaphore::const_new(1);

/// Replaces one's photo by a small square of the picture.
pub async fn choose(house: &House, who: &SignedIn, upload: Upload) -> Result<()> {
    who.actor.must_not_only_look()?;
    // The database is not held while a picture is drawn.
    let place = AT_ONCE.acquire().await.map_err(Error::bug)?;
    let drawn = tokio::task::spawn_blocking(move || redraw(&upload)).await;
    drop(place);
    // A decoder that gives up has met a damaged file, and not a mistake of ours.
    let drawn = drawn.unwrap_or(Err("This picture cannot be read. Save it again and choose the new file."));
    let picture = drawn.map_err(|message| Error::invalid("photo", message))?;
    let mut change = house.change_unasked().await?;
    let org = who.actor.org();
    let before = forget(&mut change.tx, org, who.user).await?;
    let id = PhotoId::new(change.at, &change.dice);
    change
        .tx
        .execute(
            "INSERT INTO photos (org_id, id, user_id, picture, created_at) VALUES (?1, ?2, ?3, ?4, ?5)",
            params![org, id, who.user, picture.as_slice(), change.at],
        )
        .await?;
    told(change, who, if before { "a photo" } else { "" }, "a new photo").await
}

/// Goes back to the initials.
pub async fn remove(house: &House, who: &SignedIn) -> Result<()> {
    who.actor.must_not_only_look()?;
    let mut change = house.change_unasked().await?;
    if forget(&mut change.tx, who.actor.org(), who.user).await? {
        told(change, who, "a photo", "").await
    } else {
        Ok(())
    }
}

async fn told(change: Change, who: &SignedIn, before: &str, after: &str) -> Result<()> {
    let place = who.actor.place();
    let mut event = Event::of(Action::ProfileEdited)
        .about(who.any(), who.name.as_str())
        .owned(place.and_then(|place| place.contact), Some(who.user))
        .changed("photo", before, after);
    if let Some(place) = place {
        event = event.in_account(place.account);
    }
    change.record(&who.actor, event).await?.commit().await
}

/// The JPEG, for the person and for whoever may see the person; for everybody else it does not exist.
pub async fn find(read: &mut Read, who: &SignedIn, id: PhotoId) -> Result<Vec<u8>> {
    let (owner, picture): (UserId, Vec<u8>) = read
        .0
        .row(
            "SELECT user_id, picture FROM photos WHERE org_id = ?1 AND id = ?2",
            params![who.actor.org(), id],
            |row| Ok((row.get(0)?, row.get(1)?)),
        )
        .await?
        .ok_or(Error::NotFound)?;
    if owner != who.user {
        let granted = who.actor.may::<UsersView>().map_err(|_| Error::NotFound)?;
        if !users::reaches_person(&mut read.0, &granted, owner).await? {
            return Err(Error::NotFound);
        }
    }
    Ok(picture)
}

/// The photo of a portal user within reach.
pub async fn of_member(
    read: &mut Read,
    granted: &Granted<UsersView>,
    user: impl Into<MemberId>,
) -> Result<Option<PhotoId>> {
    let user = users::find(read, granted, user).await?.user;
    let sql = "SELECT id FROM photos WHERE org_id = ?1 AND user_id = ?2";
    Ok(read.0.row(sql, params![granted.org(), user], |row| row.get(0)).await?)
}

/// Whether there was one.
pub(crate) async fn forget(tx: &mut Tx, org: OrgId, user: UserId) -> Result<bool> {
    let gone =
        tx.execute("DELETE FROM photos WHERE org_id = ?1 AND user_id = ?2", params![org, user]).await?;
    Ok(gone > 0)
}
