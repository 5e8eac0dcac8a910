//! A new step, at the end of the checklist.

use domain::access::SettingsEdit;
use domain::accounts::onboarding;
use web::ui::FormView;
use web::{Answer, Fields, Visitor};

use super::{PATH, below, form};
use crate::form_page::FormPage;

pub async fn ask(visitor: Visitor) -> Answer {
    form_page(&visitor, &form::blank()).answer()
}

pub async fn create(visitor: Visitor, typed: Fields) -> Answer {
    typed.only(&form::NAMES)?;
    let granted = visitor.may::<SettingsEdit>()?;
    let outcome = match form::read(&typed) {
        Ok(details) => onboarding::create(visitor.house(), &granted, &details).await,
        Err(error) => Err(error),
    };
    match outcome {
        Ok(_) => Ok(visitor.done(PATH, "Step added. It is open for every account.")),
        Err(error) => form_page(&visitor, &typed).refused(error),
    }
}

fn form_page(visitor: &Visitor, typed: &Fields) -> FormPage {
    FormPage {
        shell: below(visitor, "New step"),
        lead: String::new(),
        form: FormView {
            action: format!("{PATH}/new"),
            fields: form::questions(typed),
            submit: "Add step".to_owned(),
            cancel_href: Some(PATH.to_owned()),
            ..FormView::default()
        },
    }
}
