//! Writing the page of a business, and switching it on and off.

use db::{Row, Value, params};
use kernel::text::WebAddress;
use kernel::{AccountId, Error, Result};

use super::BusinessPage;
use crate::access::{AccountsEdit, AccountsView, Granted, Owner, Select};
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

/// The page as it was left; an empty one, switched off, if nobody has written it.
pub async fn find(read: &mut Read, granted: &Granted<AccountsView>, id: AccountId) -> Result<BusinessPage> {
    find_within(&mut read.0, granted, id).await
}

async fn find_within<P>(tx: &mut db::Tx, granted: &Granted<P>, id: AccountId) -> Result<BusinessPage> {
    let found = Select::of(COLUMNS, "business_pages p")
        .within(granted, &OWNER)
        .and("p.account_id = {}", [Value::from(id)])
        .row(tx, |row| read_page(row, 0))
        .await?;
    Ok(found.unwrap_or_default())
}

/// It counts for the next visitor. Without a nickname there is no address to publish it at.
pub async fn edit(
    house: &House,
    granted: &Granted<AccountsEdit>,
    id: AccountId,
    page: &BusinessPage,
) -> Result<()> {
    let mut change = house.change(granted).await?;
    let (org, account) = (granted.org(), find_in(&mut change.tx, granted, id).await?);
    if page.published && account.nickname.is_none() {
        return Err(Error::invalid(
            "published",
            "Give the account a nickname first: the address ends with it.",
        ));
    }
    let before = find_within(&mut change.tx, granted, id).await?;
    if before == *page {
        return Ok(());
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
                org,
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
    let event = Event::of(Action::AccountEdited)
        .about(id.any(), account.name)
        .in_account(id)
        .changed("business page", switch(before.published), switch(page.published))
        .changed("about", quoted(&before.about), quoted(&page.about))
        .changed("hours", quoted(&before.hours), quoted(&page.hours))
        .changed("website", before.website.as_ref().map_or("", WebAddress::as_str), website)
        .changed("contact form", switch(before.contact_form), switch(page.contact_form));
    change.record(granted.actor(), event).await?.commit().await
}
