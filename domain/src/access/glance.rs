//! What waits in an account of somebody who has several, before it is entered: counted by the fence, with the rights
//! that the person has there.

use db::{Tx, Value, params};
use kernel::{AccountId, Error, Local, Result, Timestamp};

use super::granted::Imagined;
use super::standing::standing;
use super::{Actor, Granted, Key, Select, Verification};
use crate::house::{House, Read};
use crate::records::Collection;
use crate::records::calls::CALLS;
use crate::records::messages::MESSAGES;
use crate::sign_in::SignedIn;
use crate::sign_in::verification::Shown;

/// More than this many are “99+”.
const COUNTED_UP_TO: usize = 100;

/// Nothing stands for what the person may not see there, or not yet.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Glance {
    pub new_messages: Option<usize>,
    pub calls_today: Option<usize>,
}

impl Glance {
    /// `7`, `99+`.
    pub fn words(count: usize) -> String {
        if count >= COUNTED_UP_TO { format!("{}+", COUNTED_UP_TO - 1) } else { count.to_string() }
    }
}

/// A look into one of one's own accounts. Of one whose roles ask for something that was not shown yet, nothing is told.
pub async fn glance(
    house: &House,
    read: &mut Read,
    who: &SignedIn,
    account: AccountId,
    local: &Local,
) -> Result<Glance> {
    let (now, org) = (house.now(), who.actor.org());
    let open = who.places.iter().any(|place| place.account == account && place.is_open());
    let Some(there) = standing(&mut read.0, now, org, (who.user, Some(account))).await?.filter(|_| open)
    else {
        return Ok(Glance::default());
    };
    let factor = there.roles.iter().any(|role| role.asks.second_factor) && !who.factor_shown;
    let shown = Shown { asked: asked(&mut read.0, who, account).await?, ..who.shown.clone() };
    if there.refusal.is_some() || factor || !shown.is_enough() {
        return Ok(Glance::default());
    }
    let actor = there.actor();
    let day = local.zone.to_zoned(local.date_of(now).at(0, 0, 0, 0)).map_err(Error::bug)?;
    let today = Timestamp::from_jiff(day.timestamp());
    let tx = &mut read.0;
    Ok(Glance {
        new_messages: count(tx, &actor, Key::MessagesView, &MESSAGES, "r.state = {}", Value::from("new"))
            .await?,
        calls_today: count(tx, &actor, Key::CallsView, &CALLS, "r.started_at >= {}", Value::from(today))
            .await?,
    })
}

async fn count(
    tx: &mut Tx,
    actor: &Actor,
    key: Key,
    collection: &Collection,
    condition: &str,
    value: Value<'static>,
) -> Result<Option<usize>> {
    let Some(granted) = Granted::<Imagined>::imagined(actor, key) else { return Ok(None) };
    let select = Select::of(collection.id, collection.from).within(&granted, &collection.owner);
    select.and(condition, [value]).count_up_to(tx, COUNTED_UP_TO).await.map(Some)
}

/// What the person's roles in this account ask to be shown first.
async fn asked(tx: &mut Tx, who: &SignedIn, account: AccountId) -> Result<Verification> {
    let asked: Vec<String> = tx
        .rows(
            "SELECT r.verification FROM membership_roles h JOIN roles r ON r.org_id = h.org_id AND r.id = h.role_id
             WHERE h.org_id = ?1 AND h.user_id = ?2 AND h.account_id = ?3",
            params![who.actor.org(), who.user, account],
            |row| row.get(0),
        )
        .await?;
    Ok(asked.iter().fold(Verification::None, |sum, one| sum.and(Verification::stored(one))))
}
