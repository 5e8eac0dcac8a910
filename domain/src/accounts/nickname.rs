//! The nickname of an account: the back half of its public address, and its name for other programs (S3-55 … S3-57).

use db::params;
use kernel::text::Nickname;
use kernel::{AccountId, Error, OrgId, Result};

use super::list::{Account, find_in};
use super::repeated::repeat;
use crate::access::{AccountsEdit, Granted};
use crate::change::Change;
use crate::history::{Action, Event};
use crate::house::House;

/// Gives the account this nickname, or none. The one before stays reserved to the account, which may take it back;
/// nobody else gets one that looks like it.
pub async fn rename(
    house: &House,
    granted: &Granted<AccountsEdit>,
    id: AccountId,
    nickname: Option<&Nickname>,
) -> Result<()> {
    let mut change = house.change(granted).await?;
    let account = find_in(&mut change.tx, granted, id).await?;
    match rename_in(&mut change, granted.org(), &account, nickname).await? {
        Some(event) => change.record(granted.actor(), event).await?.commit().await,
        None => Ok(()),
    }
}

/// The same within a change that others share; nothing to tell if it is called so already.
pub(super) async fn rename_in(
    change: &mut Change,
    org: OrgId,
    account: &Account,
    nickname: Option<&Nickname>,
) -> Result<Option<Event>> {
    let id = account.id;
    if account.nickname.as_deref() == nickname.map(Nickname::as_str) {
        return Ok(None);
    }
    if let Some(nickname) = nickname {
        // Of two who want it at once the second one finds the row of the first.
        let reserved: Option<AccountId> = change
            .tx
            .row(
                "INSERT INTO account_nicknames (org_id, skeleton, account_id, nickname, taken_at)
                 VALUES (?1, ?2, ?3, ?4, ?5)
                 ON CONFLICT (org_id, skeleton) DO UPDATE SET skeleton = excluded.skeleton
                 RETURNING account_id",
                params![org, nickname.skeleton(), id, nickname.as_str(), change.at],
                |row| row.get(0),
            )
            .await?;
        if reserved != Some(id) {
            let words = "Another client has this nickname, had it once, or has one that looks like it. Choose another.";
            return Err(Error::invalid("nickname", words));
        }
    }
    change
        .tx
        .execute(
            "UPDATE accounts SET nickname = ?3 WHERE org_id = ?1 AND id = ?2",
            params![org, id, nickname.map(Nickname::as_str)],
        )
        .await?;
    repeat(&mut change.tx, org, id).await?;
    Ok(Some(Event::of(Action::AccountEdited).about(id.any(), account.name.as_str()).in_account(id).changed(
        "nickname",
        account.nickname.clone().unwrap_or_default(),
        nickname.map_or("", Nickname::as_str),
    )))
}
