//! How the client's messages are delivered, and the client's word that a message has come.

use domain::access::{MessagesDeliver, MessagesMark};
use domain::delivery;
use kernel::{AccountId, Error, MessageId, Result};
use web::delivery::{LEAD, NAMES, plan_form, plan_of, plan_read, plan_typed};
use web::ui::{Choice, Shell};
use web::{Answer, Fields, Id, Visitor};

use crate::form_page::FormPage;

const UP: &str = "/messages";
pub const PATH: &str = "/messages/delivery";

pub async fn ask(visitor: Visitor) -> Answer {
    form_page(&visitor, None).await?.answer()
}

pub async fn save(visitor: Visitor, typed: Fields) -> Answer {
    typed.only(&NAMES)?;
    let granted = visitor.may::<MessagesDeliver>()?;
    match delivery::save(visitor.house(), &granted, account(&visitor)?, plan_read(&typed)).await {
        Ok(()) => Ok(visitor.done(UP, "Delivery plan saved.")),
        Err(error) => form_page(&visitor, Some(typed)).await?.refused(error),
    }
}

async fn form_page(visitor: &Visitor, typed: Option<Fields>) -> Result<FormPage> {
    let (plan, choices) = plan_of(visitor, account(visitor)?).await?;
    let typed = typed.unwrap_or_else(|| plan_typed(plan));
    Ok(FormPage {
        shell: Shell {
            trail: vec![Choice::new("Messages", UP, false)],
            ..visitor.shell("Delivery of messages")
        },
        lead: LEAD.to_owned(),
        form: plan_form(PATH.to_owned(), UP.to_owned(), &typed, &choices),
    })
}

fn account(visitor: &Visitor) -> Result<AccountId> {
    Ok(visitor.who.actor.place().ok_or(Error::NotFound)?.account)
}

pub async fn acknowledge(visitor: Visitor, Id(id): Id<MessageId>, fields: Fields) -> Answer {
    fields.only(&[])?;
    let granted = visitor.may::<MessagesMark>()?;
    delivery::acknowledge(visitor.house(), &granted, id).await?;
    Ok(visitor.done(&format!("{UP}/{id}"), "Acknowledged."))
}
