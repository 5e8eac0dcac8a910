//! “Forgot your password?”: the same answer to every address, whoever it belongs to.

use askama::Template;
use axum::extract::State;
use axum::http::{HeaderMap, header};
use axum::response::{IntoResponse, Response};
use domain::organizations::Organization;
use domain::sign_in::reset;
use kernel::{Email, Error};

use super::to_change;
use crate::problem::{retry_after, status};
use crate::ui::{FieldKind, FieldView, FormView, Shell};
use crate::{Answer, Fields, Guest, Site, page};

#[derive(Template)]
#[template(path = "forgot_password.html")]
struct ForgotPage {
    shell: Shell,
    form: FormView,
}

#[derive(Template)]
#[template(path = "letter_sent.html")]
struct SentPage {
    shell: Shell,
    email: String,
}

/// Whoever is signed in changes the password in the profile (C-18).
pub async fn ask(State(site): State<Site>, guest: Guest, headers: HeaderMap) -> Answer {
    if let Some(elsewhere) = to_change(&site, &guest, &headers).await? {
        return Ok(elsewhere);
    }
    let organization = guest.organization(&site).await?;
    page(&forgot_page(&guest, &organization, "", None))
}

pub async fn send(State(site): State<Site>, guest: Guest, headers: HeaderMap, fields: Fields) -> Answer {
    fields.only(&["email"])?;
    if let Some(elsewhere) = to_change(&site, &guest, &headers).await? {
        return Ok(elsewhere);
    }
    let organization = guest.organization(&site).await?;
    let asked = match Email::parse(fields.get("email")) {
        Ok(email) => {
            reset::ask(&site.house, organization.id, &email, &guest.request).await.map(|()| email.to_string())
        }
        Err(wrong) => Err(Error::invalid("email", wrong.to_string())),
    };
    match asked {
        Ok(email) => {
            let shell = guest.shell(&organization, "Look into your mail");
            page(&SentPage { shell, email })
        }
        Err(error @ (Error::Invalid(_) | Error::TooMany(_))) => {
            let again = forgot_page(&guest, &organization, fields.get("email"), Some(&error));
            let mut response: Response = (status(&error), page(&again)?).into_response();
            if let Some(seconds) = retry_after(&error) {
                response.headers_mut().insert(header::RETRY_AFTER, seconds);
            }
            Ok(response)
        }
        Err(other) => Err(other.into()),
    }
}

fn forgot_page(
    guest: &Guest,
    organization: &Organization,
    email: &str,
    complaint: Option<&Error>,
) -> ForgotPage {
    let error = match complaint {
        Some(Error::Invalid(invalid)) => invalid.message("email").map(str::to_owned),
        _ => None,
    };
    let complaints = match complaint {
        Some(Error::TooMany(_)) => vec!["Too many letters were asked for. Try again later.".to_owned()],
        _ => Vec::new(),
    };
    ForgotPage {
        shell: guest.shell(organization, "Forgot your password?"),
        form: FormView {
            action: "/forgot-password".to_owned(),
            submit: "Send me a link".to_owned(),
            cancel_href: Some("/login".to_owned()),
            complaints,
            fields: vec![FieldView {
                value: email.to_owned(),
                required: true,
                autocomplete: Some("username".to_owned()),
                maxlength: Some(Email::MAX),
                error,
                ..FieldView::new("email", "Email", FieldKind::Email)
            }],
            ..FormView::default()
        },
    }
}
