//! Every part prints its samples, and nothing that somebody typed becomes a part of the page.

use askama::Template;

use super::*;

const HOSTILE: &str = r#""><img src=x onerror=1>'{{7*7}}"#;

fn html(part: &impl Template) -> String {
    part.render().unwrap()
}

fn hostile() -> String {
    HOSTILE.to_owned()
}

fn boxes() -> FilterBoxes {
    let [name, value, label, count] = [(); 4].map(|()| hostile());
    FilterBoxes {
        boxes: vec![FilterBox { name, value, label, checked: true, count }],
        hidden: vec![(hostile(), hostile())],
    }
}

fn hostile_table() -> TableView {
    let cells = vec![
        Cell::Text(hostile()),
        Cell::Strong(hostile()),
        Cell::Muted(hostile()),
        Cell::Link { text: hostile(), href: hostile() },
        Cell::Phone { text: hostile(), tel: hostile() },
        Cell::Instant { iso: hostile(), text: hostile() },
        Cell::Duration(hostile()),
        Cell::badge(Tone::Good, HOSTILE),
        Cell::Badges(vec![Badge::new(Tone::Danger, HOSTILE)]),
        Cell::Mark { icon: icon("microphone"), text: hostile() },
        Cell::Number(hostile()),
        Cell::Stack { first: hostile(), second: hostile() },
        Cell::Actions(vec![
            RowAction::post(HOSTILE, icon("login"), HOSTILE).about(HOSTILE),
            RowAction::link(HOSTILE, icon("eye"), HOSTILE),
        ]),
    ];
    let choice = || Choice::new(HOSTILE, HOSTILE, true);
    TableView {
        id: "hostile".into(),
        path: hostile(),
        title: hostile(),
        noun_singular: hostile(),
        noun_plural: hostile(),
        search: Some(SearchBox { name: hostile(), value: hostile(), placeholder: hostile() }),
        hidden: vec![(hostile(), hostile())],
        view_bar: Some(ViewBar {
            views: vec![choice(), choice()],
            change: Some(ViewChange {
                save_action: Some(hostile()),
                save_as_href: hostile(),
                reset_href: hostile(),
            }),
            save_href: Some(hostile()),
            edit_href: Some(hostile()),
            delete_href: Some(hostile()),
        }),
        quick: vec![QuickFilter { label: hostile(), href: hostile(), current: true, count: Some(hostile()) }],
        chips: vec![Chip { label: hostile(), remove_href: hostile() }],
        boxes: Some(boxes()),
        clear_href: Some(hostile()),
        filter_href: Some(hostile()),
        columns: cells.iter().map(|_| Column::new(HOSTILE).sorted(HOSTILE, Sort::Ascending)).collect(),
        rows: vec![Row {
            key: hostile(),
            href: Some(hostile()),
            cells,
            muted: true,
            unread: true,
            select: Some(hostile()),
            more: Some((hostile(), hostile_form())),
        }],
        bulk: Some(Bulk {
            action: hostile(),
            actions: vec![BulkAction {
                label: hostile(),
                icon: icon("tag"),
                action: hostile(),
                danger: true,
                asks: true,
            }],
            all_matching: Some(hostile()),
            hidden: vec![(hostile(), hostile())],
        }),
        windows: true,
        limits: vec![choice(), choice()],
        columns_href: Some(hostile()),
        export_href: Some(hostile()),
        total: hostile(),
        previous: Some(hostile()),
        next: Some(hostile()),
        empty: Empty::default(),
        live_topic: Some(hostile()),
    }
}

fn hostile_form() -> FormView {
    let options = || vec![SelectOption { hint: hostile(), ..SelectOption::new(HOSTILE, HOSTILE, true) }];
    let kinds = [
        FieldKind::Text,
        FieldKind::Email,
        FieldKind::Number,
        FieldKind::Password,
        FieldKind::TextArea { rows: 3 },
        FieldKind::Select { options: options() },
        FieldKind::Radio { options: options() },
        FieldKind::Checks { options: options() },
        FieldKind::Checkbox { checked: true },
        FieldKind::DateTime,
        FieldKind::File,
        FieldKind::Hidden,
    ];
    FormView {
        action: hostile(),
        fields: kinds
            .into_iter()
            .map(|kind| FieldView {
                value: hostile(),
                hint: hostile(),
                error: Some(hostile()),
                autocomplete: Some(hostile()),
                inputmode: Some(hostile()),
                ..FieldView::new(HOSTILE, HOSTILE, kind)
            })
            .collect(),
        submit: hostile(),
        cancel_href: Some(hostile()),
        complaints: vec![hostile()],
        ..FormView::default()
    }
}

