//! How the messages of an account are delivered: off, until somebody writes a plan.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use db::{Tx, params};
use kernel::{AccountId, ContactId, Error, OrgId, Result, ScheduleId};

use super::draft::{AFTER_NOBODY, AFTER_ON_CALL, Content, PlanDraft};
use super::hook;
use super::means::Means;
use super::steps::Pace;
use crate::access::{Granted, MessagesDeliver, is_secure};
use crate::accounts;
use crate::accounts::templates::TAKES_NOTHING;
use crate::change::Change;
use crate::history::{Action, Event};
use crate::house::{House, Read};
use crate::on_call;
use crate::people::contacts;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Plan {
    /// One of [`super::MODES`].
    pub mode: &'static str,
    /// Who gets what is for nobody in particular.
    pub to: Option<Target>,
    pub after: After,
    pub pace: Pace,
    /// What a letter says that asks somebody to acknowledge.
    pub content: Content,
    /// What the letters say that people choose for themselves.
    pub notices: Content,
    pub draft: PlanDraft,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Target {
    /// Whoever is on call there.
    Schedule(ScheduleId),
    Contact(ContactId),
}

/// Who is asked when the first person does not answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum After {
    /// Everybody who is left in the schedule, in order.
    OnCall,
    Contact(ContactId),
    Nobody,
}

impl Plan {
    /// Whether messages of this priority are sent.
    pub fn sends(&self, priority: &str) -> bool {
        match self.mode {
            "all" => true,
            "urgent" => priority == "urgent",
            _ => false,
        }
    }
}

/// The plans of the accounts of a batch, each looked up once.
#[derive(Default)]
pub(crate) struct Plans(BTreeMap<AccountId, Option<Plan>>);

impl Plans {
    pub(super) async fn of(&mut self, tx: &mut Tx, org: OrgId, account: AccountId) -> Result<Option<&Plan>> {
        if let Entry::Vacant(new) = self.0.entry(account) {
            new.insert(of_account(tx, org, account).await?);
        }
        Ok(self.0.get(&account).and_then(Option::as_ref))
    }
}

/// The plan of an account; one that is off where nobody has written any.
pub async fn plan(
    read: &mut Read,
    granted: &Granted<MessagesDeliver>,
    account: AccountId,
) -> Result<PlanDraft> {
    accounts::find_in(&mut read.0, granted, account).await?;
    Ok(kept(&mut read.0, granted.org(), account).await?.unwrap_or_default())
}

pub(super) async fn of_account(tx: &mut Tx, org: OrgId, account: AccountId) -> Result<Option<Plan>> {
    let draft = kept(tx, org, account).await?;
    draft.map(|draft| draft.check().map_err(Error::bug)).transpose()
}

async fn kept(tx: &mut Tx, org: OrgId, account: AccountId) -> Result<Option<PlanDraft>> {
    let found = tx
        .row(
            "SELECT mode, schedule_id, contact_id, after, after_contact_id, channels, between_channels, wait,
                    reminders, content, notices
             FROM delivery_plans WHERE org_id = ?1 AND account_id = ?2",
            params![org, account],
            |row| {
                let schedule = row.get::<Option<ScheduleId>>(1)?.map(|id| id.to_string());
                let contact = row.get::<Option<ContactId>>(2)?.map(|id| id.to_string());
                let after = row.get::<Option<ContactId>>(4)?.map(|id| id.to_string());
                Ok(PlanDraft {
                    mode: row.get(0)?,
                    to: schedule.or(contact).unwrap_or_default(),
                    after: after.map_or_else(|| row.get(3), Ok)?,
                    channels: row.get(5)?,
                    between: row.get(6)?,
                    wait: row.get(7)?,
                    reminders: row.get(8)?,
                    content: row.get(9)?,
                    notices: row.get(10)?,
                })
            },
        )
        .await?;
    Ok(found)
}

/// How much the letters may say of an account that people choose for themselves; of a Secure account never anything.
pub(crate) async fn of_notices(tx: &mut Tx, org: OrgId, account: AccountId) -> Result<Content> {
    if is_secure(tx, org, account).await? {
        return Ok(Content::Link);
    }
    let sql = "SELECT notices FROM delivery_plans WHERE org_id = ?1 AND account_id = ?2";
    let kept = tx.row(sql, params![org, account], |row| row.get::<String>(0)).await?;
    Ok(kept.map_or(Content::Link, |kept| Content::stored(&kept)))
}

