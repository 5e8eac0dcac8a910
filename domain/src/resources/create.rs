//! A new resource.

use db::{Value, params};
use kernel::text::fold;
use kernel::{AccountId, OrgId, ResourceId, Result};

use super::ResourceDetails;
use super::proposals::must_not_wait;
use super::versions::keep;
use crate::access::{Granted, ResourcesEdit};
use crate::accounts;
use crate::change::Change;
use crate::history::{Action, Event};
use crate::house::House;

/// Refused where what clients write waits for an operator: that is proposed.
pub async fn create(
    house: &House,
    granted: &Granted<ResourcesEdit>,
    account: AccountId,
    details: ResourceDetails,
) -> Result<ResourceId> {
    let mut change = house.change(granted).await?;
    accounts::find_in(&mut change.tx, granted, account).await?;
    must_not_wait(&mut change.tx, granted.actor(), account).await?;
    let details = details.checked()?;
    let by = granted.actor().signature();
    let (id, event) = insert(&mut change, granted.org(), account, (&details, &by)).await?;
    change.record(granted.actor(), event).await?.commit().await?;
    Ok(id)
}

/// The first version of it, within a change.
pub(super) async fn insert(
    change: &mut Change,
    org: OrgId,
    account: AccountId,
    (details, by): (&ResourceDetails, &str),
) -> Result<(ResourceId, Event)> {
    let id = ResourceId::new(change.at, &change.dice);
    change
        .tx
        .execute(
            "INSERT INTO resources (org_id, id, account_id, category, title, title_folded, body, version, created_at,
               updated_at, updated_by, search)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, 1, ?8, ?8, ?9, ?10)",
            params![
                org,
                id,
                account,
                details.category.as_str(),
                details.title.as_str(),
                Value::from(fold(&details.title)),
                details.text.as_str(),
                change.at,
                by,
                Value::from(details.search()),
            ],
        )
        .await?;
    keep(change, org, id, 1, (details, by)).await?;
    let event = Event::of(Action::ResourceAdded).about(id.any(), details.title.as_str()).in_account(account);
    Ok((id, event.changed("category", "", details.category.as_str())))
}
