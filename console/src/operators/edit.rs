//! An operator's name, address and roles, changed; they count from the operator's very next request.

use domain::access::OperatorsManage;
use domain::operators::{self, Operator, OperatorDetails};
use kernel::{Result, UserId};
use web::ui::FormView;
use web::{Answer, Fields, Id, Visitor};

use super::{below, find, form, page_of, roles_to_give};
use crate::form_page::FormPage;

pub async fn ask(visitor: Visitor, Id(id): Id<UserId>) -> Answer {
    let operator = find(&visitor, &mut visitor.read().await?, id).await?;
    let known = [("name", operator.name.clone()), ("email", operator.email.clone())];
    let held = operator.roles.iter().map(|role| ("roles", role.id.to_string()));
    let typed = Fields::of(known.into_iter().chain(held));
    form_page(&visitor, &operator, &typed).await?.answer()
}

pub async fn edit(visitor: Visitor, Id(id): Id<UserId>, typed: Fields) -> Answer {
    typed.only(&form::NAMES)?;
    match save(&visitor, id, &typed).await {
        Ok(()) => Ok(visitor.done(&page_of(id), "Saved")),
        Err(error) => {
            let operator = find(&visitor, &mut visitor.read().await?, id).await?;
            form_page(&visitor, &operator, &typed).await?.refused(error)
        }
    }
}

async fn save(visitor: &Visitor, id: UserId, typed: &Fields) -> Result<()> {
    let granted = visitor.may::<OperatorsManage>()?;
    let (name, email, roles) = form::read(typed)?;
    operators::edit(visitor.house(), &granted, id, OperatorDetails { name, email, roles }).await
}

async fn form_page(visitor: &Visitor, operator: &Operator, typed: &Fields) -> Result<FormPage> {
    let roles = roles_to_give(visitor, &mut visitor.read().await?, &operator.roles).await?;
    let up = page_of(operator.id);
    Ok(FormPage {
        shell: below(visitor, &format!("Edit {}", operator.name), Some(operator)),
        lead: String::new(),
        form: FormView {
            action: format!("{up}/edit"),
            fields: form::questions(typed, &roles),
            submit: "Save changes".to_owned(),
            cancel_href: Some(up),
            ..FormView::default()
        },
    })
}
