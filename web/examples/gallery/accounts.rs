//! The accounts of an answering service, as an agent sees them.

use askama::Template;
use web::ui::{
    Badge, Bulk, BulkAction, Card, Cell, Choice, Column, Property, QuickFilter, RecordId, Row, RowAction,
    SearchBox, Shell, Sort, Stat, Stats, Tab, TableView, Tabs, Tone, ViewBar, icon,
};

use crate::frame;

#[derive(Template)]
#[template(
    source = r#"{% extends "layout.html" %}{% block actions %}<a class="button primary" href="contact-errors.html">{{ web::ui::icon("plus") }}<span>New account</span></a>{% endblock %}{% block content %}{{ table }}{% endblock %}"#,
    ext = "html"
)]
pub struct AccountsPage {
    shell: Shell,
    table: TableView,
}

#[derive(Template)]
#[template(
    source = r#"{% extends "layout.html" %}
{% block actions %}<confirm-dialog><a class="button" href="confirm.html">{{ web::ui::icon("lock") }}<span>Lock account…</span></a></confirm-dialog><form method="post" action="/login-as"><button class="button primary">{{ web::ui::icon("login") }}<span>Login as User</span></button></form>{% endblock %}
{% block content %}<div class="record-line">{{ badge }}{{ id }}</div>{{ tabs }}{{ stats }}<div class="columns">{% for card in cards %}{{ card }}{% endfor %}</div>{% endblock %}"#,
    ext = "html"
)]
pub struct AccountPage {
    shell: Shell,
    badge: Badge,
    id: RecordId,
    tabs: Tabs,
    stats: Stats,
    cards: Vec<Card>,
}

const ACCOUNTS: [(&str, &str, &str, &str, Tone, &str, &str); 9] = [
    ("Bright Smile Dental", "7102", "Practice 24/7", "312", Tone::Good, "Active", "2 min ago"),
    ("Bright Smile Orthodontics", "7103", "Practice", "88", Tone::Good, "Active", "14 min ago"),
    ("Cascade Plumbing & Heating", "7044", "Trades 24/7", "1,206", Tone::Good, "Active", "just now"),
    ("Fenwick & Ode, Attorneys", "7090", "Legal intake", "143", Tone::Accent, "Secure", "1 h ago"),
    ("Kestrel Property Care", "7008", "Trades", "64", Tone::Danger, "Locked", "9 days ago"),
    ("Lakeview Veterinary", "7117", "Practice 24/7", "0", Tone::Warning, "In setup", "never"),
    ("Orchard Funeral Home", "7061", "Overflow", "37", Tone::Good, "Active", "3 h ago"),
    ("Pinnacle Towing", "7033", "Trades 24/7", "2,871", Tone::Good, "Active", "just now"),
    ("St. Brendan Clinic", "7055", "Practice 24/7", "940", Tone::Accent, "Secure", "6 min ago"),
];

fn view_bar() -> ViewBar {
    let views = vec![
        Choice::new("All accounts", "accounts.html", true),
        Choice::new("Night shift", "accounts.html", false),
    ];
    ViewBar { views, ..ViewBar::default() }
}

