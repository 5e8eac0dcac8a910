//! Messages that another program brings.

use domain::access::MessagesCreate;
use domain::records::messages::take_in;
use kernel::Error;

use super::NewMessage;
use crate::body;
use crate::caller::{Answer, Caller};
use crate::intake::{Intake, answer, first};

pub async fn take(caller: Caller, intake: Intake) -> Answer {
    let granted = caller.may::<MessagesCreate>()?;
    let mut messages = Vec::with_capacity(intake.records.len());
    for value in &intake.records {
        match body::decode::<NewMessage>(value).and_then(NewMessage::check) {
            Ok(message) => messages.push(Ok(message)),
            Err(invalid) if intake.many => messages.push(Err(first(&invalid))),
            Err(invalid) => return Err(Error::Invalid(invalid).into()),
        }
    }
    let outcome = take_in(caller.house(), &granted, messages, intake.once.as_ref()).await?;
    answer("/api/v1/messages", intake.many, outcome)
}
