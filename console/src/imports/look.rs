//! What a file would make, before it does: which column is what, how many accounts, and which lines are wrong.

use askama::Template;
use domain::access::AccountsCreate;
use domain::accounts::import::{self, AccountImport, Dry, Field, LineReport, Mapping, Outcome};
use domain::organizations::settings::InvitationMode as Mode;
use kernel::{Error, ImportId, Result};
use web::ui::{Cell, Column, ErrorSummary, FieldView, FormView, Row, Shell, Stat, Stats, TableView, Tone};
use web::{Answer, Fields, Id, Pairs, Visitor, page, refused};

use super::{accounts, counted, page_of, report};
use crate::accounts::list;
use crate::form_page::select;

/// Lines that the page names; all of them are in the file that it offers.
const SHOWN: usize = 50;

#[derive(Template)]
#[template(path = "imports/look.html")]
struct LookPage {
    shell: Shell,
    here: String,
    lead: String,
    errors: ErrorSummary,
    columns: Vec<FieldView>,
    /// What is posted along: which column is what.
    chosen: Vec<(&'static str, String)>,
    stats: Stats,
    first: TableView,
    left: TableView,
    /// Where all lines that are left out are, as a file.
    file: Option<String>,
    /// Whether first users are invited, if there are any.
    invites: Option<(String, bool)>,
    verb: Option<String>,
}

pub async fn show(visitor: Visitor, Id(id): Id<ImportId>, pairs: Pairs) -> Answer {
    let granted = visitor.may::<AccountsCreate>()?;
    let import = import::find(&mut visitor.read().await?, &granted, id).await?;
    if import.begun.is_some() {
        return report::show(&visitor, &import).await;
    }
    let typed = Fields::of(pairs.iter().map(|(name, value)| (name, value.to_owned())));
    match mapping(&typed, &import) {
        Ok(mapping) => page(&look_page(&visitor, &import, &mapping).await?),
        Err(error) => failed(&visitor, &import, error).await,
    }
}

pub async fn confirmed(visitor: Visitor, Id(id): Id<ImportId>, typed: Fields) -> Answer {
    let names: Vec<&str> = Field::all().map(Field::name).chain(["invites"]).collect();
    typed.only(&names)?;
    let granted = visitor.may::<AccountsCreate>()?;
    let import = import::find(&mut visitor.read().await?, &granted, id).await?;
    let outcome = match mapping(&typed, &import) {
        Ok(mapping) => {
            let invites = typed.optional("invites").is_some();
            import::confirm(visitor.house(), &granted, id, &mapping, invites).await
        }
        Err(error) => Err(error),
    };
    match outcome {
        Ok(_) => Ok(visitor.done(&page_of(id), &format!("{} imported", import.name))),
        Err(error) => failed(&visitor, &import, error).await,
    }
}

async fn failed(visitor: &Visitor, import: &AccountImport, error: Error) -> Answer {
    let mut page = look_page(visitor, import, &import.mapping).await?;
    let mut form = FormView { fields: page.columns, ..FormView::default() };
    let error = form.refuse(error)?;
    page.errors = form.errors();
    page.columns = form.fields;
    refused(&page, &error)
}

/// Which column is what, as the page's choices say it; the guess if nothing was chosen yet.
pub(super) fn mapping(typed: &Fields, import: &AccountImport) -> Result<Mapping> {
    let mut mapping = import.mapping.clone();
    for field in Field::all() {
        match typed.optional(field.name()) {
            None => {}
            Some("") => mapping.set(field, None),
            Some(place) => {
                let place = place.parse().ok().filter(|place| *place < import.headings.len());
                let place =
                    place.ok_or_else(|| Error::invalid(field.name(), "Choose one of the columns."))?;
                mapping.set(field, Some(place));
            }
        }
    }
    Ok(mapping)
}

async fn look_page(visitor: &Visitor, import: &AccountImport, mapping: &Mapping) -> Result<LookPage> {
    let granted = visitor.may::<AccountsCreate>()?;
    let here = page_of(import.id);
    let chosen: Vec<(&str, String)> =
        Field::all().map(|field| (field.name(), place(mapping, field))).collect();
    let mut form = FormView { fields: columns(import, &chosen), ..FormView::default() };
    let dry = match mapping.must_do() {
        Ok(()) => import::look(&mut visitor.read().await?, &granted, import, mapping).await?,
        Err(error) => {
            form.refuse(error)?;
            Dry::default()
        }
    };
    let query = chosen.iter().fold(Pairs::default(), |all, (name, place)| all.with(name, Some(place)));
    let mode = visitor.who.organization.settings.invitations.mode;
    Ok(LookPage {
        shell: list::below(
            visitor,
            &format!("Import {}", import.name),
            &[("Import accounts", BRING.to_owned())],
        ),
        lead: format!(
            "{} below the names of the columns. Nothing is made before you say so; a file that nobody imports is \
             forgotten after a day.",
            counted(import.lines, "line")
        ),
        errors: form.errors(),
        columns: form.fields,
        stats: stats(&dry),
        first: first(&dry),
        left: table(dry.left.iter().take(SHOWN)),
        file: (!dry.left.is_empty()).then(|| query.href(&format!("{here}/lines.csv"))),
        invites: (dry.admins > 0).then(|| (people(dry.admins), mode != Mode::Manual)),
        verb: (dry.good > 0).then(|| format!("Import {}", accounts(dry.good))),
        chosen,
        here,
    })
}

const BRING: &str = "/console/accounts/import";

fn people(number: usize) -> String {
    if number == 1 { "first user".to_owned() } else { format!("{number} first users") }
}

fn place(mapping: &Mapping, field: Field) -> String {
    mapping.of(field).map(|place| place.to_string()).unwrap_or_default()
}

fn columns(import: &AccountImport, chosen: &[(&str, String)]) -> Vec<FieldView> {
    let typed = Fields::of(chosen.iter().map(|(name, place)| (*name, place.clone())));
    Field::all()
        .map(|field| {
            let offered = import
                .headings
                .iter()
                .enumerate()
                .map(|(place, heading)| (place.to_string(), heading.clone()));
            let (open, hint) = open(field);
            FieldView {
                hint: hint.to_owned(),
                short: true,
                ..select(&typed, field.name(), field.label(), Some(open), offered)
            }
        })
        .collect()
}

/// What it means that no column is chosen, and what one has to know.
const fn open(field: Field) -> (&'static str, &'static str) {
    match field {
        Field::Name => ("Choose a column", ""),
        Field::Email => ("The primary admin’s", ""),
        Field::TimeZone => ("The organization’s", ""),
        Field::ExternalId => ("None", "By this a line is known again."),
        Field::Operators => ("Nobody", "By their email addresses."),
        Field::Tags => ("None", "With commas between them."),
        Field::AdminEmail => ("Nobody signs in", "Who signs in first, as Client Admin."),
        Field::AdminName => ("From the address", ""),
        Field::Phone | Field::Nickname | Field::Plan | Field::Note => ("None", ""),
    }
}

fn stats(dry: &Dry) -> Stats {
    let stat = |label: &str, number: usize, tone, detail: &str| Stat {
        label: label.to_owned(),
        value: number.to_string(),
        detail: detail.to_owned(),
        tone: if number > 0 { tone } else { Tone::Neutral },
        href: None,
    };
    Stats(vec![
        stat("Would be made", dry.good, Tone::Good, ""),
        stat("There already", dry.there, Tone::Neutral, "Left as they are"),
        stat("Wrong", dry.wrong, Tone::Danger, "Left out"),
    ])
}

fn first(dry: &Dry) -> TableView {
    let row = |one: &import::Preview| Row {
        key: one.line.to_string(),
        cells: vec![
            Cell::Number(one.line.to_string()),
            Cell::Strong(one.name.clone()),
            Cell::text(&one.email),
            Cell::text(&one.plan),
            Cell::text(&one.tags),
            Cell::text(&one.admin),
        ],
        ..Row::default()
    };
    TableView {
        id: "first".to_owned(),
        title: "The first accounts as they would be".to_owned(),
        columns: vec![
            Column::new("Line").numeric(),
            Column::new("Name").class("grow"),
            Column::new("Email"),
            Column::new("Plan"),
            Column::new("Tags"),
            Column::new("Primary admin"),
        ],
        rows: dry.first.iter().map(row).collect(),
        ..TableView::default()
    }
}

/// Lines of which no account comes, each complaint in a row of its own.
pub(super) fn table<'a>(left: impl Iterator<Item = &'a LineReport>) -> TableView {
    let rows = left.flat_map(|line| {
        line.wrong.iter().enumerate().map(|(place, wrong)| {
            let there = line.outcome == Outcome::There;
            let value = match Field::label_of(&wrong.field) {
                "" => Cell::text(&line.label),
                label if wrong.value.is_empty() => {
                    Cell::Stack { first: "Empty".to_owned(), second: label.to_owned() }
                }
                label => Cell::Stack { first: wrong.value.clone(), second: label.to_owned() },
            };
            Row {
                key: format!("{}-{place}", line.line),
                cells: vec![Cell::Number(line.line.to_string()), value, Cell::text(&wrong.reason)],
                muted: there,
                ..Row::default()
            }
        })
    });
    TableView {
        id: "left".to_owned(),
        title: "Lines that are left out".to_owned(),
        columns: vec![
            Column::new("Line").numeric(),
            Column::new("Value"),
            Column::new("Why").class("grow lines"),
        ],
        rows: rows.collect(),
        ..TableView::default()
    }
}
