//! A message is acknowledged by the link in its letter. Looking at it changes nothing, so that a scanner of letters
//! acknowledges nothing; a button does. Used, out of date or never made: it answers the same.

use askama::Template;
use axum::extract::{Path, State};
use domain::delivery::{Asked, acknowledge_by_link, asked_by_link};
use kernel::Error;

use crate::ui::Shell;
use crate::{Answer, Fields, Guest, Site, page};

#[derive(Template)]
#[template(path = "acknowledge.html")]
struct AcknowledgePage {
    shell: Shell,
    asked: Asked,
    action: String,
    done: bool,
}

pub async fn ask(State(site): State<Site>, guest: Guest, Path(token): Path<String>) -> Answer {
    let organization = guest.organization(&site).await?;
    let mut read = site.house.read().await?;
    let asked = asked_by_link(&mut read, organization.id, &token, site.house.now()).await?;
    let asked = asked.ok_or(Error::NotFound)?;
    let shell = guest.shell(&organization, &format!("{} message", asked.priority));
    page(&AcknowledgePage { shell, asked, action: format!("/ack/{token}"), done: false })
}

pub async fn confirm(
    State(site): State<Site>,
    guest: Guest,
    Path(token): Path<String>,
    fields: Fields,
) -> Answer {
    fields.only(&[])?;
    let organization = guest.organization(&site).await?;
    let asked = acknowledge_by_link(&site.house, organization.id, &token).await?.ok_or(Error::NotFound)?;
    let shell = guest.shell(&organization, "Acknowledged");
    page(&AcknowledgePage { shell, asked, action: String::new(), done: true })
}
