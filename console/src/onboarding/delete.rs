//! Deleting a step: it is gone for every account.

use domain::access::SettingsEdit;
use domain::accounts::onboarding;
use kernel::StepId;
use web::ui::ConfirmPage;
use web::{Answer, Fields, Id, Visitor, page};

use super::{PATH, below, page_of};

pub async fn ask(visitor: Visitor, Id(id): Id<StepId>) -> Answer {
    let step = onboarding::find(&mut visitor.read().await?, &visitor.may::<SettingsEdit>()?, id).await?;
    page(&ConfirmPage {
        shell: below(&visitor, &format!("Delete “{}”?", step.title)),
        effect: "It is gone for every account, also where it was done. The history keeps who did it. This cannot be \
                 undone."
            .to_owned(),
        verb: "Delete step".to_owned(),
        action: format!("{}/delete", page_of(id)),
        cancel_href: PATH.to_owned(),
        danger: true,
        ..ConfirmPage::default()
    })
}

pub async fn delete(visitor: Visitor, Id(id): Id<StepId>, typed: Fields) -> Answer {
    typed.only(&[])?;
    onboarding::delete(visitor.house(), &visitor.may::<SettingsEdit>()?, id).await?;
    Ok(visitor.done(PATH, "Step deleted"))
}
