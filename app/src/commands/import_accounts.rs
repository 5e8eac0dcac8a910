//! `portico import accounts`: client accounts of a CSV file, as the page makes them; and the way back.

use std::io::{IsTerminal, Read as _};
use std::path::Path;
use std::pin::pin;
use std::time::Duration;

use domain::access::{AccountsCreate, Actor, Granted, OperatorsManage};
use domain::accounts::import::{self, Field, LARGEST, LineReport, MOST, Mapping, Report, Sheet};
use domain::jobs::{self, Job};
use domain::{House, operators};
use indicatif::{ProgressBar, ProgressStyle};
use kernel::{Email, Error, ImportId, OrgId, Result};
use web::records::left_out;

use crate::cli::ImportAccounts;
use crate::say::say;
use crate::settings::Settings;

/// Lines that are left out and printed one by one.
const PRINTED: usize = 50;
/// How often the bar moves, and how long the command waits for a server that has the work in hand.
const LOOK: Duration = Duration::from_millis(200);

pub async fn run(settings: &Settings, wish: ImportAccounts) -> Result<()> {
    let sheet = wish.file.as_deref().map(sheet).transpose()?;
    let undo = wish.undo.as_deref().map(id).transpose()?;
    let house = settings.open().await?;
    let organization = super::organization(&house, wish.organization).await?;
    let actor = operator(&house, organization.id, wish.operator.as_deref()).await?;
    let granted = actor.may::<AccountsCreate>()?;
    match (sheet, undo) {
        (Some(sheet), None) => bring(&house, &granted, &sheet, &wish).await,
        (None, Some(id)) => take_back(&house, &granted, id).await,
        _ => {
            Err(Error::invalid("FILE", "Name the file, or with --undo the import that is to be taken back."))
        }
    }
}

/// In whose name it is done: what is made has a person in the history, and nothing is done that this person may not.
async fn operator(house: &House, org: OrgId, email: Option<&str>) -> Result<Actor> {
    let system = Actor::system(org, "account import");
    let people = system.may::<OperatorsManage>()?;
    let mut read = house.read().await?;
    let id = match email {
        Some(email) => {
            let email =
                Email::parse(email).map_err(|error| Error::invalid("--operator", error.to_string()))?;
            operators::by_email(&mut read, &people, &email)
                .await
                .map_err(|_| Error::invalid("--operator", "There is no operator with this address."))?
        }
        None => operators::first_administrator(&mut read, &people).await?.ok_or_else(|| {
            Error::conflict("There is no administrator. Say in whose name with --operator.")
        })?,
    };
    operators::at_the_machine(&mut read, &people, id, "account import").await
}

fn sheet(path: &Path) -> Result<Sheet> {
    let wrong = |error| Error::invalid("file", format!("{} cannot be read: {error}", path.display()));
    let file = std::fs::File::open(path).map_err(wrong)?;
    // One octet more than is read shows that a file is too large.
    let most = u64::try_from(LARGEST).unwrap_or(u64::MAX).saturating_add(1);
    let mut bytes = Vec::new();
    file.take(most).read_to_end(&mut bytes).map_err(wrong)?;
    Sheet::read(&bytes)
}

fn id(text: &str) -> Result<ImportId> {
    text.parse().map_err(|_| Error::invalid("--undo", "This is no id of an import."))
}

/// What is wrong with the columns is mended with one option.
fn of_map(error: Error) -> Error {
    match error {
        Error::Invalid(invalid) => {
            let words: Vec<&str> = invalid.fields().iter().map(|field| field.message.as_str()).collect();
            Error::invalid("--map", words.join(" "))
        }
        other => other,
    }
}

async fn bring(
    house: &House,
    granted: &Granted<AccountsCreate>,
    sheet: &Sheet,
    wish: &ImportAccounts,
) -> Result<()> {
    let map = wish.map.as_deref().unwrap_or_default();
    let mapping = Mapping::parse(map, &sheet.headings).map_err(of_map)?;
    mapping.must_do().map_err(of_map)?;
    say_columns(sheet, &mapping);
    if wish.dry_run {
        let dry = import::look_at(&mut house.read().await?, granted, sheet, &mapping).await?;
        say_left(&dry.left, wish.left_out.as_deref())?;
        say!(
            "{} lines read: {} accounts would be made, {} there already, {} wrong",
            sheet.len(),
            dry.good,
            dry.there,
            dry.wrong
        );
        return Ok(());
    }
    let name = wish.file.as_deref().map(|path| path.display().to_string()).unwrap_or_default();
    let id = import::bring(house, granted, &name, sheet).await?;
    import::confirm(house, granted, id, &mapping, wish.invite).await?;
    let report = to_the_end(house, granted, id).await?;
    let found = import::find(&mut house.read().await?, granted, id).await?;
    let left = import::not_made(&mut house.read().await?, granted, &found, 0, MOST).await?;
    say_left(&left, wish.left_out.as_deref())?;
    say!(
        "{} lines read: {} accounts made, {} there already, {} wrong",
        sheet.len(),
        report.made,
        report.there,
        report.wrong
    );
    if !report.job.note.is_empty() {
        return Err(Error::conflict(format!("The import stopped: {}", report.job.note)));
    }
    if report.made > 0 {
        let which = wish.organization.map(|number| format!(" --organization {number}")).unwrap_or_default();
        say!("until {} it can be taken back: portico import accounts --undo {id}{which}", report.until);
    }
    Ok(())
}

