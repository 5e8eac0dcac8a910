//! Reading the page of a business.

use axum::extract::{Path, State};
use domain::accounts::business_page::visit;

use super::{BusinessPage, business_page, shell};
use crate::{Answer, Fields, Guest, Site, page};

pub(super) async fn show(State(site): State<Site>, guest: Guest, Path(nickname): Path<String>) -> Answer {
    page(&visited(&site, &guest, &nickname).await?)
}

/// The same after somebody has written, so that a reload sends nothing again.
pub(super) async fn sent(State(site): State<Site>, guest: Guest, Path(nickname): Path<String>) -> Answer {
    let mut page_of = visited(&site, &guest, &nickname).await?;
    (page_of.sent, page_of.body.form) = (true, None);
    page(&page_of)
}

async fn visited(site: &Site, guest: &Guest, nickname: &str) -> kernel::Result<BusinessPage> {
    let organization = guest.organization(site).await?;
    let visited = visit(&mut site.house.read().await?, organization.id, nickname).await?;
    Ok(business_page(shell(guest, &organization, &visited), nickname, &visited, &Fields::default()))
}
