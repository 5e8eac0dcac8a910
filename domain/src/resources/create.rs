//! A new resource.

use db::{Value, params};
use kernel::text::fold;
use kernel::{AccountId, ResourceId, Result};

use super::ResourceDetails;
use super::versions::keep;
use crate::access::{Granted, ResourcesEdit};
use crate::accounts;
use crate::history::{Action, Event};
use crate::house::House;

pub async fn create(
    house: &House,
    granted: &Granted<ResourcesEdit>,
    account: AccountId,
    details: ResourceDetails,
) -> Result<ResourceId> {
    let mut change = house.change(granted).await?;
    accounts::find_in(&mut change.tx, granted, account).await?;
    let details = details.checked()?;
    let id = ResourceId::new(change.at, &change.dice);
    let by = granted.actor().signature();
    change
        .tx
        .execute(
            "INSERT INTO resources (org_id, id, account_id, category, title, title_folded, body, version, created_at,
               updated_at, updated_by, search)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, 1, ?8, ?8, ?9, ?10)",
            params![
                granted.org(),
                id,
                account,
                details.category.as_str(),
                details.title.as_str(),
                Value::from(fold(&details.title)),
                details.text.as_str(),
                change.at,
                by.as_str(),
                Value::from(details.search()),
            ],
        )
        .await?;
    keep(&mut change, granted.org(), id, 1, (&details, &by)).await?;
    let event = Event::of(Action::ResourceAdded).about(id.any(), details.title).in_account(account).changed(
        "category",
        "",
        details.category,
    );
    change.record(granted.actor(), event).await?.commit().await?;
    Ok(id)
}
