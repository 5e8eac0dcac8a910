//! What the page of a business says, as its visitors read it: on the page, and to whoever is writing it.

use askama::Template;
use domain::accounts::business_page::BusinessPage;
use kernel::text::WebAddress;

use crate::format;
use crate::ui::{FormView, prints_itself};

/// Between the name of the business and the foot of the page.
#[derive(Template)]
#[template(path = "business_body.html")]
pub(super) struct Body {
    /// Each paragraph of its own.
    about: Vec<String>,
    hours: String,
    /// The number as it is dialed, and as it is read.
    phone: Option<(String, String)>,
    /// The address, and what is read of it.
    website: Option<(String, String)>,
    pub form: Option<FormView>,
    /// It is only looked at: nothing in it leads anywhere. Whether visitors would find a form.
    pub looked_at: Option<bool>,
}

impl Body {
    pub fn of(page: &BusinessPage, phone: &str) -> Self {
        let website = page.website.as_ref().map(WebAddress::as_str).map(|address| {
            let read = address.split_once("://").map_or(address, |(_, rest)| rest).trim_end_matches('/');
            (address.to_owned(), read.to_owned())
        });
        let paragraphs = page.about.split("\n\n").map(str::trim).filter(|text| !text.is_empty());
        Self {
            about: paragraphs.map(str::to_owned).collect(),
            hours: page.hours.clone(),
            phone: Some(phone)
                .filter(|phone| !phone.is_empty())
                .map(|phone| (phone.to_owned(), format::phone(phone))),
            website,
            form: None,
            looked_at: None,
        }
    }
}

prints_itself!(Body);