fn hostile_shell() -> Shell {
    Shell {
        title: hostile(),
        organization: hostile(),
        accent_css_href: hostile(),
        door: Door::Console,
        menu: vec![
            MenuItem {
                shortcut: Some(hostile()),
                count: Some(hostile()),
                heading: Some(hostile()),
                ..MenuItem::new(HOSTILE, HOSTILE, icon("home"))
            };
            6
        ],
        who: Some(Who { name: hostile(), email: hostile(), detail: hostile(), ..Who::default() }),
        account: Some(hostile()),
        accounts: Accounts { others: vec![Choice::new(HOSTILE, HOSTILE, false)], all_href: Some(hostile()) },
        bar: Some(LoginAsBar {
            operator: hostile(),
            subject: hostile(),
            account: hostile(),
            ends_at_iso: hostile(),
            exit_action: hostile(),
            ..LoginAsBar::default()
        }),
        flash: Some(Flash {
            tone: Tone::Danger,
            text: hostile(),
            undo: Some(Undo { label: hostile(), action: hostile() }),
        }),
        live: Some(hostile()),
        asset_version: hostile(),
        path: hostile(),
        trail: vec![Choice::new(HOSTILE, HOSTILE, false)],
        help_href: Some(hostile()),
        ..Shell::default()
    }
}

#[track_caller]
fn assert_harmless(page: &str) {
    assert!(page.contains("&#60;img src=x onerror=1&#62;"), "the sample is not in the page");
    assert!(!page.contains("<img"), "became an element");
    assert!(!page.contains("=\"\">"), "left an attribute");
    assert!(page.contains("{{7*7}}"), "was taken for a template");
}

#[test]
fn what_was_typed_stays_text_in_lists_and_forms() {
    assert_harmless(&html(&hostile_table()));
    assert_harmless(&html(&hostile_form()));
    let empty =
        Empty { title: hostile(), text: hostile(), action: Some((hostile(), hostile())), ..Empty::default() };
    assert_harmless(&html(&TableView { rows: Vec::new(), empty, ..hostile_table() }));
}

#[test]
fn what_was_typed_stays_text_in_records() {
    let property = || Property::new(HOSTILE, Cell::text(HOSTILE));
    let entry = |kind| TimelineEntry {
        kind,
        who: hostile(),
        what: hostile(),
        iso: hostile(),
        exact: hostile(),
        text: Some(hostile()),
        changes: vec![Change { field: hostile(), before: hostile(), after: hostile() }],
    };
    let entries = vec![entry(EntryKind::Event), entry(EntryKind::Reply), entry(EntryKind::Note)];
    let detail = DetailView {
        id: RecordId(hostile()),
        badges: vec![Badge::new(Tone::Good, HOSTILE)],
        body: Some(hostile()),
        properties: vec![property()],
        timeline: Some(Timeline { title: hostile(), entries }),
        ..DetailView::default()
    };
    assert_harmless(&html(&detail));
    let link = Some((hostile(), hostile()));
    assert_harmless(&html(&Card {
        title: hostile(),
        properties: vec![property()],
        text: Some(hostile()),
        link,
    }));
    let tab = Tab { label: hostile(), href: hostile(), current: true, count: Some(hostile()) };
    assert_harmless(&html(&Tabs { label: hostile(), items: vec![tab] }));
    let stat = Stat {
        label: hostile(),
        value: hostile(),
        detail: hostile(),
        href: Some(hostile()),
        tone: Tone::Good,
    };
    assert_harmless(&html(&Stats(vec![stat])));
}

#[test]
fn what_was_typed_stays_text_in_whole_pages() {
    assert_harmless(&html(&ConfirmPage {
        shell: hostile_shell(),
        effect: hostile(),
        verb: hostile(),
        action: hostile(),
        cancel_href: hostile(),
        hidden: vec![(hostile(), hostile())],
        fields: vec![FieldView { name: hostile(), value: hostile(), ..FieldView::default() }],
        type_name: Some(hostile()),
        error: Some(hostile()),
        keep: Some(HOSTILE),
        ..ConfirmPage::default()
    }));
    let problem = ProblemPage {
        shell: hostile_shell(),
        text: hostile(),
        advice: hostile(),
        action: Some((hostile(), hostile())),
        request_id: Some(hostile()),
        ..ProblemPage::default()
    };
    assert_harmless(&html(&problem));
}

#[test]
fn no_part_needs_what_the_content_security_policy_forbids() {
    let shell = Shell { title: "Calls".into(), ..Shell::default() };
    let pages = [
        html(&ProblemPage { shell: shell.clone(), ..ProblemPage::default() }),
        html(&ConfirmPage { shell, ..ConfirmPage::default() }),
        html(&TableView { id: "calls".into(), rows: vec![Row::default()], ..TableView::default() }),
        html(&FormView::default()),
    ];
    for page in pages {
        for forbidden in [" style=", "<style", "hx-on", "js:", " onclick=", "javascript:"] {
            assert!(!page.contains(forbidden), "{forbidden} in {page}");
        }
        assert!(page.matches("<script").count() == page.matches("<script type=\"module\" src=").count());
    }
}