pub fn list() -> AccountsPage {
    let rows = ACCOUNTS
        .iter()
        .map(|&(name, uid, plan, calls, tone, state, last)| Row {
            key: format!("acct_{uid}"),
            href: Some("account.html".into()),
            cells: vec![
                Cell::Text(name.into()),
                Cell::Badge { tone, text: state.into() },
                Cell::Number(uid.into()),
                Cell::Text(plan.into()),
                Cell::Number(calls.into()),
                Cell::Text(last.into()),
                Cell::Menu {
                    about: name.into(),
                    shown: vec![RowAction::post("Login as User", icon("login"), "/login-as").about(name)],
                    others: vec![
                        RowAction::link("Edit", icon("edit"), "contact-errors.html").about(name),
                        RowAction::ask("Lock…", icon("lock"), "confirm.html").about(name),
                    ],
                },
            ],
            muted: state == "Locked",
            select: Some(name.into()),
            ..Row::default()
        })
        .collect::<Vec<_>>();
    let table = TableView {
        id: "accounts".into(),
        path: "/accounts".into(),
        title: "Accounts".into(),
        noun_singular: "account".into(),
        noun_plural: "accounts".into(),
        search: Some(SearchBox {
            name: "q".into(),
            value: String::new(),
            placeholder: "Name, number or UID".into(),
        }),
        quick: ["All", "Assigned to me", "In setup", "Locked"]
            .into_iter()
            .map(|label| QuickFilter {
                label: label.into(),
                href: "accounts.html".into(),
                current: label == "All",
                count: None,
            })
            .collect(),
        view_bar: Some(view_bar()),
        filter_href: Some("confirm.html".into()),
        columns_href: Some("confirm.html".into()),
        export_href: Some("accounts.csv".into()),
        columns: vec![
            Column::new("Account").sorted("?sort=name", Sort::Ascending),
            Column::new("State").sorted("?sort=state", Sort::None).class("aside"),
            Column::new("UID").sorted("?sort=uid", Sort::None),
            Column::new("Plan").class("wide"),
            Column::new("Calls, 30 days").numeric().sorted("?sort=calls", Sort::None),
            Column::new("Last call").class("wide"),
            Column::new(""),
        ],
        total: format!("{} accounts", rows.len()),
        rows,
        bulk: Some(Bulk {
            action: "/accounts/bulk".into(),
            actions: vec![
                BulkAction {
                    label: "Add tag".into(),
                    icon: icon("tag"),
                    action: "/tags".into(),
                    danger: false,
                    asks: false,
                },
                BulkAction {
                    label: "Assign".into(),
                    icon: icon("user-check"),
                    action: "/assign".into(),
                    danger: false,
                    asks: false,
                },
                BulkAction {
                    label: "Lock".into(),
                    icon: icon("lock"),
                    action: "/lock".into(),
                    danger: true,
                    asks: true,
                },
            ],
            ..Bulk::default()
        }),
        limits: ["10", "25", "50", "100"]
            .into_iter()
            .map(|label| Choice::new(label, "accounts.html", label == "25"))
            .collect(),
        ..TableView::default()
    };
    AccountsPage { shell: frame::console("Accounts", 1), table }
}

pub fn overview() -> AccountPage {
    let tab = |label: &str, count: Option<&str>| Tab {
        label: label.into(),
        href: "account.html".into(),
        current: label == "Overview",
        count: count.map(Into::into),
    };
    let stat = |label: &str, value: &str, detail: &str, tone| Stat {
        label: label.into(),
        value: value.into(),
        detail: detail.into(),
        tone,
        href: None,
    };
    AccountPage {
        shell: Shell {
            trail: vec![Choice::new("Accounts", "accounts.html", false)],
            flash: None,
            ..frame::console("Bright Smile Dental", 1)
        },
        badge: Badge::new(Tone::Good, "Active"),
        id: RecordId("acct_01kaj5w8t2e6vbh0q7m4".into()),
        tabs: Tabs {
            label: "Bright Smile Dental".into(),
            items: vec![
                tab("Overview", None),
                tab("Calls", Some("312")),
                tab("Messages", Some("86")),
                tab("On call", None),
                tab("Contacts", Some("14")),
                tab("Users", Some("5")),
                tab("History", None),
            ],
        },
        stats: Stats(vec![
            stat("Calls today", "12", "3 more than last Friday", Tone::Neutral),
            stat("Answered within 20 s", "96.4%", "Goal 95%", Tone::Good),
            stat("Callbacks due", "3", "Oldest since 9:12 AM", Tone::Warning),
            stat("Minutes used", "418", "of 600 this month", Tone::Neutral),
        ]),
        cards: vec![
            Card {
                title: "On call now".into(),
                properties: vec![
                    Property::new("Now", Cell::Stack { first: "Dr. Chidi Okafor".into(), second: "until 6:00 PM PST".into() }),
                    Property::new("Phone", Cell::Phone { text: "(503) 555-0109".into(), tel: "+15035550109".into() }),
                    Property::new("Then", Cell::Text("Dr. Hannah Weiss".into())),
                ],
                text: None,
                link: Some(("Schedule".into(), "/on-call".into())),
            },
            Card {
                title: "How we answer".into(),
                text: Some("“Good morning, Bright Smile Dental, this is … How can I help?”\nEmergencies with bleeding or swelling go through at once. Everything else is a message.".into()),
                properties: vec![],
                link: Some(("Edit".into(), "/greeting".into())),
            },
            Card {
                title: "Account".into(),
                properties: vec![
                    Property::new("UID", Cell::Number("7102".into())),
                    Property::new("Plan", Cell::Link { text: "Practice 24/7".into(), href: "/plans".into() }),
                    Property::new("Tags", Cell::Badges(vec![Badge::new(Tone::Neutral, "Dental"), Badge::new(Tone::Accent, "VIP")])),
                    Property::new("Time zone", Cell::Text("Pacific (Los Angeles)".into())),
                    Property::new("Client since", Cell::Instant { iso: "2021-03-09".into(), text: "March 9, 2021".into() }),
                ],
                text: None,
                link: None,
            },
        ],
    }
}