/// From the next message on, and for the next step of those that wait.
pub async fn save(
    house: &House,
    granted: &Granted<MessagesDeliver>,
    account: AccountId,
    draft: PlanDraft,
) -> Result<()> {
    let mut change = house.change(granted).await?;
    let org = granted.org();
    let about = accounts::find_in(&mut change.tx, granted, account).await?;
    if about.template {
        return Err(Error::conflict(TAKES_NOTHING));
    }
    let plan = draft.check()?;
    if plan.pace.channels.contains(&Means::Webhook) && !hook::is_there(&mut change.tx, org, account).await? {
        return Err(Error::invalid("channels", "Say first where the webhook of this account leads."));
    }
    must_be_of(&mut change.tx, org, account, &plan).await?;
    let before = kept(&mut change.tx, org, account).await?.unwrap_or_default();
    if before == draft {
        return Ok(());
    }
    let (schedule, contact) = match plan.to {
        Some(Target::Schedule(id)) => (Some(id), None),
        Some(Target::Contact(id)) => (None, Some(id)),
        None => (None, None),
    };
    let (after, after_contact) = match plan.after {
        After::OnCall => (AFTER_ON_CALL, None),
        After::Contact(id) => ("contact", Some(id)),
        After::Nobody => (AFTER_NOBODY, None),
    };
    change
        .tx
        .execute(
            "INSERT INTO delivery_plans (org_id, account_id, mode, schedule_id, contact_id, after, after_contact_id,
               channels, between_channels, wait, reminders, content, changed_at, changed_by, notices)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15)
             ON CONFLICT (org_id, account_id) DO UPDATE SET mode = ?3, schedule_id = ?4, contact_id = ?5, after = ?6,
               after_contact_id = ?7, channels = ?8, between_channels = ?9, wait = ?10, reminders = ?11, content = ?12,
               changed_at = ?13, changed_by = ?14, notices = ?15",
            params![
                org,
                account,
                plan.mode,
                schedule,
                contact,
                after,
                after_contact,
                &draft.channels,
                draft.between,
                draft.wait,
                draft.reminders,
                plan.content.name(),
                change.at,
                granted.actor().signature(),
                plan.notices.name(),
            ],
        )
        .await?;
    if before.mode != draft.mode {
        look_at_those_on_their_way(&mut change, org, account).await?;
    }
    let event = Event::of(Action::DeliveryPlanned)
        .about(account.any(), about.name)
        .in_account(account)
        .changed("messages", before.mode, draft.mode)
        .changed("to", before.to, draft.to)
        .changed("then", before.after, draft.after)
        .changed("channels", before.channels, draft.channels)
        .changed("minutes between", before.between.to_string(), draft.between.to_string())
        .changed("minutes to answer", before.wait.to_string(), draft.wait.to_string())
        .changed("reminders", before.reminders.to_string(), draft.reminders.to_string())
        .changed("content", before.content, draft.content)
        .changed("content of notices", before.notices, draft.notices);
    change.record(granted.actor(), event).await?.commit().await
}

/// What is on its way stops where the plan does not send such messages any more. Looked at early, the rest waits on as
/// before.
async fn look_at_those_on_their_way(change: &mut Change, org: OrgId, account: AccountId) -> Result<()> {
    let sql =
        "UPDATE deliveries SET next_at = ?3 WHERE org_id = ?1 AND account_id = ?2 AND state = 'waiting'";
    change.tx.execute(sql, params![org, account, change.at]).await?;
    Ok(())
}

async fn must_be_of(tx: &mut Tx, org: OrgId, account: AccountId, plan: &Plan) -> Result<()> {
    match plan.to {
        Some(Target::Schedule(id)) if !on_call::is_of(tx, org, account, id).await? => {
            return Err(Error::invalid("to", "Choose a schedule of this account."));
        }
        Some(Target::Contact(id)) => of_account_at(tx, org, account, (id, "to")).await?,
        _ => {}
    }
    match plan.after {
        After::Contact(id) => of_account_at(tx, org, account, (id, "after")).await,
        After::OnCall | After::Nobody => Ok(()),
    }
}

async fn of_account_at(
    tx: &mut Tx,
    org: OrgId,
    account: AccountId,
    (contact, field): (ContactId, &'static str),
) -> Result<()> {
    contacts::in_account(tx, org, account, contact).await.map_err(|error| match error {
        Error::Invalid(_) => Error::invalid(field, "Choose a contact of this account."),
        other => other,
    })
}
