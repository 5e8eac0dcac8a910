//! To whom a message was sent and who has it, and the plan of an account for that.

use axum::Json;
use axum::response::IntoResponse;
use domain::access::{MessagesDeliver, MessagesMark, MessagesView};
use domain::delivery::{self, AFTER_NOBODY, PlanDraft};
use domain::notices::State;
use kernel::{AccountId, ContactId, MessageId};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::body::Body;
use crate::caller::{Answer, Caller};
use crate::id::Id;
use crate::openapi::{delivery_contents, delivery_modes};
use crate::single::done;

/// To whom a message was sent, and who has it.
#[derive(Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct MessageDelivery {
    /// `none`, `waiting`, `acknowledged` or `nobody`
    state: String,
    /// When it was first sent.
    #[schema(required, format = DateTime)]
    began_at: Option<String>,
    /// When it goes on if nobody acknowledges.
    #[schema(required, format = DateTime)]
    next_at: Option<String>,
    /// When it was acknowledged, or everybody had been asked.
    #[schema(required, format = DateTime)]
    done_at: Option<String>,
    #[schema(required)]
    acknowledged_by: Option<String>,
    /// `link`, `portal`, `phone`, `reply` or `webhook`
    #[schema(required)]
    acknowledged_how: Option<String>,
    /// In their order.
    attempts: Vec<DeliveryAttempt>,
    /// What people said to it by text message, in its order.
    replies: Vec<DeliveryReply>,
}

/// Somebody replied to the text message, and not just to acknowledge it.
#[derive(Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct DeliveryReply {
    name: String,
    text: String,
    #[schema(format = DateTime)]
    at: String,
}

/// Somebody was asked, or would have been.
#[derive(Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct DeliveryAttempt {
    #[schema(value_type = String)]
    contact: ContactId,
    name: String,
    /// `email`, `sms` or `webhook`
    channel: String,
    /// Null if there was none, or if it is not the caller's to see.
    #[schema(required)]
    address: Option<String>,
    /// 0, and one more for each reminder.
    reminder: i64,
    #[schema(format = DateTime)]
    at: String,
    /// What became of the letter, as the outbox says; null if there was none.
    #[schema(required)]
    state: Option<String>,
    /// Why there was no letter, or why it is not sent.
    #[schema(required)]
    reason: Option<String>,
    /// When it was sent, or given up.
    #[schema(required, format = DateTime)]
    done_at: Option<String>,
}

/// How the messages of an account are delivered.
#[derive(Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct DeliveryPlan {
    #[schema(schema_with = delivery_modes)]
    mode: String,
    /// Null: what is for nobody in particular is not sent.
    #[schema(required)]
    to: Option<String>,
    after: String,
    channels: Vec<String>,
    between: i64,
    wait: i64,
    reminders: i64,
    #[schema(schema_with = delivery_contents)]
    content: String,
    #[schema(schema_with = delivery_contents)]
    notices: String,
}

/// How the messages of an account are delivered from now on.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewDeliveryPlan {
    /// Which messages are sent.
    #[schema(schema_with = delivery_modes)]
    mode: String,
    /// Who gets what is for nobody in particular: an on-call schedule or a contact; null: it is not sent.
    to: Option<String>,
    /// Who is asked when there is no answer: `nobody`, `on_call`, or a contact.
    #[serde(default = "nobody")]
    after: String,
    /// `email`, `sms` and `webhook`, in their order.
    #[serde(default = "email")]
    channels: Vec<String>,
    /// Minutes between one channel and the next: 0, 2, 5, 10, 15 or 30.
    #[serde(default = "five")]
    between: i64,
    /// Minutes in which an answer is waited for: 5, 10, 15, 30 or 60.
    #[serde(default = "fifteen")]
    wait: i64,
    /// How often the same person is asked again.
    #[serde(default = "one")]
    #[schema(minimum = 0, maximum = 5)]
    reminders: i64,
    /// What a letter says.
    #[serde(default = "link")]
    #[schema(schema_with = delivery_contents)]
    content: String,
    /// What the letters say that people of the account choose for themselves: of new messages, missed calls and tasks.
    #[serde(default = "link")]
    #[schema(schema_with = delivery_contents)]
    notices: String,
}

