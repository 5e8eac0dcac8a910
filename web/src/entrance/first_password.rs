//! Setting the first password by a one-time link. Looking at the page spends nothing; only setting does.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::IntoResponse;
use domain::organizations::Organization;
use domain::people::invitations::{self, Invited};
use domain::sign_in::PasswordPolicy;
use kernel::Error;

use crate::guest::write_notice;
use crate::problem::status;
use crate::ui::{FieldView, FormView, Shell};
use crate::{Answer, Fields, Guest, LocalPath, Site, page, redirect};

#[derive(Template)]
#[template(path = "welcome.html")]
struct WelcomePage {
    shell: Shell,
    name: String,
    form: FormView,
}

pub async fn show(State(site): State<Site>, guest: Guest, Path(token): Path<String>) -> Answer {
    let organization = guest.organization(&site).await?;
    let invited = look(&site, &organization, &token).await?;
    form_page(&site, &guest, &organization, &token, invited, None)
}

pub async fn set(
    State(site): State<Site>,
    guest: Guest,
    Path(token): Path<String>,
    fields: Fields,
) -> Answer {
    fields.only(&["email", "password"])?;
    let organization = guest.organization(&site).await?;
    let request = guest.request.clone();
    match invitations::accept(&site.house, organization.id, &token, fields.get("password"), request).await {
        Ok(()) => {
            let mut response = redirect(&LocalPath::or(None, "/login"));
            let notice = write_notice(&site, "Your password is set. Sign in with it now.");
            response.headers_mut().append(axum::http::header::SET_COOKIE, notice);
            Ok(response)
        }
        Err(error @ Error::Invalid(_)) => {
            let invited = look(&site, &organization, &token).await?;
            let text = match &error {
                Error::Invalid(invalid) => invalid.message("password").map(str::to_owned),
                _ => None,
            };
            let page = form_page(&site, &guest, &organization, &token, invited, text)?;
            Ok((status(&error), page).into_response())
        }
        Err(other) => Err(other.into()),
    }
}

async fn look(site: &Site, organization: &Organization, token: &str) -> Result<Invited, Error> {
    let mut read = site.house.read().await?;
    invitations::look(&site.house, &mut read, organization.id, token).await
}

fn form_page(
    site: &Site,
    guest: &Guest,
    organization: &Organization,
    token: &str,
    invited: Invited,
    error: Option<String>,
) -> Answer {
    let policy = PasswordPolicy::of(organization, [invited.name.as_str(), invited.email.as_str()]);
    let form = FormView {
        action: format!("/welcome/{token}"),
        submit: "Set password".to_owned(),
        fields: vec![
            FieldView::whose_password(&invited.email),
            FieldView {
                error,
                ..FieldView::new_password("password", "Password", &policy, site.house.dice())
            },
        ],
        ..FormView::default()
    };
    page(&WelcomePage { shell: guest.shell(organization, "Choose your password"), name: invited.name, form })
}
