//! The public page of a client's business, for everybody who has its address (S3-55).

mod body;
mod enquire;
mod show;
pub mod write;

use askama::Template;
use domain::accounts::business_page::{Enquiry, Visited};
pub(crate) use enquire::read;
use kernel::{Email, Name};

use self::body::Body;
use crate::ui::{Door, FieldKind, FieldView, FormView, Shell};
use crate::{Fields, Guest, Policy, Routes, Site};

#[derive(Template)]
#[template(path = "business_page.html")]
struct BusinessPage {
    shell: Shell,
    body: Body,
    sent: bool,
}

pub(crate) fn routes(site: &Site) -> Routes {
    Routes::new(Door::Entrance, site)
        .get("/b/{nickname}", Policy::Public, show::show)
        .get("/b/{nickname}/sent", Policy::Public, show::sent)
        .post("/b/{nickname}", Policy::Public, enquire::enquire)
}

fn business_page(shell: Shell, nickname: &str, visited: &Visited, typed: &Fields) -> BusinessPage {
    let mut body = Body::of(&visited.page, &visited.phone);
    body.form = visited.page.contact_form.then(|| form(nickname, typed));
    BusinessPage { shell, body, sent: false }
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
