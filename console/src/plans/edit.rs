//! Changing a plan: it counts at once for the accounts that have it.

use domain::access::SettingsEdit;
use domain::accounts::plans::{self, Plan};
use kernel::PlanId;
use web::ui::FormView;
use web::{Answer, Fields, Id, Visitor};

use super::{PATH, below, form, page_of};
use crate::form_page::FormPage;

pub async fn ask(visitor: Visitor, Id(id): Id<PlanId>) -> Answer {
    let plan = find(&visitor, id).await?;
    form_page(&visitor, &plan, &form::typed(&plan)).answer()
}

pub async fn edit(visitor: Visitor, Id(id): Id<PlanId>, typed: Fields) -> Answer {
    typed.only(&form::NAMES)?;
    let granted = visitor.may::<SettingsEdit>()?;
    let outcome = match form::read(&typed) {
        Ok(details) => plans::edit(visitor.house(), &granted, id, &details).await,
        Err(error) => Err(error),
    };
    match outcome {
        Ok(()) => Ok(visitor.done(PATH, "Plan saved")),
        Err(error) => form_page(&visitor, &find(&visitor, id).await?, &typed).refused(error),
    }
}

async fn find(visitor: &Visitor, id: PlanId) -> kernel::Result<Plan> {
    plans::find(&mut visitor.read().await?, &visitor.may::<SettingsEdit>()?, id).await
}

fn form_page(visitor: &Visitor, plan: &Plan, typed: &Fields) -> FormPage {
    FormPage {
        shell: below(visitor, &plan.name),
        lead: "A change counts at once for every account that has this plan. An account that has more than a new limit \
               keeps it, and can add nothing."
            .to_owned(),
        form: FormView {
            action: page_of(plan.id),
            fields: form::questions(typed),
            submit: "Save plan".to_owned(),
            cancel_href: Some(PATH.to_owned()),
            ..FormView::default()
        },
    }
}
