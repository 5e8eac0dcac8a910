//! Which organization a visitor has come to.

use db::{Row, Tx, params};
use kernel::{Error, OrgId, Result};

use super::Settings;
use crate::house::Read;

/// What everybody who comes to the door may know of an organization.
#[derive(Clone, Debug)]
pub struct Organization {
    pub id: OrgId,
    pub name: String,
    /// The host of its portal, `79273.portal.example`; none if it answers at every host.
    pub host: Option<String>,
    /// The country whose telephone numbers are written without a country code (ISO 3166).
    pub region: String,
    pub time_zone: String,
    /// Its colour, `#1a6ef5`.
    pub accent: String,
    pub settings: Settings,
}

impl Organization {
    /// The address that its links begin with: its own host where the base URL's would be, if it has one (S0-19).
    pub fn address(&self, base_url: &str) -> String {
        let base_url = base_url.trim_end_matches('/');
        let (Some(own), Some((scheme, host))) = (&self.host, base_url.split_once("://")) else {
            return base_url.to_owned();
        };
        match host.rsplit_once(':') {
            Some((_, port)) => format!("{scheme}://{own}:{port}"),
            None => format!("{scheme}://{own}"),
        }
    }
}

const COLUMNS: &str = "org_id, name, host, region, time_zone, accent, settings";

fn read_organization(row: &Row<'_>) -> db::Result<Organization> {
    Ok(Organization {
        id: row.get(0)?,
        name: row.get(1)?,
        host: row.get(2)?,
        region: row.get(3)?,
        time_zone: row.get(4)?,
        accent: row.get(5)?,
        settings: Settings::stored(&row.get::<String>(6)?),
    })
}

pub async fn all(read: &mut Read) -> Result<Vec<Organization>> {
    let sql = format!("SELECT {COLUMNS} FROM organizations ORDER BY org_id");
    Ok(read.0.rows(&sql, &[], read_organization).await?)
}

pub async fn by_number(read: &mut Read, org: OrgId) -> Result<Organization> {
    by_number_in(&mut read.0, org).await
}

pub(crate) async fn by_number_in(tx: &mut Tx, org: OrgId) -> Result<Organization> {
    let sql = format!("SELECT {COLUMNS} FROM organizations WHERE org_id = ?1");
    tx.row(&sql, params![org], read_organization).await?.ok_or(Error::NotFound)
}

/// The organization whose host this is; the only one there is, if it has no host of its own.
pub async fn at_host(read: &mut Read, host: &str) -> Result<Organization> {
    let host = host.split(':').next().unwrap_or_default().to_ascii_lowercase();
    let mut organizations = all(read).await?;
    if let Some(index) = organizations.iter().position(|org| org.host.as_deref() == Some(host.as_str())) {
        return Ok(organizations.swap_remove(index));
    }
    let mut anywhere = organizations.into_iter().filter(|org| org.host.is_none());
    match (anywhere.next(), anywhere.next()) {
        (Some(only), None) => Ok(only),
        _ => Err(Error::NotFound),
    }
}
