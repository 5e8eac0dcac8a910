//! Changing a step, and its place in the checklist.

use domain::access::SettingsEdit;
use domain::accounts::onboarding::{self, Step};
use kernel::{Error, StepId};
use web::ui::FormView;
use web::{Answer, Fields, Id, Visitor};

use super::{PATH, below, form, page_of};
use crate::form_page::FormPage;

pub async fn ask(visitor: Visitor, Id(id): Id<StepId>) -> Answer {
    let step = find(&visitor, id).await?;
    form_page(&visitor, &step, &form::typed(&step)).answer()
}

pub async fn edit(visitor: Visitor, Id(id): Id<StepId>, typed: Fields) -> Answer {
    typed.only(&form::NAMES)?;
    let granted = visitor.may::<SettingsEdit>()?;
    let outcome = match form::read(&typed) {
        Ok(details) => onboarding::edit(visitor.house(), &granted, id, &details).await,
        Err(error) => Err(error),
    };
    match outcome {
        Ok(()) => Ok(visitor.done(PATH, "Step saved")),
        Err(error) => form_page(&visitor, &find(&visitor, id).await?, &typed).refused(error),
    }
}

pub async fn shift(visitor: Visitor, Id(id): Id<StepId>, typed: Fields) -> Answer {
    typed.only(&["way"])?;
    let granted = visitor.may::<SettingsEdit>()?;
    let up = match typed.get("way") {
        "up" => true,
        "down" => false,
        _ => return Err(Error::invalid("way", "Write up or down.").into()),
    };
    onboarding::shift(visitor.house(), &granted, id, up).await?;
    Ok(visitor.done(PATH, "Step moved"))
}

async fn find(visitor: &Visitor, id: StepId) -> kernel::Result<Step> {
    onboarding::find(&mut visitor.read().await?, &visitor.may::<SettingsEdit>()?, id).await
}

fn form_page(visitor: &Visitor, step: &Step, typed: &Fields) -> FormPage {
    FormPage {
        shell: below(visitor, &step.title),
        lead: "A change counts at once for every account; what was done stays done.".to_owned(),
        form: FormView {
            action: page_of(step.id),
            fields: form::questions(typed),
            submit: "Save step".to_owned(),
            cancel_href: Some(PATH.to_owned()),
            ..FormView::default()
        },
    }
}
