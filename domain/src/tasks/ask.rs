//! Contact Support: what a client writes to the operators is theirs to answer, and is done when it is answered (S0-46).

use kernel::{AccountId, Result, TaskId};

use super::create::zone_within;
use super::store::{New, insert};
use super::{Assignee, TaskDetails};
use crate::access::{Granted, HelpAsk};
use crate::history::{Action, Event};
use crate::house::House;

/// Gives the operators a question; who asked sees it, and the answers to it.
pub async fn ask(
    house: &House,
    granted: &Granted<HelpAsk>,
    account: AccountId,
    subject: &str,
    text: &str,
) -> Result<TaskId> {
    let mut change = house.change(granted).await?;
    zone_within(&mut change.tx, granted, account).await?;
    let question = TaskDetails {
        title: subject.to_owned(),
        text: text.to_owned(),
        assignee: Assignee::Operators,
        repeats: "never".to_owned(),
        ..TaskDetails::default()
    };
    let question = question.checked()?;
    let (actor, signature) = (granted.actor(), granted.actor().signature());
    let id = insert(&mut change, granted.org(), New::by(actor, account, &signature, &question)).await?;
    let event = Event::of(Action::SupportAsked)
        .about(id.any(), question.title)
        .in_account(account)
        .owned(None, actor.user_id());
    change.record(actor, event).await?.commit().await?;
    Ok(id)
}
