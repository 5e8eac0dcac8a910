//! How the client's messages are delivered, and the client's word that a message has come.

use domain::access::{MessagesDeliver, MessagesMark};
use domain::delivery;
use kernel::{AccountId, Error, MessageId, Result};
use web::delivery::hook::{self, At};
use web::delivery::{NAMES, PlanPage, plan_read};
use web::ui::{Choice, Shell};
use web::{Answer, Fields, Id, Visitor};

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

async fn form_page(visitor: &Visitor, typed: Option<Fields>) -> Result<PlanPage> {
    let shell = Shell { trail: trail(), ..visitor.shell("Delivery of messages") };
    PlanPage::of(visitor, account(visitor)?, (shell, PATH.to_owned(), UP.to_owned()), typed).await
}

fn trail() -> Vec<Choice> {
    vec![Choice::new("Messages", UP, false)]
}

fn at(visitor: &Visitor) -> Result<At> {
    Ok(At { account: account(visitor)?, plan: PATH.to_owned(), trail: trail() })
}

pub async fn ask_hook(visitor: Visitor) -> Answer {
    hook::ask(&visitor, at(&visitor)?).await
}

pub async fn save_hook(visitor: Visitor, typed: Fields) -> Answer {
    hook::save(&visitor, at(&visitor)?, typed).await
}

pub async fn ask_rotate_hook(visitor: Visitor) -> Answer {
    hook::ask_rotate(&visitor, at(&visitor)?).await
}

pub async fn rotate_hook(visitor: Visitor, fields: Fields) -> Answer {
    hook::rotate(&visitor, at(&visitor)?, fields).await
}

pub async fn ask_remove_hook(visitor: Visitor) -> Answer {
    hook::ask_remove(&visitor, at(&visitor)?).await
}

pub async fn remove_hook(visitor: Visitor, fields: Fields) -> Answer {
    hook::remove(&visitor, at(&visitor)?, fields).await
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
