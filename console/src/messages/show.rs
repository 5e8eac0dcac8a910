//! One message: what was said, by whom, for whom, and whether it was read.

use askama::Template;
use domain::access::{MessagesMark, MessagesView};
use domain::records::messages::{self, STATES};
use domain::records::{Cell, Record};
use kernel::MessageId;
use web::records;
use web::ui::{Cell as Shown, Choice, DetailView, Property, Shell};
use web::{Answer, Id, Visitor, page};

use super::page_of;
use crate::history::timeline;

#[derive(Template)]
#[template(path = "messages/show.html")]
struct MessagePage {
    shell: Shell,
    detail: DetailView,
    mark: String,
    /// The states that it may be given: value and words.
    states: Vec<(&'static str, String)>,
}

pub async fn show(visitor: Visitor, Id(id): Id<MessageId>) -> Answer {
    let granted = visitor.may::<MessagesView>()?;
    let mut read = visitor.read().await?;
    let message = messages::find(&mut read, &granted, id).await?;
    let mut detail = records::detail(&visitor, &message, &["subject", "call"]);
    detail.properties.extend(call(&message));
    detail.timeline = timeline::of_thing(&visitor, &mut read, id.any()).await?;
    let shell = Shell {
        trail: vec![Choice::new("Messages", "/console/messages", false)],
        ..visitor.shell(&title(&message))
    };
    let states = if visitor.can::<MessagesMark>() { others(&message) } else { Vec::new() };
    page(&MessagePage { shell, detail, mark: format!("{}/mark", page_of(id)), states })
}

fn title(message: &Record) -> String {
    match (message.cell("subject").text(), message.cell("caller_name").text()) {
        ("", "") => "Message".to_owned(),
        ("", caller) => format!("Message from {caller}"),
        (subject, _) => subject.to_owned(),
    }
}

fn call(message: &Record) -> Option<Property> {
    let Cell::Reference { id, .. } = message.cell("call") else { return None };
    Some(Property::new(
        "Call",
        Shown::Link { text: "The call".to_owned(), href: format!("/console/calls/{id}") },
    ))
}

fn others(message: &Record) -> Vec<(&'static str, String)> {
    let now = match message.cell("state") {
        Cell::Choice(state) => state.value,
        _ => "",
    };
    let other = STATES.iter().filter(|state| state.value != now);
    other.map(|state| (state.value, format!("Mark as {}", state.label.to_lowercase()))).collect()
}
