//! A new plan.

use domain::access::SettingsEdit;
use domain::accounts::plans;
use web::ui::FormView;
use web::{Answer, Fields, Visitor};

use super::{PATH, below, form};
use crate::form_page::FormPage;

pub async fn ask(visitor: Visitor) -> Answer {
    form_page(&visitor, &Fields::default()).answer()
}

pub async fn create(visitor: Visitor, typed: Fields) -> Answer {
    typed.only(&form::NAMES)?;
    let granted = visitor.may::<SettingsEdit>()?;
    let outcome = match form::read(&typed) {
        Ok(details) => plans::create(visitor.house(), &granted, &details).await.map(|_| details.name),
        Err(error) => Err(error),
    };
    match outcome {
        Ok(name) => Ok(visitor.done(PATH, &format!("“{name}” made. No account has it yet."))),
        Err(error) => form_page(&visitor, &typed).refused(error),
    }
}

fn form_page(visitor: &Visitor, typed: &Fields) -> FormPage {
    FormPage {
        shell: below(visitor, "New plan"),
        lead: String::new(),
        form: FormView {
            action: format!("{PATH}/new"),
            fields: form::questions(typed),
            submit: "Make plan".to_owned(),
            cancel_href: Some(PATH.to_owned()),
            ..FormView::default()
        },
    }
}