async fn take_back(house: &House, granted: &Granted<AccountsCreate>, id: ImportId) -> Result<()> {
    let none = |_| Error::invalid("--undo", "There is no such import.");
    import::find(&mut house.read().await?, granted, id).await.map_err(none)?;
    import::undo(house, granted, id).await?;
    let report = to_the_end(house, granted, id).await?;
    let Some((job, stayed)) = report.undo else { return Err(Error::bug("an undo without its work")) };
    for (name, why) in &stayed {
        say!("{name} stays: {why}");
    }
    say!("{} accounts deleted, {} stay", job.done, job.skipped);
    if job.note.is_empty() {
        Ok(())
    } else {
        Err(Error::conflict(format!("Taking it back stopped: {}", job.note)))
    }
}

/// Does what is left of the work, or follows a running server that does it, and answers what became of it.
async fn to_the_end(house: &House, granted: &Granted<AccountsCreate>, id: ImportId) -> Result<Report> {
    let bar = bar();
    loop {
        let so_far = report(house, granted, id).await?;
        if so_far.is_over() {
            bar.finish_and_clear();
            return Ok(so_far);
        }
        let mut work = pin!(jobs::work_on(house, granted.org(), so_far.work().id));
        let worked = loop {
            match tokio::time::timeout(LOOK, work.as_mut()).await {
                Ok(worked) => break worked,
                Err(_) => show(&bar, report(house, granted, id).await?.work()),
            }
        };
        worked?;
        if !report(house, granted, id).await?.is_over() {
            // A running server has it in hand.
            tokio::time::sleep(LOOK).await;
        }
    }
}

fn show(bar: &ProgressBar, job: &Job) {
    bar.set_length(u64::try_from(job.total).unwrap_or_default());
    bar.set_position(u64::try_from(job.done + job.skipped).unwrap_or_default());
}

async fn report(house: &House, granted: &Granted<AccountsCreate>, id: ImportId) -> Result<Report> {
    let mut read = house.read().await?;
    let import = import::find(&mut read, granted, id).await?;
    import::report(&mut read, granted, &import).await?.ok_or(Error::NotFound)
}

fn bar() -> ProgressBar {
    if !std::io::stderr().is_terminal() {
        return ProgressBar::hidden();
    }
    let bar = ProgressBar::new(1);
    let style = ProgressStyle::with_template("{bar:32} {pos} of {len} lines");
    bar.set_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()));
    bar
}

/// Which column is taken for what, so that a wrong guess is seen in a dry run.
fn say_columns(sheet: &Sheet, mapping: &Mapping) {
    let taken = Field::all().filter_map(|field| {
        let heading = sheet.headings.get(mapping.of(field)?)?;
        Some(format!("{}={heading}", field.name()))
    });
    say!("columns: {}", taken.collect::<Vec<_>>().join(","));
}

fn say_left(left: &[LineReport], file: Option<&Path>) -> Result<()> {
    for line in left.iter().take(PRINTED) {
        for wrong in &line.wrong {
            match (Field::label_of(&wrong.field), wrong.value.as_str()) {
                ("", _) => say!("line {}: {}", line.line, wrong.reason),
                (label, "") => say!("line {}: {label}: {}", line.line, wrong.reason),
                (label, value) => say!("line {}: {label} “{value}”: {}", line.line, wrong.reason),
            }
        }
    }
    if left.len() > PRINTED {
        say!("… and {} more lines of which no account comes", left.len() - PRINTED);
    }
    let Some(file) = file else { return Ok(()) };
    std::fs::write(file, left_out(left)).map_err(|error| {
        Error::invalid("--left-out", format!("{} cannot be written: {error}", file.display()))
    })
}
