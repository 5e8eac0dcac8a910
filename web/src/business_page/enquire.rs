//! Writing to a business on its page.

use axum::extract::{Path, State};
use domain::accounts::business_page::{Enquiry, enquire as send, visit};
use kernel::text::paragraph;
use kernel::{Email, Error, Invalid, Name, Phone, Result};

use super::{business_page, shell};
use crate::{Answer, Fields, Guest, LocalPath, Site, redirect, refused};

/// As the subject of the message.
const FROM: &str = "From your business page";

pub(super) async fn enquire(
    State(site): State<Site>,
    guest: Guest,
    Path(nickname): Path<String>,
    typed: Fields,
) -> Answer {
    typed.only(&["name", "email", "phone", "text"])?;
    let organization = guest.organization(&site).await?;
    let visited = visit(&mut site.house.read().await?, organization.id, &nickname).await?;
    let place = guest.request.address.as_str();
    let outcome = match read(&typed, &organization.region, FROM) {
        Ok(enquiry) => send(&site.house, organization.id, &nickname, enquiry, place).await,
        Err(error) => Err(error),
    };
    match outcome {
        Ok(()) => {
            let sent = format!("/b/{nickname}/sent");
            Ok(redirect(&LocalPath::or(Some(&sent), "/login")))
        }
        Err(error) => {
            let mut again =
                business_page(shell(&guest, &organization, &visited), &nickname, &visited, &typed);
            let Some(form) = &mut again.body.form else { return Err(error.into()) };
            let error = match error {
                Error::TooMany(_) => {
                    form.complaints
                        .push("Many messages came from here. Try again in an hour, or call.".to_owned());
                    error
                }
                error => form.refuse(error)?,
            };
            refused(&again, &error)
        }
    }
}

/// `subject` says where it was written.
pub(crate) fn read(typed: &Fields, region: &str, subject: &'static str) -> Result<Enquiry> {
    let mut invalid = Invalid::default();
    let name = invalid.check("name", Name::parse(typed.get("name")));
    let (email, phone) = (typed.get("email").trim(), typed.get("phone").trim());
    if email.is_empty() && phone.is_empty() {
        invalid.push("email", "Say how you can be answered: an email address or a telephone number.");
    }
    let email = (!email.is_empty()).then(|| invalid.check("email", Email::parse(email))).flatten();
    let phone = (!phone.is_empty()).then(|| invalid.check("phone", Phone::parse(phone, region))).flatten();
    let text = invalid.check("text", paragraph(typed.get("text"), Enquiry::TEXT));
    if text.as_deref() == Some("") {
        invalid.push("text", "Write what it is about.");
    }
    match (name, text) {
        (Some(name), Some(text)) if invalid.is_empty() => Ok(Enquiry { name, email, phone, text, subject }),
        _ => Err(Error::Invalid(invalid)),
    }
}
