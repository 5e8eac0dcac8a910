//! How the messages of an account are delivered, and the operator’s word that somebody has one.

use domain::access::{AccountsView, Key, MessagesDeliver, MessagesMark};
use domain::{accounts, delivery};
use kernel::{AccountId, MessageId, Result};
use web::delivery::{LEAD, NAMES, plan_form, plan_of, plan_read, plan_typed};
use web::ui::Door;
use web::{Answer, Fields, Id, Policy, Routes, Site, Visitor};

use super::page_of;
use crate::accounts::{list, page_of as page_of_account};
use crate::form_page::FormPage;

pub fn routes(site: &Site) -> Routes {
    let (plan, needs) = ("/console/accounts/{id}/delivery", Policy::Needs(Key::MessagesDeliver));
    Routes::new(Door::Console, site).get(plan, needs, ask).post(plan, needs, save).post(
        "/console/messages/{id}/acknowledge",
        Policy::Needs(Key::MessagesMark),
        acknowledge,
    )
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

async fn form_page(visitor: &Visitor, id: AccountId, typed: Option<Fields>) -> Result<FormPage> {
    let granted = visitor.may::<AccountsView>()?;
    let account = accounts::find(&mut visitor.read().await?, &granted, id).await?;
    let (plan, choices) = plan_of(visitor, id).await?;
    let (up, typed) = (page_of_account(id), typed.unwrap_or_else(|| plan_typed(plan)));
    Ok(FormPage {
        shell: list::below(visitor, "Delivery of messages", &[(&account.name, up.clone())]),
        lead: LEAD.to_owned(),
        form: plan_form(format!("{up}/delivery"), up, &typed, &choices),
    })
}

/// Somebody has told the operator.
async fn acknowledge(visitor: Visitor, Id(id): Id<MessageId>, fields: Fields) -> Answer {
    fields.only(&[])?;
    let granted = visitor.may::<MessagesMark>()?;
    delivery::acknowledge(visitor.house(), &granted, id).await?;
    Ok(visitor.done(&page_of(id), "Acknowledged"))
}