fn nobody() -> String {
    AFTER_NOBODY.to_owned()
}

fn email() -> Vec<String> {
    vec!["email".to_owned()]
}

const fn five() -> i64 {
    5
}

const fn fifteen() -> i64 {
    15
}

const fn one() -> i64 {
    1
}

fn link() -> String {
    "link".to_owned()
}

pub async fn show(caller: Caller, Id(id): Id<MessageId>) -> Answer {
    let granted = caller.may::<MessagesView>()?;
    let found = delivery::of_message(&mut caller.read().await?, &granted, id).await?;
    let said = found.map_or_else(MessageDelivery::none, MessageDelivery::of);
    Ok(Json(said).into_response())
}

pub async fn acknowledge(caller: Caller, Id(id): Id<MessageId>) -> Answer {
    delivery::acknowledge(caller.house(), &caller.may::<MessagesMark>()?, id).await?;
    Ok(done())
}

pub async fn show_plan(caller: Caller, Id(id): Id<AccountId>) -> Answer {
    let granted = caller.may::<MessagesDeliver>()?;
    let plan = delivery::plan(&mut caller.read().await?, &granted, id).await?;
    Ok(Json(DeliveryPlan::of(plan)).into_response())
}

pub async fn save_plan(caller: Caller, Id(id): Id<AccountId>, Body(new): Body<NewDeliveryPlan>) -> Answer {
    let granted = caller.may::<MessagesDeliver>()?;
    delivery::save(caller.house(), &granted, id, new.draft()).await?;
    show_plan(caller, Id(id)).await
}

impl MessageDelivery {
    fn none() -> Self {
        Self {
            state: "none".to_owned(),
            began_at: None,
            next_at: None,
            done_at: None,
            acknowledged_by: None,
            acknowledged_how: None,
            attempts: Vec::new(),
            replies: Vec::new(),
        }
    }

    fn of(found: delivery::Delivery) -> Self {
        let (by, how) = found.acknowledged.map_or((None, None), |(by, how)| (Some(by), Some(how)));
        Self {
            state: found.state,
            began_at: Some(found.began_at.to_string()),
            next_at: found.next_at.map(|at| at.to_string()),
            done_at: found.done_at.map(|at| at.to_string()),
            acknowledged_by: by,
            acknowledged_how: how.map(|how| how.name().to_owned()),
            attempts: found.attempts.into_iter().map(DeliveryAttempt::of).collect(),
            replies: found.replies.into_iter().map(DeliveryReply::of).collect(),
        }
    }
}

impl DeliveryReply {
    fn of(one: delivery::Reply) -> Self {
        Self { name: one.name, text: one.text, at: one.at.to_string() }
    }
}

impl DeliveryAttempt {
    fn of(one: delivery::Attempt) -> Self {
        let some = |text: String| (!text.is_empty()).then_some(text);
        let reason = if one.left_out.is_empty() { one.reason } else { one.left_out };
        Self {
            contact: one.contact,
            name: one.name,
            channel: one.channel.name().to_owned(),
            address: some(one.address),
            reminder: one.round,
            at: one.at.to_string(),
            state: one.state.map(|state: State| state.name().to_owned()),
            reason: some(reason),
            done_at: one.done_at.map(|at| at.to_string()),
        }
    }
}

impl DeliveryPlan {
    fn of(plan: PlanDraft) -> Self {
        Self {
            mode: plan.mode,
            to: (!plan.to.is_empty()).then_some(plan.to),
            after: plan.after,
            channels: plan.channels.split(' ').map(str::to_owned).collect(),
            between: plan.between,
            wait: plan.wait,
            reminders: plan.reminders,
            content: plan.content,
            notices: plan.notices,
        }
    }
}

impl NewDeliveryPlan {
    fn draft(self) -> PlanDraft {
        PlanDraft {
            mode: self.mode,
            to: self.to.unwrap_or_default(),
            after: self.after,
            channels: self.channels.join(" "),
            between: self.between,
            wait: self.wait,
            reminders: self.reminders,
            content: self.content,
            notices: self.notices,
        }
    }
}
