//! Signing in: one page for clients and operators, with a landing for each (C-08).

use askama::Template;
use axum::extract::State;
use axum::http::{HeaderMap, header};
use axum::response::{IntoResponse, Response};
use domain::organizations::Organization;
use domain::sign_in::{
    self,
    devices::KNOWN_FOR,
    login::{Attempt, NewLogin},
};
use kernel::Error;

use super::others::{self, Whose};
use super::{landing, signed_in};
use crate::cookies::DEVICE;
use crate::passkeys::PasskeyForm;
use crate::problem::{retry_after, status};
use crate::ui::{FieldKind, FieldView, FormView, Shell};
use crate::{
    Answer, Fields, Guest, Jar, LOGIN_AS, LocalPath, Pairs, SECURE_LINK, SESSION, Site, page, redirect,
};

#[derive(Template)]
#[template(path = "login.html")]
struct LoginPage {
    shell: Shell,
    /// The organization has closed its portal: clients are told before they try.
    closed: bool,
    form: FormView,
    passkey: PasskeyForm,
}

pub async fn show(State(site): State<Site>, guest: Guest, pairs: Pairs, headers: HeaderMap) -> Answer {
    let organization = guest.organization(&site).await?;
    if let Some(who) = signed_in(&site, &guest, &headers).await? {
        return Ok(redirect(&landing(who.actor.kind(), pairs.get("return_to"))));
    }
    form_page(&guest, &organization, pairs.get("return_to"), "", None)
}

pub async fn enter(State(site): State<Site>, guest: Guest, headers: HeaderMap, fields: Fields) -> Answer {
    fields.only(&["email", "password", "return_to"])?;
    let organization = guest.organization(&site).await?;
    let jar = Jar { https: site.settings.https };
    let device = jar.get(&headers, DEVICE).unwrap_or_default();
    let attempt = Attempt {
        email: fields.get("email"),
        password: fields.get("password"),
        agent: &guest.agent,
        device: &device,
        request: guest.request.clone(),
    };
    let back = fields.optional("return_to");
    match sign_in::sign_in(&site.house, organization.id, attempt).await {
        Ok(login) => {
            others::end(&site, &guest, &headers, Whose::Everybodys).await?;
            Ok(let_in(&site, &login, back))
        }
        Err(error @ (Error::Invalid(_) | Error::TooMany(_))) => {
            refused(&guest, &organization, &fields, &error)
        }
        Err(other) => Err(other.into()),
    }
}

/// Gives the browser its session, and sends it on.
pub(crate) fn let_in(site: &Site, login: &NewLogin, back: Option<&str>) -> Response {
    let jar = Jar { https: site.settings.https };
    let seconds = (login.ends_at - site.house.now()).as_seconds();
    let mut response = redirect(&landing(login.kind, back));
    let headers = response.headers_mut();
    headers.append(header::SET_COOKIE, jar.set(SESSION, &login.token.reveal(), Some(seconds)));
    headers.append(header::SET_COOKIE, jar.clear(LOGIN_AS));
    headers.append(header::SET_COOKIE, jar.clear(SECURE_LINK));
    let known_for = KNOWN_FOR.as_seconds();
    headers.append(header::SET_COOKIE, jar.set(DEVICE, &login.device.reveal(), Some(known_for)));
    response
}

/// The page once more, with what is wrong.
pub(crate) fn refused(guest: &Guest, organization: &Organization, fields: &Fields, error: &Error) -> Answer {
    let text = match error {
        Error::Invalid(invalid) => {
            invalid.fields().first().map(|field| field.message.clone()).unwrap_or_default()
        }
        other => other.to_string(),
    };
    let page = form_page(guest, organization, fields.optional("return_to"), fields.get("email"), Some(text))?;
    let mut response: Response = (status(error), page).into_response();
    if let Some(seconds) = retry_after(error) {
        response.headers_mut().insert(header::RETRY_AFTER, seconds);
    }
    Ok(response)
}

fn form_page(
    guest: &Guest,
    organization: &Organization,
    back: Option<&str>,
    email: &str,
    complaint: Option<String>,
) -> Answer {
    let hidden = back.and_then(LocalPath::parse).map(|path| FieldView {
        value: path.as_str().to_owned(),
        ..FieldView::new("return_to", "", FieldKind::Hidden)
    });
    let mut form = FormView {
        action: "/login".to_owned(),
        submit: "Sign in".to_owned(),
        fields: vec![
            FieldView {
                value: email.to_owned(),
                required: true,
                autocomplete: Some("username".to_owned()),
                maxlength: Some(254),
                ..FieldView::new("email", "Email", FieldKind::Email)
            },
            FieldView {
                required: true,
                autocomplete: Some("current-password".to_owned()),
                ..FieldView::new("password", "Password", FieldKind::Password)
            },
        ],
        complaints: complaint.into_iter().collect(),
        ..FormView::default()
    };
    let back = hidden.as_ref().map_or("", |field| field.value.as_str());
    let passkey =
        PasskeyForm::signs("/login/passkey", "Sign in with a passkey", back, "Sign in with your password.");
    form.fields.extend(hidden);
    page(&LoginPage {
        shell: guest.shell(organization, "Sign in"),
        closed: !organization.settings.portal.open,
        form,
        passkey,
    })
}
