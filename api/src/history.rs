//! Everything that happened: who did what, for whom, when and through what.

use domain::access::{HistoryView, Reach};
use domain::history::{self, HISTORY};
use domain::records::Record;
use serde_json::Value;

use crate::caller::{Answer, Caller};
use crate::page::{self, Question};

pub async fn list(caller: Caller, Question(pairs): Question) -> Answer {
    let query = page::query(&HISTORY, &pairs)?;
    let granted = caller.may::<HistoryView>()?;
    let found = history::list(&mut caller.read().await?, &granted, &query).await?;
    let entry = |record: &Record| entry(record, granted.reach());
    Ok(page::answer(&HISTORY, &pairs, &found, entry))
}

/// A client sees what an operator did in the account, and not the address that the operator works at.
fn entry(record: &Record, reach: Reach) -> Value {
    let mut entry = record.json();
    if reach < Reach::Organization {
        for field in ["address", "request"] {
            if let Some(value) = entry.get_mut(field) {
                *value = Value::Null;
            }
        }
    }
    entry
}
