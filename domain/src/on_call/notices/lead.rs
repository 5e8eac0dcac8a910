//! How long before a shift begins a person wants to hear of it: everybody's own setting.

use db::{Tx, params};
use kernel::{Error, OrgId, Result, UserId};

use crate::history::{Action, Event};
use crate::house::{House, Read};
use crate::sign_in::SignedIn;

/// In minutes, with what a person reads.
pub const LEADS: &[(i64, &str)] = &[
    (15, "15 minutes before"),
    (60, "An hour before"),
    (4 * 60, "4 hours before"),
    (12 * 60, "12 hours before"),
    (24 * 60, "A day before"),
];
/// For somebody who has not chosen.
pub(super) const SHIPPED: i64 = 60;

/// The minutes that the person has chosen.
pub async fn own(read: &mut Read, who: &SignedIn) -> Result<i64> {
    kept(&mut read.0, who.actor.org(), who.user).await
}

async fn kept(tx: &mut Tx, org: OrgId, user: UserId) -> Result<i64> {
    let sql = "SELECT minutes FROM shift_leads WHERE org_id = ?1 AND user_id = ?2";
    Ok(tx.row(sql, params![org, user], |row| row.get(0)).await?.unwrap_or(SHIPPED))
}

/// Nobody chooses for somebody else. It counts for every shift of which nothing was told yet.
pub async fn choose(house: &House, who: &SignedIn, minutes: i64) -> Result<()> {
    who.actor.must_be_oneself()?;
    if LEADS.iter().all(|(known, _)| *known != minutes) {
        return Err(Error::invalid("shift_lead", "Choose one of these times."));
    }
    let mut change = house.change_unasked().await?;
    let (org, user) = (who.actor.org(), who.user);
    let before = kept(&mut change.tx, org, user).await?;
    if before == minutes {
        return Ok(());
    }
    change
        .tx
        .execute(
            "INSERT INTO shift_leads (org_id, user_id, minutes) VALUES (?1, ?2, ?3)
             ON CONFLICT (org_id, user_id) DO UPDATE SET minutes = excluded.minutes",
            params![org, user, minutes],
        )
        .await?;
    let place = who.actor.place();
    let mut event = Event::of(Action::LettersChosen)
        .about(user.any(), who.name.as_str())
        .owned(place.and_then(|place| place.contact), Some(user))
        .changed("minutes before a shift", before.to_string(), minutes.to_string());
    if let Some(place) = place {
        event = event.in_account(place.account);
    }
    change.record(&who.actor, event).await?.commit().await
}

/// Somebody is deleted, and with the person what was chosen and what was told.
pub(crate) async fn forget(tx: &mut Tx, org: OrgId, user: UserId) -> Result<()> {
    for sql in [
        "DELETE FROM shift_leads WHERE org_id = ?1 AND user_id = ?2",
        "DELETE FROM shift_notices WHERE org_id = ?1 AND user_id = ?2",
    ] {
        tx.execute(sql, params![org, user]).await?;
    }
    Ok(())
}
