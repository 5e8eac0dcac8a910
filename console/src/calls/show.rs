//! One call with everything that is known about it.

use askama::Template;
use domain::Read;
use domain::access::{CallsView, MessagesCreate, RecordingsManage};
use domain::recordings::fetch;
use domain::records::{Record, calls};
use kernel::{CallId, Result};
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
    /// How far it is with a recording that is fetched from elsewhere.
    fetch: Option<(&'static str, String)>,
}

pub async fn show(visitor: Visitor, Id(id): Id<CallId>) -> Answer {
    let granted = visitor.may::<CallsView>()?;
    let mut read = visitor.read().await?;
    let call = calls::find(&mut read, &granted, id).await?;
    let history = timeline::of_thing(&visitor, &mut read, id.any()).await?;
    let fetch = fetching(&visitor, &mut read, id).await?;
    drop(read);
    let shell =
        Shell { trail: vec![Choice::new("Calls", "/console/calls", false)], ..visitor.shell(&title(&call)) };
    let write = visitor.can::<MessagesCreate>().then(|| about(&call));
    let player = player(&visitor, &format!("/console/calls/{id}"), id).await?;
    let detail = DetailView { player, timeline: history, ..records::detail(&visitor, &call, &[]) };
    page(&CallPage { shell, detail, write, fetch })
}

/// For whoever may bring recordings: what became of one that was asked for.
async fn fetching(
    visitor: &Visitor,
    read: &mut Read,
    call: CallId,
) -> Result<Option<(&'static str, String)>> {
    let Ok(granted) = visitor.may::<RecordingsManage>() else { return Ok(None) };
    let Some(fetch) = fetch::find(read, &granted, call).await? else { return Ok(None) };
    let (host, why) = (&fetch.host, &fetch.why);
    Ok(Some(match fetch.next_at {
        Some(_) if why.is_empty() => ("tone-neutral", format!("The recording is being fetched from {host}.")),
        Some(at) => {
            let at = format::exact(at, &visitor.local);
            (
                "tone-warning",
                format!("The recording could not be fetched from {host} yet: {why} Next attempt: {at}."),
            )
        }
        None => (
            "tone-danger",
            format!("The recording could not be fetched from {host}, and it was given up: {why}"),
        ),
    }))
}

pub(super) fn title(call: &Record) -> String {
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
