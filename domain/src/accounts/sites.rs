//! The websites that carry the widget of an account: learned from real visits, and shown only where somebody has allowed
//! it (S3-33).

use db::{Value, params};
use kernel::{AccountId, Error, OrgId, Result, Span, Timestamp};
use url::Url;

use super::list::find_in;
use crate::access::{AccountsEdit, AccountsView, Actor, Granted, Owner, Select};
use crate::history::{Action, Event};
use crate::house::{House, Read};

/// Sites of one account; more are not learned.
const MOST: i64 = 100;
/// A visit is written down so often, and not each time.
const SEEN_EVERY: Span = Span::hours(1);

const OWNER: Owner = Owner {
    org: "r.org_id",
    account: "r.account_id",
    contact: None,
    creator: None,
    assignee: None,
    about: None,
    marked: None,
};

/// The host of a website, with its port if it is not the usual one: `www.brightsmile.example`, `localhost:3000`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SiteHost(String);

impl SiteHost {
    /// A host, or any address of its pages.
    pub fn parse(text: &str) -> Result<Self> {
        let text = text.trim();
        let address = if text.contains("://") { text.to_owned() } else { format!("https://{text}") };
        let wrong = || Error::invalid("host", "Write the address of a website, such as www.example.com.");
        let url = Url::parse(&address).map_err(|_| wrong())?;
        if !["http", "https"].contains(&url.scheme())
            || !url.username().is_empty()
            || url.password().is_some()
        {
            return Err(wrong());
        }
        let host = url.host_str().filter(|host| !host.is_empty() && host.len() <= 253).ok_or_else(wrong)?;
        Ok(Self(match url.port() {
            Some(port) => format!("{host}:{port}"),
            None => host.to_owned(),
        }))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// What may be done on a site.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SiteState {
    Allowed,
    /// Learned from a visit; nobody has looked at it yet.
    Waiting,
    Blocked,
}

impl SiteState {
    pub const ALL: [Self; 3] = [Self::Allowed, Self::Waiting, Self::Blocked];

    pub const fn name(self) -> &'static str {
        match self {
            Self::Allowed => "allowed",
            Self::Waiting => "waiting",
            Self::Blocked => "blocked",
        }
    }

    pub const fn label(self) -> &'static str {
        match self {
            Self::Allowed => "Allowed",
            Self::Waiting => "Waits for approval",
            Self::Blocked => "Blocked",
        }
    }

    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.name() == name)
    }
}

#[derive(Clone, Debug)]
pub struct Site {
    pub host: String,
    pub state: SiteState,
    pub first_seen_at: Timestamp,
    /// None for one that was written down and has not been visited yet.
    pub last_seen_at: Option<Timestamp>,
}

/// Those that wait first.
pub async fn list(read: &mut Read, granted: &Granted<AccountsView>, id: AccountId) -> Result<Vec<Site>> {
    find_in(&mut read.0, granted, id).await?;
    Select::of("r.host, r.state, r.first_seen_at, r.last_seen_at", "account_sites r")
        .within(granted, &OWNER)
        .and("r.account_id = {}", [Value::from(id)])
        .then("ORDER BY CASE r.state WHEN 'waiting' THEN 0 WHEN 'allowed' THEN 1 ELSE 2 END, r.host")
        .rows(&mut read.0, |row| {
            Ok(Site {
                host: row.get(0)?,
                state: SiteState::parse(&row.get::<String>(1)?).unwrap_or(SiteState::Blocked),
                first_seen_at: row.get(2)?,
                last_seen_at: row.get(3)?,
            })
        })
        .await
}

/// Allows or blocks a site, known or not.
pub async fn decide(
    house: &House,
    granted: &Granted<AccountsEdit>,
    id: AccountId,
    host: &SiteHost,
    state: SiteState,
) -> Result<()> {
    let mut change = house.change(granted).await?;
    let account = find_in(&mut change.tx, granted, id).await?;
    let before = state_of(&mut change.tx, granted.org(), id, host).await?;
    if before == Some(state) {
        return Ok(());
    }
    change
        .tx
        .execute(
            "INSERT INTO account_sites (org_id, account_id, host, state, first_seen_at) VALUES (?1, ?2, ?3, ?4, ?5)
             ON CONFLICT (org_id, account_id, host) DO UPDATE SET state = excluded.state",
            params![granted.org(), id, host.as_str(), state.name(), change.at],
        )
        .await?;
    let event = Event::of(Action::SiteDecided)
        .about(id.any(), account.name)
        .in_account(id)
        .changed("site", "", host.as_str())
        .changed("state", before.map_or("", SiteState::label), state.label());
    change.record(granted.actor(), event).await?.commit().await
}

