//! A message is taken on the board, which stays open for the next one.

use domain::access::MessagesCreate;
use domain::records::messages;
use kernel::AccountId;
use web::{Answer, Fields, Id, Visitor};

use super::{page_of, show};
use crate::messages::form;

pub async fn take(visitor: Visitor, Id(id): Id<AccountId>, typed: Fields) -> Answer {
    typed.only(&form::NAMES)?;
    let granted = visitor.may::<MessagesCreate>()?;
    // The page says whose message it is, whatever was sent along.
    let typed = typed.with("account", &id.to_string());
    let outcome = match form::read(&typed, &visitor.who.organization.region, &visitor.who.name) {
        Ok(message) => messages::write(visitor.house(), &granted, message).await,
        Err(error) => Err(error),
    };
    match outcome {
        Ok(_) => Ok(visitor.done(&page_of(id), "Message written")),
        Err(error) => show::board_page(&visitor, id, &typed).await?.refused(error),
    }
}
