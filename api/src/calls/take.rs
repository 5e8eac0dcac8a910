//! Calls that another program brings.

use domain::access::CallsCreate;
use domain::accounts::numbers::Directory;
use domain::records::calls::take_in;
use kernel::{Error, Result};
use serde_json::Value;

use super::NewCall;
use crate::body;
use crate::caller::{Answer, Caller};
use crate::intake::{Intake, answer, first};

pub async fn take(caller: Caller, intake: Intake) -> Answer {
    let granted = caller.may::<CallsCreate>()?;
    let directory = directory(&caller, &intake.records).await?;
    let private = caller.site.settings.private_recordings;
    let read = |value: &Value| {
        body::decode::<NewCall>(value).and_then(|call| call.check(directory.as_ref(), private))
    };
    let mut calls = Vec::with_capacity(intake.records.len());
    for value in &intake.records {
        match read(value) {
            Ok(call) => calls.push(Ok(call)),
            Err(invalid) if intake.many => calls.push(Err(first(&invalid))),
            Err(invalid) => return Err(Error::Invalid(invalid).into()),
        }
    }
    let outcome = take_in(caller.house(), &granted, calls, intake.once.as_ref()).await?;
    answer("/api/v1/calls", intake.many, outcome)
}

/// Whose number is whose; looked up only if a call needs it.
async fn directory(caller: &Caller, records: &[Value]) -> Result<Option<Directory>> {
    let nameless = records.iter().filter(|record| !record.get("account").is_some_and(Value::is_string));
    let dialed: Vec<&str> = nameless
        .flat_map(|record| [record.get("to"), record.get("from")])
        .flatten()
        .filter_map(Value::as_str)
        .collect();
    if dialed.is_empty() {
        return Ok(None);
    }
    let granted = caller.may::<CallsCreate>()?;
    Directory::of_these(&mut caller.read().await?, &granted, &dialed).await.map(Some)
}
