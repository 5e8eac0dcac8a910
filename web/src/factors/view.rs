//! What these pages are made of, below the profile or at the entrance.

use askama::Template;
use axum::response::{IntoResponse, Response};
use kernel::Error;

use super::base;
use super::qr::Picture;
use crate::passkeys::PasskeyForm;
use crate::problem::{retry_after, status};
use crate::ui::{Choice, Door, FormView, Shell, TableView, prints_itself};
use crate::{Answer, Visitor, page};

/// The middle of a page.
#[derive(Default, Template)]
#[template(path = "factors/view.html")]
pub(crate) struct View {
    pub lead: String,
    pub secret: Option<Secret>,
    /// Shown once.
    pub codes: Vec<String>,
    pub forms: Vec<FormView>,
    /// Below the forms, or alone.
    pub passkey: Option<PasskeyForm>,
    /// One's own, under a heading of their own.
    pub passkeys: Option<Passkeys>,
    /// Label and address of another way.
    pub other: Option<(&'static str, String)>,
    /// Label and address of the way on.
    pub next: Option<(&'static str, String)>,
}

/// What an app has to be told.
pub(crate) struct Secret {
    pub picture: Option<Picture>,
    pub text: String,
    pub uri: String,
}

/// The list of one's own passkeys, and where another one is added.
pub(crate) struct Passkeys {
    pub table: TableView,
    pub add: String,
}

prints_itself!(View);

#[derive(Template)]
#[template(path = "factors/page.html")]
struct ProfilePage<'a> {
    shell: Shell,
    view: &'a View,
}

#[derive(Template)]
#[template(path = "factors/step.html")]
struct StepPage<'a> {
    shell: Shell,
    view: &'a View,
}

impl View {
    /// For whoever copies them at once: one in each line.
    fn all_codes(&self) -> String {
        self.codes.join("\n")
    }

    /// The page at the visitor's door: at the entrance there is no menu.
    pub fn answer(&self, visitor: &Visitor, title: &str) -> Answer {
        let shell = visitor.shell(title);
        if visitor.door == Door::Entrance {
            return page(&StepPage { shell, view: self });
        }
        let trail = vec![Choice::new("Your profile", base(visitor), false)];
        page(&ProfilePage { shell: Shell { trail, ..shell }, view: self })
    }

    /// The page once more, with what is wrong with its first form.
    pub fn refused(mut self, visitor: &Visitor, title: &str, error: Error) -> Answer {
        let other = self.passkey.as_mut().map(|passkey| &mut passkey.form);
        let Some(form) = self.forms.first_mut().or(other) else { return Err(error.into()) };
        let error = match error {
            Error::TooMany(_) => {
                form.complaints.push(error.to_string());
                error
            }
            other => form.refuse(other)?,
        };
        let mut response: Response = (status(&error), self.answer(visitor, title)?).into_response();
        if let Some(seconds) = retry_after(&error) {
            response.headers_mut().insert(axum::http::header::RETRY_AFTER, seconds);
        }
        Ok(response)
    }
}
