//! Vouching for a portal user's address or number, when no code can reach it: the person is not asked to show it any more.

use domain::access::{Key, UsersManage};
use domain::people::users;
use kernel::MemberId;
use web::ui::Door;
use web::{Answer, Fields, Id, Policy, Routes, Site, Visitor};

use super::page_of;

pub fn routes(site: &Site) -> Routes {
    let needs = || Policy::Needs(Key::UsersManage);
    Routes::new(Door::Console, site).post("/console/users/{id}/vouch", needs(), vouch).post(
        "/console/users/{id}/vouch-number",
        needs(),
        vouch_for_number,
    )
}

async fn vouch(visitor: Visitor, Id(id): Id<MemberId>, fields: Fields) -> Answer {
    fields.only(&[])?;
    let granted = visitor.may::<UsersManage>()?;
    users::vouch(visitor.house(), &granted, id).await?;
    Ok(visitor.done(&page_of(id), "The email address counts as verified"))
}

async fn vouch_for_number(visitor: Visitor, Id(id): Id<MemberId>, fields: Fields) -> Answer {
    fields.only(&[])?;
    let granted = visitor.may::<UsersManage>()?;
    users::vouch_for_number(visitor.house(), &granted, id).await?;
    Ok(visitor.done(&page_of(id), "The number counts as verified"))
}
