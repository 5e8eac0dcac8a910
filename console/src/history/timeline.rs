//! The latest of the history of one account or one person, with what was changed.

use domain::Read;
use domain::access::HistoryView;
use domain::history;
use kernel::{AccountId, AnyId, Result};
use web::Visitor;
use web::timeline::{SHOWN, timeline};
use web::ui::Timeline;

/// What was done to one thing. Nothing for those who may not see the history.
pub async fn of_thing(visitor: &Visitor, read: &mut Read, thing: AnyId) -> Result<Option<Timeline>> {
    let Ok(granted) = visitor.may::<HistoryView>() else { return Ok(None) };
    let entries = history::about(read, &granted, thing, SHOWN).await?;
    Ok(timeline(visitor, entries))
}

/// What people did in an account.
pub async fn of_account(visitor: &Visitor, read: &mut Read, account: AccountId) -> Result<Option<Timeline>> {
    let Ok(granted) = visitor.may::<HistoryView>() else { return Ok(None) };
    let entries = history::deeds(read, &granted, account, SHOWN).await?;
    Ok(timeline(visitor, entries))
}
