//! The answer to a request, and what whoever asked can still do.

use domain::access::AccountsView;
use domain::accounts::secure;
use kernel::EmergencyId;
use web::{Answer, Fields, Id, Visitor};

use super::PATH;

pub async fn approve(visitor: Visitor, Id(id): Id<EmergencyId>, fields: Fields) -> Answer {
    fields.only(&[])?;
    secure::approve(visitor.house(), &visitor.may::<AccountsView>()?, id).await?;
    Ok(visitor.done(PATH, "Approved for 30 minutes. The client is told"))
}

pub async fn refuse(visitor: Visitor, Id(id): Id<EmergencyId>, fields: Fields) -> Answer {
    fields.only(&[])?;
    secure::refuse(visitor.house(), &visitor.may::<AccountsView>()?, id).await?;
    Ok(visitor.done(PATH, "Request refused"))
}

pub async fn withdraw(visitor: Visitor, Id(id): Id<EmergencyId>, fields: Fields) -> Answer {
    fields.only(&[])?;
    secure::withdraw(visitor.house(), &visitor.may::<AccountsView>()?, id).await?;
    Ok(visitor.done(PATH, "Request taken back"))
}

pub async fn end(visitor: Visitor, Id(id): Id<EmergencyId>, fields: Fields) -> Answer {
    fields.only(&[])?;
    secure::end(visitor.house(), &visitor.may::<AccountsView>()?, id).await?;
    Ok(visitor.done(PATH, "Emergency access ended"))
}
