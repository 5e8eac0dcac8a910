//! A schedule as the API says it and takes it.

use domain::access::OnCallView;
use domain::on_call::{self, LayerDraft, RuleDraft, Schedule, Somebody, StandIn};
use kernel::{AccountId, ContactId, Error, Invalid, OverrideId, Result, ScheduleId};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::ToSchema;

use crate::caller::Caller;

/// A schedule with its layers and the overrides that are not over. Who sees only what is his or her own is told of no
/// layers, and of no overrides of others.
#[derive(Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ScheduleInFull {
    #[schema(value_type = String)]
    id: ScheduleId,
    #[schema(value_type = String)]
    account: AccountId,
    name: String,
    /// Of the clock by which it hands off: `America/Chicago`.
    time_zone: String,
    /// The first layer in which somebody is on call decides.
    layers: Vec<LayerWritten>,
    /// The contact who is on call when nobody else is.
    #[schema(required, value_type = Option<String>)]
    fallback: Option<ContactId>,
    overrides: Vec<OverrideSaid>,
    #[schema(format = DateTime)]
    changed_at: String,
}

/// People who take turns.
#[derive(Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct LayerWritten {
    #[schema(max_length = 120)]
    #[serde(default)]
    name: String,
    /// Date and time of day of the first hand-off, on the clock of the schedule: `2026-11-20T17:00`.
    #[schema(required)]
    #[serde(default)]
    begins: String,
    /// Hours on the clock of each turn: 24 is a day, 168 a week.
    #[schema(required, minimum = 1, maximum = 8784)]
    #[serde(default)]
    turn_hours: i64,
    /// Ids of contacts of the account, in the order of their turns.
    #[schema(required, max_items = 30)]
    #[serde(default)]
    members: Vec<String>,
    /// When the layer holds; at every hour, if there are none.
    #[schema(max_items = 7)]
    #[serde(default)]
    rules: Vec<RuleWritten>,
}

/// A time of the week. One that ends at or before its beginning goes on into the next day.
#[derive(Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RuleWritten {
    /// `mon`, `tue`, `wed`, `thu`, `fri`, `sat`, `sun`
    #[schema(required)]
    #[serde(default)]
    days: Vec<String>,
    /// `17:00`
    #[schema(required)]
    #[serde(default)]
    from: String,
    /// `08:00`
    #[schema(required)]
    #[serde(default)]
    until: String,
}

/// A contact, and how he or she is reached.
#[derive(Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PersonOnCall {
    #[schema(value_type = String)]
    id: ContactId,
    name: String,
    /// In E.164; null without a number.
    #[schema(required)]
    pub phone: Option<String>,
    #[schema(required)]
    email: Option<String>,
}

/// Somebody on call in place of whoever would be.
#[derive(Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct OverrideSaid {
    #[schema(value_type = String)]
    id: OverrideId,
    #[schema(value_type = String)]
    contact: ContactId,
    name: String,
    #[schema(format = DateTime)]
    from: String,
    #[schema(format = DateTime)]
    until: String,
    reason: String,
    made_by: String,
}

impl From<&LayerDraft> for LayerWritten {
    fn from(layer: &LayerDraft) -> Self {
        Self {
            name: layer.name.clone(),
            begins: layer.begins.clone(),
            turn_hours: layer.turn_hours,
            members: layer.members.iter().map(ToString::to_string).collect(),
            rules: layer
                .rules
                .iter()
                .map(|rule| RuleWritten {
                    days: rule.days.clone(),
                    from: rule.from.clone(),
                    until: rule.until.clone(),
                })
                .collect(),
        }
    }
}

impl LayerWritten {
    /// As the domain reads it; an id that is none is noted at its layer.
    pub fn draft(self, number: usize, invalid: &mut Invalid) -> LayerDraft {
        let field = format!("layers.{number}.members");
        let members = self.members.iter().filter_map(|id| invalid.check(&field, id.parse())).collect();
        let rule = |rule: RuleWritten| RuleDraft { days: rule.days, from: rule.from, until: rule.until };
        LayerDraft {
            name: self.name,
            begins: self.begins,
            turn_hours: self.turn_hours,
            members,
            rules: self.rules.into_iter().map(rule).collect(),
        }
    }
}

impl From<Somebody> for PersonOnCall {
    fn from(somebody: Somebody) -> Self {
        let said = |text: String| (!text.is_empty()).then_some(text);
        Self {
            id: somebody.id,
            name: somebody.name,
            phone: said(somebody.phone),
            email: said(somebody.email),
        }
    }
}

impl From<&StandIn> for OverrideSaid {
    fn from(one: &StandIn) -> Self {
        Self {
            id: one.id,
            contact: one.contact,
            name: one.name.clone(),
            from: one.from.to_string(),
            until: one.until.to_string(),
            reason: one.reason.clone(),
            made_by: one.made_by.clone(),
        }
    }
}

impl From<&Schedule> for ScheduleInFull {
    fn from(schedule: &Schedule) -> Self {
        Self {
            id: schedule.id,
            account: schedule.account,
            name: schedule.name.clone(),
            time_zone: schedule.draft.time_zone.clone(),
            layers: schedule.draft.layers.iter().map(LayerWritten::from).collect(),
            fallback: schedule.draft.fallback,
            overrides: schedule.overrides.iter().map(OverrideSaid::from).collect(),
            changed_at: schedule.changed_at.to_string(),
        }
    }
}

/// The schedule as it is now.
pub async fn json(caller: &Caller, id: ScheduleId) -> Result<Value> {
    let granted = caller.may::<OnCallView>()?;
    let now = caller.house().now();
    let found = on_call::find(&mut caller.read().await?, &granted, id, now).await?;
    serde_json::to_value(ScheduleInFull::from(&found)).map_err(Error::bug)
}
