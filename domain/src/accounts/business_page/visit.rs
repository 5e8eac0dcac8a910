//! Looking at the page of a business, which anybody may whose address is right.

use db::Value;
use kernel::{AccountId, Error, OrgId, Result};

use super::BusinessPage;
use super::edit::{COLUMNS, read_page};
use crate::access::{AccountsView, Actor, Owner, Select};
use crate::house::Read;

const OWNER: Owner = Owner {
    org: "r.org_id",
    account: "r.id",
    contact: None,
    creator: None,
    assignee: None,
    about: None,
    marked: None,
};

/// What a visitor sees.
#[derive(Clone, Debug)]
pub struct Visited {
    pub account: AccountId,
    pub name: String,
    /// E.164; empty if there is none.
    pub phone: String,
    pub page: BusinessPage,
}

/// The published page at this nickname. One that is switched off, of a locked account, of a template or of nobody is not found.
pub async fn visit(read: &mut Read, org: OrgId, nickname: &str) -> Result<Visited> {
    let granted = Actor::system(org, "business page").may::<AccountsView>()?;
    let from = "accounts r JOIN business_pages p ON p.org_id = r.org_id AND p.account_id = r.id";
    Select::of(&format!("r.id, r.name, r.phone, {COLUMNS}"), from)
        .within(&granted, &OWNER)
        .and("r.nickname = {}", [Value::from(nickname.to_lowercase())])
        .and("p.published = 1 AND r.locked_at IS NULL AND r.template = 0", [])
        .row(&mut read.0, |row| {
            let (account, name, phone) = (row.get(0)?, row.get(1)?, row.get(2)?);
            Ok(Visited { account, name, phone, page: read_page(row, 3)? })
        })
        .await?
        .ok_or(Error::NotFound)
}
