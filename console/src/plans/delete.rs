//! Deleting a plan: refused while accounts have it.

use domain::access::SettingsEdit;
use domain::accounts::plans;
use kernel::{Error, PlanId};
use web::ui::ConfirmPage;
use web::{Answer, Fields, Id, Visitor, page, refused};

use super::{PATH, below, page_of};

pub async fn ask(visitor: Visitor, Id(id): Id<PlanId>) -> Answer {
    page(&question(&visitor, id).await?)
}

pub async fn delete(visitor: Visitor, Id(id): Id<PlanId>, typed: Fields) -> Answer {
    typed.only(&[])?;
    let mut question = question(&visitor, id).await?;
    match plans::delete(visitor.house(), &visitor.may::<SettingsEdit>()?, id).await {
        Ok(()) => Ok(visitor.done(PATH, "Plan deleted")),
        Err(error @ Error::Conflict(_)) => {
            question.error = Some(error.to_string());
            refused(&question, &error)
        }
        Err(error) => Err(error.into()),
    }
}

async fn question(visitor: &Visitor, id: PlanId) -> kernel::Result<ConfirmPage> {
    let plan = plans::find(&mut visitor.read().await?, &visitor.may::<SettingsEdit>()?, id).await?;
    Ok(ConfirmPage {
        shell: below(visitor, &format!("Delete {}?", plan.name)),
        effect: "It can no longer be chosen. It goes only when no account has it.".to_owned(),
        verb: "Delete plan".to_owned(),
        action: format!("{}/delete", page_of(id)),
        cancel_href: PATH.to_owned(),
        danger: true,
        ..ConfirmPage::default()
    })
}
