//! How the messages of an account are delivered, and the operator’s word that somebody has one.

use domain::access::{AccountsView, Key, MessagesDeliver, MessagesMark};
use domain::{accounts, delivery};
use kernel::{AccountId, MessageId, Result};
use web::delivery::hook::{self, At};
use web::delivery::{NAMES, PlanPage, plan_read};
use web::ui::Door;
use web::{Answer, Fields, Id, Policy, Routes, Site, Visitor};

use super::page_of;
use crate::accounts::{list, page_of as page_of_account};

pub fn routes(site: &Site) -> Routes {
    let (plan, needs) = ("/console/accounts/{id}/delivery", Policy::Needs(Key::MessagesDeliver));
    Routes::new(Door::Console, site)
        .get(plan, needs, ask)
        .post(plan, needs, save)
        .get("/console/accounts/{id}/delivery/webhook", needs, ask_hook)
        .post("/console/accounts/{id}/delivery/webhook", needs, save_hook)
        .get("/console/accounts/{id}/delivery/webhook/secret", needs, ask_rotate_hook)
        .post("/console/accounts/{id}/delivery/webhook/secret", needs, rotate_hook)
        .get("/console/accounts/{id}/delivery/webhook/remove", needs, ask_remove_hook)
        .post("/console/accounts/{id}/delivery/webhook/remove", needs, remove_hook)
        .post("/console/messages/{id}/acknowledge", Policy::Needs(Key::MessagesMark), acknowledge)
}

async fn ask(visitor: Visitor, Id(id): Id<AccountId>) -> Answer {
    form_page(&visitor, id, None).await?.answer()
}

async fn save(visitor: Visitor, Id(id): Id<AccountId>, typed: Fields) -> Answer {
    typed.only(&NAMES)?;
    let granted = visitor.may::<MessagesDeliver>()?;
    match delivery::save(visitor.house(), &granted, id, plan_read(&typed)).await {
        Ok(()) => Ok(visitor.done(&page_of_account(id), "Delivery plan saved")),
        Err(error) => form_page(&visitor, id, Some(typed)).await?.refused(error),
    }
}

async fn form_page(visitor: &Visitor, id: AccountId, typed: Option<Fields>) -> Result<PlanPage> {
    let granted = visitor.may::<AccountsView>()?;
    let account = accounts::find(&mut visitor.read().await?, &granted, id).await?;
    let up = page_of_account(id);
    let shell = list::below(visitor, "Delivery of messages", &[(&account.name, up.clone())]);
    PlanPage::of(visitor, id, (shell, format!("{up}/delivery"), up), typed).await
}

async fn at(visitor: &Visitor, id: AccountId) -> Result<At> {
    let granted = visitor.may::<AccountsView>()?;
    let account = accounts::find(&mut visitor.read().await?, &granted, id).await?;
    let up = page_of_account(id);
    let trail = list::below(visitor, "", &[(&account.name, up.clone())]).trail;
    Ok(At { account: id, plan: format!("{up}/delivery"), trail })
}

async fn ask_hook(visitor: Visitor, Id(id): Id<AccountId>) -> Answer {
    hook::ask(&visitor, at(&visitor, id).await?).await
}

async fn save_hook(visitor: Visitor, Id(id): Id<AccountId>, typed: Fields) -> Answer {
    hook::save(&visitor, at(&visitor, id).await?, typed).await
}

async fn ask_rotate_hook(visitor: Visitor, Id(id): Id<AccountId>) -> Answer {
    hook::ask_rotate(&visitor, at(&visitor, id).await?).await
}

async fn rotate_hook(visitor: Visitor, Id(id): Id<AccountId>, fields: Fields) -> Answer {
    hook::rotate(&visitor, at(&visitor, id).await?, fields).await
}

async fn ask_remove_hook(visitor: Visitor, Id(id): Id<AccountId>) -> Answer {
    hook::ask_remove(&visitor, at(&visitor, id).await?).await
}

async fn remove_hook(visitor: Visitor, Id(id): Id<AccountId>, fields: Fields) -> Answer {
    hook::remove(&visitor, at(&visitor, id).await?, fields).await
}

/// Somebody has told the operator.
async fn acknowledge(visitor: Visitor, Id(id): Id<MessageId>, fields: Fields) -> Answer {
    fields.only(&[])?;
    let granted = visitor.may::<MessagesMark>()?;
    delivery::acknowledge(visitor.house(), &granted, id).await?;
    Ok(visitor.done(&page_of(id), "Acknowledged"))
}