#[test]
fn a_page_has_one_heading_and_says_when_one_looks_as_somebody_else() {
    let bar = LoginAsBar {
        operator: "Marta".into(),
        subject: "Dana Reyes".into(),
        account: "Bright Smile Dental".into(),
        viewing: true,
        minutes_left: 24,
        ..LoginAsBar::default()
    };
    let shell = Shell {
        title: "Calls".into(),
        organization: "Harborline".into(),
        bar: Some(bar),
        theme: Theme::Dark,
        ..Shell::default()
    };
    let page = html(&ProblemPage { shell, ..ProblemPage::default() });
    assert_eq!(page.matches("<h1>").count(), 1);
    assert!(page.contains("<title>Viewing Bright Smile Dental – Calls · Harborline</title>"));
    assert!(page.contains("Viewing <strong>Bright Smile Dental</strong> as <strong>Dana Reyes</strong>"));
    assert!(page.contains(r#"data-theme="dark""#));
}

#[test]
fn a_list_says_how_it_is_sorted_and_names_its_cells_for_small_screens() {
    let table = TableView {
        id: "calls".into(),
        columns: vec![Column::new("Time").numeric().sorted("?sort=-time", Sort::Descending)],
        rows: vec![Row {
            key: "call_1".into(),
            href: Some("/calls/call_1".into()),
            cells: vec![Cell::Phone { text: "(503) 555-0142".into(), tel: "+15035550142".into() }],
            ..Row::default()
        }],
        ..TableView::default()
    };
    let page = html(&table);
    assert!(page.contains(r#"aria-sort="descending""#));
    assert!(page.contains(r#"data-label="Time""#));
    assert!(page.contains(r#"<a class="row-link" href="/calls/call_1">"#));
    assert!(!page.contains("tel:"), "a link may not stand in the row's link");
}

#[test]
fn a_form_keeps_the_input_and_links_each_complaint_to_its_field() {
    let mut email = FieldView::new("email", "Email", FieldKind::Email);
    email.value = "dana@".into();
    email.hint = "For signing in.".into();
    email.error = Some("Enter a complete address".into());
    let mut note = FieldView::new("note", "Note", FieldKind::TextArea { rows: 2 });
    note.value = "\nfirst line".into();
    let form = FormView { fields: vec![email, note], ..FormView::default() };
    let page = html(&form);
    assert!(page.contains("<a href=\"#field-email\">Enter a complete address</a>"));
    assert!(page.contains(r#"value="dana@""#));
    assert!(page.contains(r#"aria-invalid="true" aria-describedby="field-email-error field-email-hint""#));
    assert!(page.contains(">\n\nfirst line</textarea>"), "a browser drops the first of the two line breaks");
    assert!(html(&form.field("email")).contains("field-email"));
    assert_eq!(html(&form.field("absent")), "");
}

#[test]
fn the_bottom_bar_has_four_places() {
    let item = |label: &str| MenuItem::new(label, "/", icon("home"));
    let labels = ["Home", "Calls", "Messages", "Requests", "Invoices"];
    let page = |count: usize| {
        let menu = labels.iter().take(count).map(|label| item(label)).collect();
        html(&Shell { menu, ..Shell::default() }.dock())
    };
    assert!(!page(4).contains("More"));
    assert!(page(5).contains("More"));
    assert_eq!(page(5).matches("<a ").count(), 5);
}

#[test]
fn every_icon_named_in_a_template_or_beside_it_is_drawn() {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut missing = Vec::new();
    let mut seen = 0;
    for folder in ["src/ui", "templates", "templates/ui"] {
        for file in std::fs::read_dir(root.join(folder)).unwrap().map(|file| file.unwrap().path()) {
            if file.is_dir() || file.ends_with("tests.rs") {
                continue;
            }
            let text = std::fs::read_to_string(&file).unwrap();
            for rest in text.split("icon(\"").skip(1) {
                let name = rest.split('"').next().unwrap_or_default().to_owned().leak();
                seen += 1;
                if !icon(name).is_drawn() {
                    missing.push(format!("{name} in {}", file.display()));
                }
            }
        }
    }
    assert!(seen > 30, "found only {seen} icons");
    assert_eq!(missing, Vec::<String>::new());
}

#[test]
fn a_theme_is_read_back_from_its_cookie() {
    for theme in Theme::ALL {
        assert_eq!(Theme::parse(theme.as_str()), theme);
    }
    assert_eq!(Theme::parse(HOSTILE), Theme::System);
}

#[test]
fn a_page_may_put_its_own_words_into_a_card() {
    #[derive(Template)]
    #[template(
        source = r#"{% import "ui/macros.html" as ui %}{% call ui::card(title) %}<p>{{ title }}</p>{% endcall %}"#,
        ext = "html"
    )]
    struct Page {
        title: String,
    }
    let page = html(&Page { title: hostile() });
    assert_harmless(&page);
    assert!(page.contains("<h2>"));
}
