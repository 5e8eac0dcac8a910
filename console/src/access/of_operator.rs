//! What an operator may do, and why.

use domain::access::{Kind, OperatorsManage, explain};
use kernel::UserId;
use web::{Answer, Id, Pairs, Visitor};

use super::page::{AccessPage, question};
use crate::operators::{below, find, page_of};

pub async fn show(visitor: Visitor, Id(id): Id<UserId>, asked: Pairs) -> Answer {
    let granted = visitor.may::<OperatorsManage>()?;
    let mut read = visitor.read().await?;
    let operator = find(&visitor, &mut read, id).await?;
    let held = explain::of_operator(visitor.house(), &mut read, &granted, id).await?;
    let shell = below(&visitor, &format!("Access of {}", operator.name), Some(&operator));
    let here = format!("{}/access", page_of(id));
    let told = match question(&asked) {
        Ok(Some((key, record))) => {
            explain::operator(visitor.house(), &mut read, &granted, id, key, record).await.map(Some)
        }
        Ok(None) => Ok(None),
        Err(error) => Err(error),
    };
    AccessPage::new(shell, &held, Kind::Operator, here, &asked).with(told)
}
