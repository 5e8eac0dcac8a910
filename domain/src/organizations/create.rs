//! A new organization, empty but for its roles.

use db::params;
use kernel::{Error, Name, OrgId, Result, TimeZoneName};

use crate::access::{Actor, roles};
use crate::history::{self, Action, Event};
use crate::house::House;

pub struct NewOrganization {
    /// Its number; the next free one from 10001 if none is given.
    pub number: Option<OrgId>,
    pub name: Name,
    pub host: Option<String>,
    pub region: String,
    pub time_zone: TimeZoneName,
    pub accent: String,
}

pub async fn create(house: &House, new: NewOrganization) -> Result<OrgId> {
    let mut change = house.change_unasked().await?;
    let next: i64 = change
        .tx
        .row("SELECT COALESCE(MAX(org_id), 10000) + 1 FROM organizations", &[], |row| row.get(0))
        .await?
        .unwrap_or(10001);
    let anywhere: Option<i64> =
        change.tx.row("SELECT org_id FROM organizations WHERE host IS NULL", &[], |row| row.get(0)).await?;
    if let (Some(other), None) = (anywhere, &new.host) {
        return Err(Error::conflict(format!(
            "Organization {other} answers at every host already. Give this one a host of its own with --host."
        )));
    }
    let org = new.number.unwrap_or(OrgId::new(next));
    change
        .tx
        .execute(
            "INSERT INTO organizations (org_id, name, host, region, time_zone, accent, created_at)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
            params![
                org,
                &new.name,
                new.host.as_deref(),
                &new.region,
                new.time_zone.as_str(),
                &new.accent,
                change.at
            ],
        )
        .await?;
    roles::install(&mut change.tx, org, change.at, &change.dice).await?;
    history::start(&mut change, org).await?;
    let event = Event::of(Action::OrganizationCreated).labelled(new.name.as_str());
    change.record(&Actor::system(org, "portico init"), event).await?.commit().await?;
    Ok(org)
}
