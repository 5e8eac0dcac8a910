//! One announcement, and who has it.

use askama::Template;
use domain::access::{AnnouncementsSend, AnnouncementsView};
use domain::announcements::{self, Announcement, Recipient, STATES};
use domain::notices::State;
use kernel::{AnnouncementId, Result};
use web::ui::{Badge, Cell, Choice, Column, Property, Prose, Row, Shell, TableView, Tone};
use web::{Answer, Id, Visitor, format, page};

use super::PATH;

#[derive(Template)]
#[template(path = "announcements/show.html")]
struct AnnouncementPage {
    shell: Shell,
    here: String,
    may_cancel: bool,
    text: Prose,
    /// Its text has words that stand for the reader.
    filled_in: bool,
    facts: Vec<Property>,
    recipients: TableView,
}

pub async fn show(visitor: Visitor, Id(id): Id<AnnouncementId>) -> Answer {
    let found = find(&visitor, id).await?;
    let mut shell = visitor.shell(&found.title());
    shell.trail = vec![Choice::new("Announcements", PATH, false)];
    page(&AnnouncementPage {
        here: format!("{PATH}/{id}"),
        may_cancel: found.state == "scheduled" && visitor.can::<AnnouncementsSend>(),
        text: Prose::of(&found.text),
        filled_in: found.text.contains("{{"),
        facts: facts(&visitor, &found),
        recipients: recipients(&found),
        shell,
    })
}

pub(super) async fn find(visitor: &Visitor, id: AnnouncementId) -> Result<Announcement> {
    let granted = visitor.may::<AnnouncementsView>()?;
    announcements::find(&mut visitor.read().await?, &granted, id).await
}

fn facts(visitor: &Visitor, found: &Announcement) -> Vec<Property> {
    let instant = |at: kernel::Timestamp| Cell::Instant {
        iso: at.to_string(),
        text: format::instant(at, &visitor.local),
    };
    let state = STATES.iter().find(|state| state.value == found.state).map_or("", |state| state.label);
    let tone = match found.state.as_str() {
        "sent" => Tone::Good,
        "scheduled" => Tone::Accent,
        _ => Tone::Neutral,
    };
    vec![
        Property::new("State", Cell::Badges(vec![Badge::new(tone, state)])),
        Property::new(if found.state == "sent" { "Sent" } else { "For" }, instant(found.send_at)),
        Property::new("By", Cell::text(found.channel.title())),
        Property::new("Written by", Cell::text(&found.created_by)),
        Property::new("Written", instant(found.created_at)),
    ]
}

fn recipients(found: &Announcement) -> TableView {
    let row = |(place, one): (usize, &Recipient)| Row {
        key: place.to_string(),
        cells: vec![
            Cell::Strong(one.name.clone()),
            if one.recipient.is_empty() { Cell::None } else { Cell::text(&one.recipient) },
            state(found, one),
        ],
        muted: !one.left_out.is_empty(),
        ..Row::default()
    };
    TableView {
        id: "recipients".to_owned(),
        title: "Recipients".to_owned(),
        columns: vec![Column::new("Name"), Column::new("Address").class("grow"), Column::new("State")],
        rows: found.recipients.iter().enumerate().map(row).collect(),
        live_topic: Some("announcements".to_owned()),
        ..TableView::default()
    }
}

fn state(found: &Announcement, one: &Recipient) -> Cell {
    if !one.left_out.is_empty() {
        return Cell::Muted(one.left_out.clone());
    }
    let badge = |tone, words: &str| Cell::Badges(vec![Badge::new(tone, words)]);
    match one.state {
        None if found.state == "cancelled" => badge(Tone::Neutral, "Cancelled"),
        None => badge(Tone::Neutral, "Waits for its time"),
        Some(State::Sent) => badge(Tone::Good, "Sent"),
        Some(State::Queued | State::Sending | State::Held) => badge(Tone::Neutral, "On its way"),
        Some(State::Waiting) => badge(Tone::Warning, "Trying again"),
        Some(State::Unclear) => badge(Tone::Warning, "Unclear"),
        Some(State::Failed) => badge(Tone::Danger, "Failed"),
        Some(State::Dropped) => Cell::Stack { first: "Not sent".to_owned(), second: one.reason.clone() },
    }
}
