//! The calls of a client, as its office manager sees them.

use askama::Template;
use web::ui::{
    Cell, Chip, Choice, Column, Empty, QuickFilter, Row, SearchBox, Shell, Sort, TableView, Tone, icon,
};

use crate::frame;

#[derive(Template)]
#[template(
    source = r#"{% extends "layout.html" %}{% block actions %}<a class="button" href="confirm.html">{{ web::ui::icon("phone") }}<span>Test my number</span></a>{% endblock %}{% block content %}{{ table }}{% endblock %}"#,
    ext = "html"
)]
pub struct CallsPage {
    shell: Shell,
    table: TableView,
}

const CALLS: [(&str, &str, &str, &str, Tone, &str, &str); 12] = [
    (
        "Olivia Hartmann",
        "(503) 555-0142",
        "10:42 AM",
        "3:12",
        Tone::Good,
        "Message taken",
        "Lost a filling on the upper left, asks for the first appointment tomorrow",
    ),
    ("Unknown caller", "(971) 555-0187", "10:31 AM", "0:08", Tone::Neutral, "Hung up", ""),
    (
        "Priya Raman",
        "(503) 555-0119",
        "10:05 AM",
        "5:47",
        Tone::Accent,
        "Transferred",
        "Post-op bleeding since last night, put through to Dr. Okafor on call",
    ),
    (
        "Wes Tolliver",
        "(360) 555-0163",
        "9:58 AM",
        "1:21",
        Tone::Good,
        "Message taken",
        "Wants to move Thursday 2 PM to next week",
    ),
    (
        "Northside Labs",
        "(503) 555-0175",
        "9:40 AM",
        "2:02",
        Tone::Good,
        "Message taken",
        "Crown for patient 2281 ships today",
    ),
    (
        "Amara Nwosu",
        "(503) 555-0101",
        "9:12 AM",
        "4:30",
        Tone::Warning,
        "Callback due",
        "Insurance question about Saturday's visit, call back before noon",
    ),
    (
        "Jonas Petersen",
        "(541) 555-0154",
        "8:47 AM",
        "0:52",
        Tone::Danger,
        "Missed",
        "All agents were busy for 48 seconds",
    ),
    (
        "Lucía Fernández",
        "(503) 555-0128",
        "8:33 AM",
        "6:15",
        Tone::Good,
        "Booked",
        "New patient, cleaning on 3 December, 9:30 AM",
    ),
    (
        "Theo Barnes",
        "(503) 555-0190",
        "8:20 AM",
        "1:05",
        Tone::Good,
        "Message taken",
        "Running ten minutes late for the 8:30",
    ),
    (
        "Mei-Ling Zhou",
        "(971) 555-0133",
        "8:02 AM",
        "3:39",
        Tone::Accent,
        "Transferred",
        "Billing, put through to the front desk",
    ),
    ("Unknown caller", "(206) 555-0148", "7:44 AM", "0:31", Tone::Neutral, "Spam", ""),
    (
        "Gabriel Santos",
        "(503) 555-0166",
        "7:30 AM",
        "2:48",
        Tone::Good,
        "Message taken",
        "Night guard is ready? Please text back",
    ),
];

fn rows() -> Vec<Row> {
    CALLS
        .iter()
        .enumerate()
        .map(|(at, &(who, number, time, length, tone, result, words))| Row {
            key: format!("call_{at:02}"),
            href: Some("message.html".into()),
            cells: vec![
                Cell::Text(who.into()),
                Cell::badge(tone, result),
                Cell::Phone {
                    text: number.into(),
                    tel: format!("+1{}", number.replace(|c: char| !c.is_ascii_digit(), "")),
                },
                if words.is_empty() { Cell::None } else { Cell::Text(words.into()) },
                Cell::Duration(length.into()),
                Cell::Instant { iso: "2025-11-21T10:42:00-08:00".into(), text: time.into() },
            ],
            muted: matches!(tone, Tone::Neutral),
            unread: at == 0 || at == 2 || at == 6,
            ..Row::default()
        })
        .collect()
}

fn table(rows: Vec<Row>) -> TableView {
    TableView {
        id: "calls".into(),
        path: "/calls".into(),
        title: "Calls".into(),
        noun_singular: "call".into(),
        noun_plural: "calls".into(),
        search: Some(SearchBox {
            name: "q".into(),
            value: String::new(),
            placeholder: "Search calls".into(),
        }),
        quick: [
            ("All", "312", true),
            ("Today", "12", false),
            ("Callback due", "3", false),
            ("Missed", "9", false),
        ]
        .into_iter()
        .map(|(label, count, current)| QuickFilter {
            label: label.into(),
            href: "calls.html".into(),
            current,
            count: Some(count.into()),
        })
        .collect(),
        filter_href: Some("confirm.html".into()),
        columns_href: Some("confirm.html".into()),
        export_href: Some("calls.csv".into()),
        columns: vec![
            Column::new("Caller").sorted("?sort=caller", Sort::None),
            Column::new("Result").sorted("?sort=result", Sort::None).class("unlabelled"),
            Column::new("Number").class("wide"),
            Column::new("Summary").class("grow unlabelled"),
            Column::new("Length").numeric().sorted("?sort=length", Sort::None).class("cardless"),
            Column::new("Time").numeric().sorted("?sort=time", Sort::Descending).class("aside"),
        ],
        total: format!("1–{} of 312 calls", rows.len()),
        rows,
        limits: ["10", "25", "50", "100"]
            .into_iter()
            .map(|label| Choice::new(label, "calls.html", label == "25"))
            .collect(),
        next: Some("calls.html?after=12".into()),
        live_topic: Some("calls".into()),
        ..TableView::default()
    }
}

pub fn calls(shell: Shell) -> CallsPage {
    CallsPage { shell, table: table(rows()) }
}

pub fn none() -> CallsPage {
    let mut table = TableView {
        chips: vec![
            Chip { label: "Result is Missed".into(), remove_href: "calls.html".into() },
            Chip { label: "Caller is Olivia Hartmann".into(), remove_href: "calls.html".into() },
        ],
        clear_href: Some("calls.html".into()),
        next: None,
        total: "0 calls".into(),
        empty: Empty {
            icon: icon("search"),
            title: "No calls match".into(),
            text: "Two filters are set. Remove one above, or clear them all.".into(),
            action: Some(("Clear filters".into(), "calls.html".into())),
        },
        ..table(Vec::new())
    };
    table.limits.clear();
    CallsPage { shell: frame::portal("Calls", 1), table }
}

pub fn first_use() -> CallsPage {
    let table = TableView {
        id: "calls".into(),
        empty: Empty {
            icon: icon("phone-incoming"),
            title: "Your calls will appear here".into(),
            text: "Forward your office line to (503) 555-0100. The first call shows up within seconds, with who called, what they said and what we did.".into(),
            action: Some(("How to forward your line".into(), "/help/forwarding".into())),
        },
        ..TableView::default()
    };
    CallsPage { shell: frame::portal("Calls", 1), table }
}
