//! Contact Support: what is written here is with the operators at once, and the answer comes back to who asked.

use domain::access::{HelpAsk, TasksView};
use domain::tasks::{self, LONGEST_TEXT, LONGEST_TITLE};
use kernel::{AccountId, Error, Invalid, Result};
use web::ui::{Choice, FieldKind, FieldView, FormView};
use web::{Answer, Fields, Pairs, Visitor};

use super::{LONGEST, PATH};
use crate::form_page::{FormPage, field};

pub async fn ask(visitor: Visitor, pairs: Pairs) -> Answer {
    // Who comes from a search that found nothing has said already what it is about.
    let subject: String = pairs.get("subject").unwrap_or_default().chars().take(LONGEST).collect();
    form_page(&visitor, &Fields::of([("subject", subject)])).answer()
}

pub async fn send(visitor: Visitor, typed: Fields) -> Answer {
    typed.only(&["subject", "text"])?;
    let granted = visitor.may::<HelpAsk>()?;
    let outcome = match must_say(&typed) {
        Ok(()) => {
            let (subject, text) = (typed.get("subject"), typed.get("text"));
            tasks::ask(visitor.house(), &granted, account(&visitor)?, subject, text).await
        }
        Err(error) => Err(error),
    };
    match outcome {
        Ok(id) if visitor.can::<TasksView>() => {
            let words = "Sent. The operators have it, and you see their answer here";
            Ok(visitor.done(&format!("/tasks/{id}"), words))
        }
        Ok(_) => Ok(visitor.done(PATH, "Sent. The operators have it")),
        Err(error) => form_page(&visitor, &typed).refused(named(error)),
    }
}

fn must_say(typed: &Fields) -> Result<()> {
    let mut invalid = Invalid::default();
    if typed.get("subject").trim().is_empty() {
        invalid.push("subject", "Say in a few words what it is about.");
    }
    if typed.get("text").trim().is_empty() {
        invalid.push("text", "Write what you would like to know.");
    }
    invalid.into_result()
}

/// A complaint about the title is one about the subject here.
fn named(error: Error) -> Error {
    let Error::Invalid(invalid) = &error else { return error };
    let mut ours = Invalid::default();
    for wrong in invalid.fields() {
        let field = if wrong.field == "title" { "subject" } else { wrong.field.as_str() };
        ours.push(field, wrong.message.clone());
    }
    Error::Invalid(ours)
}

fn form_page(visitor: &Visitor, typed: &Fields) -> FormPage {
    let mut shell = visitor.shell("Contact Support");
    shell.trail = vec![Choice::new("Help", PATH, false)];
    FormPage {
        shell,
        lead: format!("Write to the operators of {}. They see it at once.", visitor.who.organization.name),
        form: FormView {
            action: format!("{PATH}/contact"),
            fields: vec![
                FieldView {
                    required: true,
                    ..field(typed, "subject", "What is it about?", FieldKind::Text, LONGEST_TITLE)
                },
                FieldView {
                    required: true,
                    ..field(typed, "text", "Your message", FieldKind::TextArea { rows: 8 }, LONGEST_TEXT)
                },
            ],
            submit: "Send".to_owned(),
            cancel_href: Some(PATH.to_owned()),
            ..FormView::default()
        },
    }
}

fn account(visitor: &Visitor) -> Result<AccountId> {
    Ok(visitor.who.actor.place().ok_or(Error::NotFound)?.account)
}
