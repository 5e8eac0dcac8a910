//! Writing the page of a business: the organization does, and the admins of the account where they are let; and
//! switching it on and off.

use db::{Row, Value, params};
use kernel::text::WebAddress;
use kernel::{AccountId, Error, Result};

use super::BusinessPage;
use crate::access::{
    AccountsView, AnyGranted, BusinessPagePublish, BusinessPageWrite, Granted, Owner, Select,
};
use crate::accounts::edit::{hold, version};
use crate::accounts::list::find_in;
use crate::accounts::note::quoted;
use crate::history::{Action, Event};
use crate::house::{House, Read};

pub(super) const COLUMNS: &str = "p.published, p.about, p.hours, p.website, p.contact_form";
const OWNER: Owner = Owner {
    org: "p.org_id",
    account: "p.account_id",
    contact: None,
    creator: None,
    assignee: None,
    about: None,
    marked: None,
};

pub(super) fn read_page(row: &Row<'_>, first: usize) -> db::Result<BusinessPage> {
    Ok(BusinessPage {
        published: row.get::<i64>(first)? != 0,
        about: row.get(first + 1)?,
        hours: row.get(first + 2)?,
        website: WebAddress::parse(&row.get::<String>(first + 3)?).ok(),
        contact_form: row.get::<i64>(first + 4)? != 0,
    })
}

/// The page as it was left, with what it shows of the account itself.
#[derive(Clone, Debug)]
pub struct Draft {
    pub account: AccountId,
    pub name: String,
    /// E.164; empty if there is none.
    pub phone: String,
    /// Without one there is no address to publish it at.
    pub nickname: Option<String>,
    pub page: BusinessPage,
}

/// What somebody wrote.
#[derive(Clone, Debug)]
pub struct Written {
    /// Left out, it stays as it is.
    pub published: Option<bool>,
    pub about: String,
    pub hours: String,
    pub website: Option<WebAddress>,
    pub contact_form: bool,
}

impl Written {
    /// What the page is to be, where it was `before`.
    pub fn onto(self, before: &BusinessPage) -> BusinessPage {
        BusinessPage {
            published: self.published.unwrap_or(before.published),
            about: self.about,
            hours: self.hours,
            website: self.website,
            contact_form: self.contact_form,
        }
    }
}

impl BusinessPage {
    /// Another text for another page: whoever writes says by it what he or she has seen.
    pub fn version(&self) -> String {
        let switch = |on: bool| if on { "on" } else { "" };
        let website = self.website.as_ref().map_or("", WebAddress::as_str);
        version([switch(self.published), &self.about, &self.hours, website, switch(self.contact_form)])
    }
}

/// An empty page, switched off, if nobody has written it.
pub async fn draft(read: &mut Read, granted: &Granted<BusinessPageWrite>, id: AccountId) -> Result<Draft> {
    let account = find_in(&mut read.0, granted, id).await?;
    let page = find(&mut read.0, granted, id).await?;
    Ok(Draft { account: id, name: account.name, phone: account.phone, nickname: account.nickname, page })
}

/// The same for whoever sees the account.
pub async fn page_of(
    read: &mut Read,
    granted: &Granted<AccountsView>,
    id: AccountId,
) -> Result<BusinessPage> {
    find(&mut read.0, granted, id).await
}

async fn find(tx: &mut db::Tx, granted: &AnyGranted, id: AccountId) -> Result<BusinessPage> {
    let found = Select::of(COLUMNS, "business_pages p")
        .within(granted, &OWNER)
        .and("p.account_id = {}", [Value::from(id)])
        .row(tx, |row| read_page(row, 0))
        .await?;
    Ok(found.unwrap_or_default())
}

/// It counts for the next visitor. Switching it on or off is another permission than writing it; without a nickname
/// there is no address to publish it at. Refused if it is no longer the page whose version was `seen`, unless there is
/// nothing left to change.
pub async fn edit(
    house: &House,
    granted: &Granted<BusinessPageWrite>,
    id: AccountId,
    written: Written,
    seen: Option<&str>,
) -> Result<()> {
    let mut change = house.change(granted).await?;
    // Of two who save at the same moment the second one finds what the first has written.
    hold(&mut change.tx, granted.org(), id).await?;
    let account = find_in(&mut change.tx, granted, id).await?;
    let before = find(&mut change.tx, granted, id).await?;
    let page = written.onto(&before);
    if before == page {
        return Ok(());
    }
    if seen.is_some_and(|seen| seen != before.version()) {
        return Err(Error::conflict("Somebody else has changed this page in the meantime."));
    }
    if page.published != before.published {
        let publish = granted.actor().may::<BusinessPagePublish>()?;
        find_in(&mut change.tx, &publish, id).await?;
    }
    if page.published && account.nickname.is_none() {
        return Err(Error::invalid(
            "published",
            "Give the account a nickname first: the address ends with it.",
        ));
    }
    let website = page.website.as_ref().map_or("", WebAddress::as_str);
    change
        .tx
        .execute(
            "INSERT INTO business_pages (org_id, account_id, published, about, hours, website, contact_form, changed_at)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
             ON CONFLICT (org_id, account_id) DO UPDATE SET published = excluded.published, about = excluded.about,
                 hours = excluded.hours, website = excluded.website, contact_form = excluded.contact_form,
                 changed_at = excluded.changed_at",
            params![
                granted.org(),
                id,
                i64::from(page.published),
                page.about.as_str(),
                page.hours.as_str(),
                website,
                i64::from(page.contact_form),
                change.at
            ],
        )
        .await?;
    let switch = |on: bool| if on { "on" } else { "off" };
    let event = Event::of(Action::BusinessPageEdited)
        .about(id.any(), account.name)
        .in_account(id)
        .changed("published", switch(before.published), switch(page.published))
        .changed("about", quoted(&before.about), quoted(&page.about))
        .changed("hours", quoted(&before.hours), quoted(&page.hours))
        .changed("website", before.website.as_ref().map_or("", WebAddress::as_str), website)
        .changed("contact form", switch(before.contact_form), switch(page.contact_form));
    change.record(granted.actor(), event).await?.commit().await
}
