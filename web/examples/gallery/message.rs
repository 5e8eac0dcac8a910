//! One message, with what was said about it.

use askama::Template;
use web::ui::{
    Badge, Cell, Change, Choice, DetailView, EntryKind, Property, RecordId, Shell, Timeline, TimelineEntry,
    Tone,
};

use crate::frame;

#[derive(Template)]
#[template(
    source = r#"{% extends "layout.html" %}{% block actions %}<a class="button" href="calls.html">{{ web::ui::icon("archive") }}<span>Archive</span></a><a class="button primary" href="tel:+15035550142">{{ web::ui::icon("phone") }}<span>Call back</span></a>{% endblock %}{% block content %}{{ detail }}{% endblock %}"#,
    ext = "html"
)]
pub struct MessagePage {
    shell: Shell,
    detail: DetailView,
}

pub fn message() -> MessagePage {
    MessagePage {
        shell: Shell {
            trail: vec![Choice::new("Messages", "calls.html", false)],
            ..frame::portal("Lost filling, upper left", 2)
        },
        detail: DetailView {
            id: RecordId("msg_01kaj5x0d9f3z6r8n1bc".into()),
            badges: vec![Badge::new(Tone::Warning, "Callback due"), Badge::new(Tone::Neutral, "Patient")],
            body: Some("Olivia lost a filling on the upper left while eating breakfast. No pain, but the edge is sharp and she is worried about the weekend.\n\nShe asks for the first appointment tomorrow and can be there within 30 minutes. Please call her back before 2 PM; after that she is in class.".into()),
            properties: properties(),
            timeline: Some(Timeline { title: "History and conversation".into(), entries: entries() }),
            ..DetailView::default()
        },
    }
}

fn properties() -> Vec<Property> {
    vec![
        Property::new("From", Cell::Link { text: "Olivia Hartmann".into(), href: "/contacts/1".into() }),
        Property::new("Phone", Cell::Phone { text: "(503) 555-0142".into(), tel: "+15035550142".into() }),
        Property::new("For", Cell::Text("Front desk".into())),
        Property::new(
            "Received",
            Cell::Instant { iso: "2025-11-21T10:42:00-08:00".into(), text: "Today, 10:42 AM".into() },
        ),
        Property::new("Call", Cell::Link { text: "3:12, recorded".into(), href: "calls.html".into() }),
        Property::new("Taken by", Cell::Text("Agent 14".into())),
        Property::new(
            "Call back by",
            Cell::Instant { iso: "2025-11-21T14:00:00-08:00".into(), text: "Today, 2:00 PM".into() },
        ),
    ]
}

fn entries() -> Vec<TimelineEntry> {
    vec![
        TimelineEntry {
            kind: EntryKind::Event,
            who: "Agent 14".into(),
            what: "took the message".into(),
            iso: "2025-11-21T10:45:00-08:00".into(),
            exact: "Nov 21, 2025, 10:45 AM PST".into(),
            ..TimelineEntry::default()
        },
        TimelineEntry {
            kind: EntryKind::Event,
            who: "Marta Lindqvist, as Dana Reyes,".into(),
            what: "changed the message".into(),
            iso: "2025-11-21T10:51:00-08:00".into(),
            exact: "Nov 21, 2025, 10:51 AM PST".into(),
            changes: vec![
                Change { field: "Status".into(), before: "New".into(), after: "Callback due".into() },
                Change { field: "Call back by".into(), before: String::new(), after: "2:00 PM".into() },
            ],
            ..TimelineEntry::default()
        },
        TimelineEntry {
            kind: EntryKind::Reply,
            who: "Dana Reyes".into(),
            what: "wrote to Harborline Answering".into(),
            iso: "2025-11-21T11:02:00-08:00".into(),
            exact: "Nov 21, 2025, 11:02 AM PST".into(),
            text: Some("Please offer her 8:15 tomorrow. If she takes it, tell her to skip breakfast on that side.".into()),
            ..TimelineEntry::default()
        },
        TimelineEntry {
            kind: EntryKind::Note,
            who: "Marta Lindqvist".into(),
            what: "noted".into(),
            iso: "2025-11-21T11:10:00-08:00".into(),
            exact: "Nov 21, 2025, 11:10 AM PST".into(),
            text: Some("Second sharp-edge call this week from the same chair. Mention it to the practice on the monthly review.".into()),
            ..TimelineEntry::default()
        },
    ]
}
