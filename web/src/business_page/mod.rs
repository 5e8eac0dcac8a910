//! The public page of a client's business, for everybody who has its address (S3-55).

mod enquire;
mod show;

pub(crate) use enquire::read;

use askama::Template;
use domain::accounts::business_page::{Enquiry, Visited};
use kernel::text::WebAddress;
use kernel::{Email, Name};

use crate::ui::{Door, FieldKind, FieldView, FormView, Shell};
use crate::{Fields, Guest, Policy, Routes, Site, format};

#[derive(Template)]
#[template(path = "business_page.html")]
struct BusinessPage {
    shell: Shell,
    /// Each paragraph of its own.
    about: Vec<String>,
    hours: String,
    /// The number as it is dialed, and as it is read.
    phone: Option<(String, String)>,
    /// The address, and what is read of it.
    website: Option<(String, String)>,
    form: Option<FormView>,
    sent: bool,
}

pub(crate) fn routes(site: &Site) -> Routes {
    Routes::new(Door::Entrance, site)
        .get("/b/{nickname}", Policy::Public, show::show)
        .get("/b/{nickname}/sent", Policy::Public, show::sent)
        .post("/b/{nickname}", Policy::Public, enquire::enquire)
}

fn business_page(shell: Shell, nickname: &str, visited: &Visited, typed: &Fields) -> BusinessPage {
    let page = &visited.page;
    let website = page.website.as_ref().map(WebAddress::as_str).map(|address| {
        let read = address.split_once("://").map_or(address, |(_, rest)| rest).trim_end_matches('/');
        (address.to_owned(), read.to_owned())
    });
    let paragraphs = page.about.split("\n\n").map(str::trim).filter(|text| !text.is_empty());
    BusinessPage {
        shell,
        about: paragraphs.map(str::to_owned).collect(),
        hours: page.hours.clone(),
        phone: Some(visited.phone.as_str())
            .filter(|phone| !phone.is_empty())
            .map(|phone| (phone.to_owned(), format::phone(phone))),
        website,
        form: page.contact_form.then(|| form(nickname, typed)),
        sent: false,
    }
}

fn form(nickname: &str, typed: &Fields) -> FormView {
    FormView {
        action: format!("/b/{nickname}"),
        submit: "Send message".to_owned(),
        fields: fields(typed),
        ..FormView::default()
    }
}

/// What is asked of whoever writes to the business.
pub(crate) fn fields(typed: &Fields) -> Vec<FieldView> {
    let field = |name: &str, label: &str, kind: FieldKind| FieldView {
        value: typed.get(name).to_owned(),
        ..FieldView::new(name, label, kind)
    };
    vec![
        FieldView {
            required: true,
            maxlength: Some(Name::MAX),
            autocomplete: Some("name".to_owned()),
            ..field("name", "Your name", FieldKind::Text)
        },
        FieldView {
            maxlength: Some(Email::MAX),
            autocomplete: Some("email".to_owned()),
            ..field("email", "Your email", FieldKind::Email)
        },
        FieldView {
            maxlength: Some(40),
            autocomplete: Some("tel".to_owned()),
            hint: "An email address or a telephone number is enough.".to_owned(),
            ..field("phone", "Your phone", FieldKind::Tel)
        },
        FieldView {
            required: true,
            maxlength: Some(Enquiry::TEXT),
            ..field("text", "Your message", FieldKind::TextArea { rows: 5 })
        },
    ]
}

/// The frame, with the name of the business.
fn shell(guest: &Guest, organization: &domain::organizations::Organization, visited: &Visited) -> Shell {
    guest.shell(organization, &visited.name)
}
