//! Changing one's own password, in the profile: with the present one, and with what a new one must be in sight.

use askama::Template;
use axum::http::header;
use axum::response::IntoResponse;
use domain::sign_in::change_password;
use kernel::Error;

use crate::problem::{retry_after, status};
use crate::ui::{Choice, Door, FieldKind, FieldView, FormView, Shell};
use crate::{Answer, Fields, Jar, Policy, Routes, SESSION, Site, Visitor, page};

#[derive(Template)]
#[template(path = "password.html")]
struct PasswordPage {
    shell: Shell,
    form: FormView,
}

/// The same page at the portal's and at the console's address.
pub(crate) fn routes(site: &Site) -> Routes {
    Routes::new(Door::Portal, site)
        .get("/profile/password", Policy::Person, ask)
        .post("/profile/password", Policy::Person, change)
        .and(Routes::new(Door::Console, site).get("/console/profile/password", Policy::Person, ask).post(
            "/console/profile/password",
            Policy::Person,
            change,
        ))
}

fn profile(visitor: &Visitor) -> &'static str {
    if visitor.door == Door::Console { "/console/profile" } else { "/profile" }
}

async fn ask(visitor: Visitor) -> Answer {
    visitor.who.actor.must_be_oneself()?;
    page(&password_page(&visitor))
}

async fn change(visitor: Visitor, fields: Fields) -> Answer {
    fields.only(&["email", "current", "password"])?;
    let done = change_password(visitor.house(), &visitor.who, fields.get("current"), fields.get("password"));
    match done.await {
        Ok(token) => {
            let words = "Your password is changed. You were signed out everywhere else.";
            let mut response = visitor.done(profile(&visitor), words);
            let seconds = (visitor.who.ends_at - visitor.who.now).as_seconds();
            let jar = Jar { https: visitor.site.settings.https };
            let cookie = jar.set(SESSION, &token.reveal(), Some(seconds));
            response.headers_mut().append(header::SET_COOKIE, cookie);
            Ok(response)
        }
        Err(error) => refused(&visitor, error),
    }
}

fn refused(visitor: &Visitor, error: Error) -> Answer {
    let mut again = password_page(visitor);
    let error = match error {
        Error::TooMany(_) => {
            again.form.complaints.push(error.to_string());
            error
        }
        other => again.form.refuse(other)?,
    };
    let mut response = (status(&error), page(&again)?).into_response();
    if let Some(seconds) = retry_after(&error) {
        response.headers_mut().insert(header::RETRY_AFTER, seconds);
    }
    Ok(response)
}

fn password_page(visitor: &Visitor) -> PasswordPage {
    let base = profile(visitor);
    let policy = visitor.who.password_policy();
    PasswordPage {
        shell: Shell {
            trail: vec![Choice::new("Your profile", base, false)],
            ..visitor.shell("Change password")
        },
        form: FormView {
            action: format!("{base}/password"),
            fields: vec![
                FieldView::whose_password(&visitor.who.email),
                FieldView {
                    required: true,
                    autocomplete: Some("current-password".to_owned()),
                    ..FieldView::new("current", "Present password", FieldKind::Password)
                },
                FieldView::new_password("password", "New password", &policy, visitor.house().dice()),
            ],
            submit: "Change password".to_owned(),
            cancel_href: Some(base.to_owned()),
            ..FormView::default()
        },
    }
}
