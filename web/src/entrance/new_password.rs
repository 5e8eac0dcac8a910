//! The step after a temporary password: choosing one's own. Nothing else opens before it is done.

use askama::Template;
use axum::http::header;
use domain::sign_in::{Step, choose_new_password};

use super::landing;
use crate::ui::{FieldKind, FieldView, FormView, Shell};
use crate::{Answer, Fields, Jar, Pairs, SESSION, Visitor, page, redirect, refused};

#[derive(Template)]
#[template(path = "step.html")]
struct StepPage {
    shell: Shell,
    lead: &'static str,
    form: FormView,
}

pub async fn ask(visitor: Visitor, pairs: Pairs) -> Answer {
    if visitor.who.step != Some(Step::NewPassword) {
        return Ok(redirect(&landing(visitor.who.actor.kind(), pairs.get("return_to"))));
    }
    page(&step_page(&visitor, pairs.get("return_to").unwrap_or_default()))
}

pub async fn choose(visitor: Visitor, fields: Fields) -> Answer {
    fields.only(&["email", "password", "return_to"])?;
    let to = landing(visitor.who.actor.kind(), fields.optional("return_to"));
    if visitor.who.step != Some(Step::NewPassword) {
        return Ok(redirect(&to));
    }
    match choose_new_password(visitor.house(), &visitor.who, fields.get("password")).await {
        Ok(token) => {
            let mut response = visitor.done(to.as_str(), "Your password is set.");
            let seconds = (visitor.who.ends_at - visitor.who.now).as_seconds();
            let jar = Jar { https: visitor.site.settings.https };
            let cookie = jar.set(SESSION, &token.reveal(), Some(seconds));
            response.headers_mut().append(header::SET_COOKIE, cookie);
            Ok(response)
        }
        Err(error) => {
            let mut again = step_page(&visitor, fields.get("return_to"));
            let error = again.form.refuse(error)?;
            refused(&again, &error)
        }
    }
}

fn step_page(visitor: &Visitor, back: &str) -> StepPage {
    let policy = visitor.who.password_policy();
    StepPage {
        shell: visitor.shell("Choose your own password"),
        lead: "The password you signed in with was made for you. Choose one that only you know; it is asked for \
               from now on.",
        form: FormView {
            action: "/new-password".to_owned(),
            submit: "Set password".to_owned(),
            fields: vec![
                FieldView::whose_password(&visitor.who.email),
                FieldView::new_password("password", "New password", &policy, visitor.house().dice()),
                FieldView { value: back.to_owned(), ..FieldView::new("return_to", "", FieldKind::Hidden) },
            ],
            ..FormView::default()
        },
    }
}
