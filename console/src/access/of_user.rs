//! What a portal user may see and do, and why.

use domain::access::{Kind, UsersView, explain};
use kernel::MemberId;
use web::{Answer, Id, Pairs, Visitor};

use super::page::{AccessPage, question};
use crate::users::{below, find, page_of};

pub async fn show(visitor: Visitor, Id(id): Id<MemberId>, asked: Pairs) -> Answer {
    let granted = visitor.may::<UsersView>()?;
    let mut read = visitor.read().await?;
    let (member, account) = find(&visitor, &mut read, id).await?;
    let held = explain::of_user(visitor.house(), &mut read, &granted, id).await?;
    let shell = below(&visitor, &format!("Access of {}", member.name), &account, Some(&member));
    let here = format!("{}/access", page_of(id));
    let told = match question(&asked) {
        Ok(Some((key, record))) => {
            explain::user(visitor.house(), &mut read, &granted, id, key, record).await.map(Some)
        }
        Ok(None) => Ok(None),
        Err(error) => Err(error),
    };
    AccessPage::new(shell, &held, Kind::PortalUser, here, &asked).with(told)
}
