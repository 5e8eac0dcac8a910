//! Support access: who of the organization entered an account, when, and what was done there (S3-40, C-10).

use std::collections::HashMap;

use db::Value;
use kernel::{Result, Timestamp, UserId};

use super::list::OWNER;
use super::{Action, FieldChange};
use crate::access::{Granted, Select, SupportView};
use crate::house::Read;

/// Events that are looked through.
const LOOKED_AT: usize = 1000;

/// One visit of an operator in the place of a client.
#[derive(Clone, Debug)]
pub struct Visit {
    pub operator: String,
    /// In whose place.
    pub subject: String,
    pub began: Timestamp,
    /// When the operator left; none if the time ran out.
    pub ended: Option<Timestamp>,
    /// Whether the operator could only look.
    pub only_looked: bool,
    /// What was done, in its order.
    pub deeds: Vec<Deed>,
}

#[derive(Clone, Debug)]
pub struct Deed {
    pub at: Timestamp,
    pub action: Option<Action>,
    pub label: String,
}

struct Line {
    at: Timestamp,
    action: Option<Action>,
    operator: Option<UserId>,
    operator_name: String,
    subject: String,
    label: String,
    changes: Vec<FieldChange>,
}

/// The latest visits within reach, newest first.
pub async fn support(read: &mut Read, granted: &Granted<SupportView>, limit: usize) -> Result<Vec<Visit>> {
    let mut lines = Select::of(
        "r.at, r.action, r.actor_id, r.actor_name, r.subject_name, r.label, r.changes",
        "events r",
    )
    .within(granted, &OWNER)
    .and("r.action = {} OR r.via LIKE 'login as %'", [Value::from(Action::LoginAsStarted.name())])
    .then(&format!("ORDER BY r.seq DESC LIMIT {LOOKED_AT}"))
    .rows(&mut read.0, |row| {
        Ok(Line {
            at: row.get(0)?,
            action: Action::parse(&row.get::<String>(1)?),
            operator: row.get(2)?,
            operator_name: row.get(3)?,
            subject: row.get(4)?,
            label: row.get(5)?,
            changes: serde_json::from_str(&row.get::<String>(6)?).unwrap_or_default(),
        })
    })
    .await?;
    lines.reverse();
    let mut visits = visits(lines);
    visits.reverse();
    visits.truncate(limit);
    Ok(visits)
}

/// An operator is in one place at a time: what follows a beginning belongs to it, until the next one.
fn visits(lines: Vec<Line>) -> Vec<Visit> {
    let mut visits: Vec<Visit> = Vec::new();
    let mut open: HashMap<Option<UserId>, usize> = HashMap::new();
    for line in lines {
        if line.action == Some(Action::LoginAsStarted) {
            open.insert(line.operator, visits.len());
            visits.push(Visit {
                operator: line.operator_name,
                subject: line.label,
                began: line.at,
                ended: None,
                only_looked: line
                    .changes
                    .iter()
                    .any(|change| change.field == "mode" && change.after == "view"),
                deeds: Vec::new(),
            });
            continue;
        }
        let at = *open.entry(line.operator).or_insert_with(|| {
            visits.push(Visit {
                operator: line.operator_name.clone(),
                subject: line.subject.clone(),
                began: line.at,
                ended: None,
                only_looked: false,
                deeds: Vec::new(),
            });
            visits.len() - 1
        });
        let Some(visit) = visits.get_mut(at) else { continue };
        if line.action == Some(Action::LoginAsEnded) {
            visit.ended = Some(line.at);
        } else {
            visit.deeds.push(Deed { at: line.at, action: line.action, label: line.label });
        }
    }
    visits
}
