//! Choosing another password by the link of a letter. Looking at the page spends nothing; only choosing does.

use askama::Template;
use axum::extract::{Path, State};
use axum::http::HeaderMap;
use axum::response::IntoResponse;
use domain::organizations::Organization;
use domain::sign_in::reset::{self, Asking};
use kernel::Error;

use super::to_change;
use crate::guest::write_notice;
use crate::problem::status;
use crate::ui::{FieldView, FormView, Shell};
use crate::{Answer, Fields, Guest, LocalPath, Site, page, redirect};

#[derive(Template)]
#[template(path = "reset_password.html")]
struct ResetPage {
    shell: Shell,
    email: String,
    form: FormView,
}

/// Whoever is signed in changes the password in the profile (S3-65, C-18).
pub async fn ask(
    State(site): State<Site>,
    guest: Guest,
    headers: HeaderMap,
    Path(token): Path<String>,
) -> Answer {
    if let Some(elsewhere) = to_change(&site, &guest, &headers).await? {
        return Ok(elsewhere);
    }
    let organization = guest.organization(&site).await?;
    let asking = look(&site, &organization, &token).await?;
    page(&reset_page(&site, &guest, &organization, &token, asking))
}

pub async fn choose(
    State(site): State<Site>,
    guest: Guest,
    headers: HeaderMap,
    Path(token): Path<String>,
    fields: Fields,
) -> Answer {
    fields.only(&["email", "password"])?;
    if let Some(elsewhere) = to_change(&site, &guest, &headers).await? {
        return Ok(elsewhere);
    }
    let organization = guest.organization(&site).await?;
    match reset::accept(&site.house, organization.id, &token, fields.get("password")).await {
        Ok(()) => {
            let mut response = redirect(&LocalPath::or(None, "/login"));
            let notice = write_notice(&site, "Your password is changed. Sign in with it now.");
            response.headers_mut().append(axum::http::header::SET_COOKIE, notice);
            Ok(response)
        }
        Err(error @ Error::Invalid(_)) => {
            let asking = look(&site, &organization, &token).await?;
            let mut again = reset_page(&site, &guest, &organization, &token, asking);
            let error = again.form.refuse(error)?;
            Ok((status(&error), page(&again)?).into_response())
        }
        Err(other) => Err(other.into()),
    }
}

async fn look(site: &Site, organization: &Organization, token: &str) -> Result<Asking, Error> {
    reset::look(&site.house, &mut site.house.read().await?, organization.id, token).await
}

fn reset_page(
    site: &Site,
    guest: &Guest,
    organization: &Organization,
    token: &str,
    asking: Asking,
) -> ResetPage {
    ResetPage {
        shell: guest.shell(organization, "Choose another password"),
        form: FormView {
            action: format!("/reset-password/{token}"),
            submit: "Set password".to_owned(),
            fields: vec![
                FieldView::whose_password(&asking.email),
                FieldView::new_password("password", "New password", &asking.policy, site.house.dice()),
            ],
            ..FormView::default()
        },
        email: asking.email,
    }
}
