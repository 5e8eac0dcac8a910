//! A new operator, with a link by which he or she chooses a password.

use domain::access::OperatorsManage;
use domain::operators::{self, NewOperator};
use kernel::{Result, UserId};
use web::ui::FormView;
use web::{Answer, Fields, Visitor};

use super::{PATH, below, form, invite, roles_to_give};
use crate::form_page::FormPage;

pub async fn ask(visitor: Visitor) -> Answer {
    form_page(&visitor, &Fields::default()).await?.answer()
}

pub async fn add(visitor: Visitor, typed: Fields) -> Answer {
    typed.only(&form::NAMES)?;
    match save(&visitor, &typed).await {
        Ok(id) => invite::link_page(&visitor, id).await,
        Err(error) => form_page(&visitor, &typed).await?.refused(error),
    }
}

async fn save(visitor: &Visitor, typed: &Fields) -> Result<UserId> {
    let granted = visitor.may::<OperatorsManage>()?;
    let (name, email, roles) = form::read(typed)?;
    operators::add(visitor.house(), &granted, NewOperator { name, email, roles }).await
}

async fn form_page(visitor: &Visitor, typed: &Fields) -> Result<FormPage> {
    let roles = roles_to_give(visitor, &mut visitor.read().await?, &[]).await?;
    Ok(FormPage {
        shell: below(visitor, "Add operator", None),
        lead: "Somebody of your organization. You get a link by which the person chooses a password."
            .to_owned(),
        form: FormView {
            action: format!("{PATH}/new"),
            fields: form::questions(typed, &roles),
            submit: "Add operator".to_owned(),
            cancel_href: Some(PATH.to_owned()),
            ..FormView::default()
        },
    })
}