/// Takes a site off the list; it is learned anew at its next visit.
pub async fn forget(
    house: &House,
    granted: &Granted<AccountsEdit>,
    id: AccountId,
    host: &SiteHost,
) -> Result<()> {
    let mut change = house.change(granted).await?;
    let account = find_in(&mut change.tx, granted, id).await?;
    let removed = change
        .tx
        .execute(
            "DELETE FROM account_sites WHERE org_id = ?1 AND account_id = ?2 AND host = ?3",
            params![granted.org(), id, host.as_str()],
        )
        .await?;
    if removed == 0 {
        return Err(Error::NotFound);
    }
    let event = Event::of(Action::SiteForgotten).about(id.any(), account.name).in_account(id).changed(
        "site",
        host.as_str(),
        "",
    );
    change.record(granted.actor(), event).await?.commit().await
}

/// Somebody opens a page of this site that carries the widget: what may be done there. A site that was never seen is
/// written down and waits.
pub async fn visited(house: &House, org: OrgId, id: AccountId, host: &SiteHost) -> Result<SiteState> {
    let found = house
        .read()
        .await?
        .0
        .row(
            "SELECT state, last_seen_at FROM account_sites WHERE org_id = ?1 AND account_id = ?2 AND host = ?3",
            params![org, id, host.as_str()],
            |row| Ok((row.get::<String>(0)?, row.get::<Option<Timestamp>>(1)?)),
        )
        .await?;
    let Some((state, seen)) = found else { return learn(house, org, id, host).await };
    let state = SiteState::parse(&state).unwrap_or(SiteState::Blocked);
    if seen.is_none_or(|seen| seen + SEEN_EVERY <= house.now()) {
        let mut change = house.change_unasked().await?;
        change
            .tx
            .execute(
                "UPDATE account_sites SET last_seen_at = ?4 WHERE org_id = ?1 AND account_id = ?2 AND host = ?3",
                params![org, id, host.as_str(), change.at],
            )
            .await?;
        change.commit_housekeeping().await?;
    }
    Ok(state)
}

/// Anybody can say that a site carries it: the list has an end.
async fn learn(house: &House, org: OrgId, id: AccountId, host: &SiteHost) -> Result<SiteState> {
    let mut change = house.change_unasked().await?;
    let added = change
        .tx
        .execute(
            "INSERT INTO account_sites (org_id, account_id, host, state, first_seen_at, last_seen_at)
             SELECT ?1, ?2, ?3, 'waiting', ?4, ?4
             WHERE (SELECT count(*) FROM account_sites WHERE org_id = ?1 AND account_id = ?2) < ?5
             ON CONFLICT (org_id, account_id, host) DO NOTHING",
            params![org, id, host.as_str(), change.at, MOST],
        )
        .await?;
    if added > 0 {
        let name = change
            .tx
            .row("SELECT name FROM accounts WHERE org_id = ?1 AND id = ?2", params![org, id], |row| {
                row.get::<String>(0)
            })
            .await?;
        let event = Event::of(Action::SiteLearned)
            .about(id.any(), name.unwrap_or_default())
            .in_account(id)
            .changed("site", "", host.as_str());
        change.record(&Actor::system(org, "widget"), event).await?.commit().await?;
    }
    Ok(SiteState::Waiting)
}

/// The hosts on which the widget of the account may stand.
pub async fn allowed(read: &mut Read, org: OrgId, id: AccountId) -> Result<Vec<String>> {
    Ok(read
        .0
        .rows(
            "SELECT host FROM account_sites WHERE org_id = ?1 AND account_id = ?2 AND state = 'allowed' ORDER BY host",
            params![org, id],
            |row| row.get(0),
        )
        .await?)
}

async fn state_of(tx: &mut db::Tx, org: OrgId, id: AccountId, host: &SiteHost) -> Result<Option<SiteState>> {
    let found = tx
        .row(
            "SELECT state FROM account_sites WHERE org_id = ?1 AND account_id = ?2 AND host = ?3",
            params![org, id, host.as_str()],
            |row| row.get::<String>(0),
        )
        .await?;
    Ok(found.and_then(|state| SiteState::parse(&state)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn s3_33_a_site_is_its_host_however_its_address_is_written() {
        let table = [
            ("www.brightsmile.example", Some("www.brightsmile.example")),
            ("https://www.BrightSmile.example/contact?x=1", Some("www.brightsmile.example")),
            ("http://localhost:3000/", Some("localhost:3000")),
            ("https://example.com:443", Some("example.com")),
            ("https://bücher.example", Some("xn--bcher-kva.example")),
            ("ftp://example.com", None),
            ("https://user:pass@example.com", None),
            ("null", Some("null")),
            ("", None),
            ("a b", None),
            ("javascript:alert(1)", None),
        ];
        for (text, host) in table {
            assert_eq!(SiteHost::parse(text).ok().as_ref().map(SiteHost::as_str), host, "{text}");
        }
    }
}
