//! A message is taken in: its delivery begins in the same transaction, if the account has a plan.

use db::params;
use kernel::{MessageId, OrgId, Result, Span, UserId};

use super::advance::{Going, advance};
use super::plan::Plans;
use crate::change::Change;
use crate::history::Event;
use crate::records::messages::{self, NewMessage};

/// What was taken longer ago is brought from elsewhere, and news to nobody.
const NEWS: Span = Span::days(1);

/// Sends what is new and covered by the plan of its account; says what was sent.
pub async fn begin(
    change: &mut Change,
    org: OrgId,
    (message, creator): (MessageId, Option<UserId>),
    new: &NewMessage,
    plans: &mut Plans,
) -> Result<Vec<Event>> {
    if new.state != "new" || new.taken_at.is_some_and(|at| at < change.at - NEWS) {
        return Ok(Vec::new());
    }
    let plan = plans.of(&mut change.tx, org, new.account).await?;
    let Some(plan) = plan.filter(|plan| plan.sends(new.priority)) else { return Ok(Vec::new()) };
    // What is for nobody in particular goes nowhere unless the plan says to whom.
    if new.contact.is_none() && plan.to.is_none() {
        return Ok(Vec::new());
    }
    change
        .tx
        .execute(
            "INSERT INTO deliveries (org_id, message_id, account_id, state, step, looked_at, began_at, acknowledged_by,
                                     acknowledged_how)
             VALUES (?1, ?2, ?3, 'waiting', 0, ?4, ?4, '', '')",
            params![org, message, new.account, change.at],
        )
        .await?;
    messages::note_delivery(&mut change.tx, org, message, "waiting").await?;
    let going = Going {
        org,
        message,
        account: new.account,
        contact: new.contact,
        creator,
        caller: new.caller_name.clone(),
    };
    advance(change, &going, plan).await
}
