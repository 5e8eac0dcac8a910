//! One call with everything that is known about it.

use askama::Template;
use domain::access::{CallsView, MessagesCreate};
use domain::records::{Record, calls};
use kernel::CallId;
use web::recordings::player;
use web::records;
use web::ui::{Choice, DetailView, Shell};
use web::{Answer, Id, Pairs, Visitor, format, page};

use crate::history::timeline;

#[derive(Template)]
#[template(path = "call.html")]
struct CallPage {
    shell: Shell,
    detail: DetailView,
    /// Where a message about the call is written.
    write: Option<String>,
}

pub async fn show(visitor: Visitor, Id(id): Id<CallId>) -> Answer {
    let granted = visitor.may::<CallsView>()?;
    let mut read = visitor.read().await?;
    let call = calls::find(&mut read, &granted, id).await?;
    let history = timeline::of_thing(&visitor, &mut read, id.any()).await?;
    drop(read);
    let shell =
        Shell { trail: vec![Choice::new("Calls", "/console/calls", false)], ..visitor.shell(&title(&call)) };
    let write = visitor.can::<MessagesCreate>().then(|| about(&call));
    let player = player(&visitor, &format!("/console/calls/{id}"), id).await?;
    let detail = DetailView { player, timeline: history, ..records::detail(&visitor, &call, &[]) };
    page(&CallPage { shell, detail, write })
}

fn title(call: &Record) -> String {
    match (call.cell("from_name").text(), call.cell("from").text()) {
        ("", "") => "Call from a hidden number".to_owned(),
        ("", number) => format!("Call from {}", format::phone(number)),
        (name, _) => format!("Call from {name}"),
    }
}

/// The form of a message about this call: for the same person, from the same caller.
fn about(call: &Record) -> String {
    let mut pairs = Pairs::default().with("call", Some(&call.id.to_string()));
    for field in ["account", "contact"] {
        if let domain::records::Cell::Reference { id, .. } = call.cell(field) {
            pairs = pairs.with(field, Some(&id.to_string()));
        }
    }
    pairs.href("/console/messages/new")
}
