//! The form in the frame. It shows on allowed sites only; whoever carries it elsewhere gets an empty frame.

use askama::Template;
use axum::extract::{Path, State};
use axum::http::{HeaderValue, header};
use axum::response::Response;
use domain::accounts::business_page::{Visited, enquire, visit};
use domain::accounts::sites;
use domain::organizations::Organization;
use kernel::{Error, Result};

use crate::business_page::{fields, read};
use crate::ui::{FormView, Shell};
use crate::{Answer, Fields, Guest, LocalPath, Site, page, redirect, refused};

/// As the subject of the message.
const FROM: &str = "From your website";

#[derive(Template)]
#[template(path = "widget.html")]
struct FormPage {
    shell: Shell,
    form: Option<FormView>,
}

pub(super) async fn show(State(site): State<Site>, guest: Guest, Path(nickname): Path<String>) -> Answer {
    let (organization, visited) = find(&site, &guest, &nickname).await?;
    let shown = page(&form_page(&guest, &organization, &visited, &nickname, &Fields::default()))?;
    framed(&site, &organization, &visited, shown).await
}

pub(super) async fn send(
    State(site): State<Site>,
    guest: Guest,
    Path(nickname): Path<String>,
    typed: Fields,
) -> Answer {
    typed.only(&["name", "email", "phone", "text"])?;
    let (organization, visited) = find(&site, &guest, &nickname).await?;
    let place = guest.request.address.as_str();
    let outcome = match read(&typed, &organization.region, FROM) {
        Ok(enquiry) => enquire(&site.house, organization.id, &nickname, enquiry, place).await,
        Err(error) => Err(error),
    };
    let Err(error) = outcome else {
        return Ok(redirect(&LocalPath::or(Some(&format!("/w/{nickname}/sent")), "/login")));
    };
    let mut again = form_page(&guest, &organization, &visited, &nickname, &typed);
    let Some(form) = &mut again.form else { return Err(error.into()) };
    let error = match error {
        Error::TooMany(_) => {
            form.complaints.push("Many messages came from here. Try again in an hour, or call.".to_owned());
            error
        }
        error => form.refuse(error)?,
    };
    framed(&site, &organization, &visited, refused(&again, &error)?).await
}

pub(super) async fn sent(State(site): State<Site>, guest: Guest, Path(nickname): Path<String>) -> Answer {
    let (organization, visited) = find(&site, &guest, &nickname).await?;
    let shown = page(&FormPage { shell: guest.shell(&organization, &visited.name), form: None })?;
    framed(&site, &organization, &visited, shown).await
}

async fn find(site: &Site, guest: &Guest, nickname: &str) -> Result<(Organization, Visited)> {
    let organization = guest.organization(site).await?;
    let visited = visit(&mut site.house.read().await?, organization.id, nickname).await?;
    if !visited.page.contact_form {
        return Err(Error::NotFound);
    }
    Ok((organization, visited))
}

fn form_page(
    guest: &Guest,
    organization: &Organization,
    visited: &Visited,
    nickname: &str,
    typed: &Fields,
) -> FormPage {
    FormPage {
        shell: guest.shell(organization, &visited.name),
        form: Some(FormView {
            action: format!("/w/{nickname}/form"),
            fields: fields(typed),
            submit: "Send message".to_owned(),
            ..FormView::default()
        }),
    }
}

/// The one page that may stand in a frame, and only in one of these.
async fn framed(site: &Site, organization: &Organization, visited: &Visited, mut shown: Response) -> Answer {
    let hosts = sites::allowed(&mut site.house.read().await?, organization.id, visited.account).await?;
    let each: Vec<String> =
        hosts.iter().flat_map(|host| [format!("https://{host}"), format!("http://{host}")]).collect();
    let ancestors = if each.is_empty() { "'none'".to_owned() } else { each.join(" ") };
    let policy = format!(
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; form-action \
         'self'; base-uri 'none'; frame-ancestors {ancestors}; object-src 'none'"
    );
    let policy = HeaderValue::from_str(&policy).map_err(Error::bug)?;
    shown.headers_mut().insert(header::CONTENT_SECURITY_POLICY, policy);
    Ok(shown)
}
