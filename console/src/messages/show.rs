//! One message: what was said, by whom, for whom, and whether it was read.

use askama::Template;
use domain::access::{MessagesMark, MessagesView};
use domain::delivery;
use domain::records::messages::{self, STATES};
use domain::records::{Cell, Record};
use kernel::MessageId;
use web::delivery::{delivery_card, is_open};
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
    /// Where the operator says who has it, while somebody waits for that.
    acknowledge: Option<String>,
    /// The states that it may be given: value and words.
    states: Vec<(&'static str, String)>,
}

pub async fn show(visitor: Visitor, Id(id): Id<MessageId>) -> Answer {
    let granted = visitor.may::<MessagesView>()?;
    let mut read = visitor.read().await?;
    let message = messages::find(&mut read, &granted, id).await?;
    let mut detail = records::detail(&visitor, &message, &["subject", "call", "delivery"]);
    detail.properties.extend(call(&message));
    let sent = delivery::of_message(&mut read, &granted, id).await?;
    detail.delivery = sent.as_ref().map(|sent| delivery_card(&visitor, sent));
    detail.timeline = timeline::of_thing(&visitor, &mut read, id.any()).await?;
    let shell = Shell {
        trail: vec![Choice::new("Messages", "/console/messages", false)],
        ..visitor.shell(&title(&message))
    };
    let states = if visitor.can::<MessagesMark>() { others(&message) } else { Vec::new() };
    let open = is_open(sent.as_ref()) && visitor.can::<MessagesMark>();
    let acknowledge = open.then(|| format!("{}/acknowledge", page_of(id)));
    page(&MessagePage { shell, detail, mark: format!("{}/mark", page_of(id)), acknowledge, states })
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
