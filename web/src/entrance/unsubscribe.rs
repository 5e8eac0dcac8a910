//! No more announcements, by the link in one of them. Looking at it changes nothing, so that a scanner of letters
//! unsubscribes nobody; a button does.

use askama::Template;
use axum::extract::{Path, State};
use domain::announcements::{Refused, refuse, would_refuse};
use kernel::Error;

use crate::ui::Shell;
use crate::{Answer, Fields, Guest, Site, page};

#[derive(Template)]
#[template(path = "unsubscribe.html")]
struct UnsubscribePage {
    shell: Shell,
    refused: Refused,
    action: String,
    done: bool,
}

pub async fn ask(State(site): State<Site>, guest: Guest, Path(token): Path<String>) -> Answer {
    let organization = guest.organization(&site).await?;
    let found = would_refuse(&mut site.house.read().await?, organization.id, &token).await?;
    let refused = found.ok_or(Error::NotFound)?;
    let shell = guest.shell(&organization, "Unsubscribe");
    page(&UnsubscribePage { shell, refused, action: format!("/unsubscribe/{token}"), done: false })
}

pub async fn confirm(
    State(site): State<Site>,
    guest: Guest,
    Path(token): Path<String>,
    fields: Fields,
) -> Answer {
    fields.only(&[])?;
    let organization = guest.organization(&site).await?;
    let refused = refuse(&site.house, organization.id, &token).await?.ok_or(Error::NotFound)?;
    let shell = guest.shell(&organization, "Unsubscribed");
    page(&UnsubscribePage { shell, refused, action: String::new(), done: true })
}
