//! `portico import calls`: the calls of a telephone system's file.

use std::io::IsTerminal;

use domain::access::{Actor, CallsCreate, RecordingsManage};
use domain::recordings::import as recordings;
use domain::records::calls::cdr::{Mapping, Options};
use domain::records::calls::import::{self, Progress, Report};
use indicatif::{ProgressBar, ProgressStyle};
use kernel::{DateFormat, Error, Result, TimeZoneName};

use crate::cli::ImportCalls;
use crate::say::say;
use crate::settings::Settings;

/// Bad lines that are printed one by one.
const PRINTED: usize = 50;

pub async fn run(settings: &Settings, wish: ImportCalls) -> Result<()> {
    let mapping = match &wish.map {
        Some(text) => Mapping::parse(text).map_err(|error| Error::invalid("--map", error))?,
        None => Mapping::default(),
    };
    let dates = wish.dates.as_deref().map(dates).transpose()?;
    let file = std::fs::File::open(&wish.file).map_err(|error| {
        Error::invalid("file", format!("{} cannot be read: {error}", wish.file.display()))
    })?;
    let size = file.metadata().map_or(0, |meta| meta.len());
    let house = settings.open().await?;
    let organization = super::organization(&house, wish.organization).await?;
    let zone = TimeZoneName::parse(wish.time_zone.as_deref().unwrap_or(&organization.time_zone))
        .map_err(|error| Error::invalid("--time-zone", error.to_string()))?;
    let actor = Actor::system(organization.id, "call import");
    let granted = actor.may::<CallsCreate>()?;
    let source = wish.source.clone();
    let private = settings.private_recordings;
    let options = Options { mapping, dates, source, private, ..Options::new(zone.rules()) };
    let mut bar = Bar(bar(size));
    let report = import::import(&house, &granted, file, options, wish.dry_run, &mut bar).await?;
    bar.0.finish_and_clear();
    print(&report, wish.dry_run);
    if let Some(folder) = &wish.recordings {
        let granted = actor.may::<RecordingsManage>()?;
        let report = recordings::import(&house, &granted, folder, &wish.source, wish.dry_run).await?;
        print_recordings(&report, wish.dry_run);
    }
    Ok(())
}

fn print_recordings(report: &recordings::Report, dry_run: bool) {
    for (file, why) in &report.refused {
        say!("{}: {why}", file.display());
    }
    let did = if dry_run { "would be taken in" } else { "taken in" };
    say!(
        "{} recordings found: {} {did}, {} there already, {} of no known call, {} of accounts that keep none, {} bad files",
        report.files,
        report.kept,
        report.existing,
        report.without_call,
        report.switched_off,
        report.bad
    );
}

fn dates(name: &str) -> Result<DateFormat> {
    DateFormat::parse(name).ok_or_else(|| {
        let names = DateFormat::ALL.map(DateFormat::name).join(", ");
        Error::invalid("--dates", format!("Write one of {names}."))
    })
}

struct Bar(ProgressBar);

impl Progress for Bar {
    fn at(&mut self, bytes: u64) {
        self.0.set_position(bytes);
    }
}

fn bar(size: u64) -> ProgressBar {
    if !std::io::stderr().is_terminal() {
        return ProgressBar::hidden();
    }
    let bar = ProgressBar::new(size);
    let style = ProgressStyle::with_template("{bar:32} {bytes}/{total_bytes}  {eta} left");
    bar.set_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()));
    bar
}

fn print(report: &Report, dry_run: bool) {
    for (line, reason) in report.bad.iter().take(PRINTED) {
        say!("line {line}: {reason}");
    }
    let bad = report.bad_lines;
    if bad > PRINTED {
        say!("… and {} more lines that could not be read", bad - PRINTED);
    }
    if report.without_account > 0 {
        say!(
            "{} calls belong to no account; numbers that nobody has: {}",
            report.without_account,
            report.unknown_numbers.join(", ")
        );
    }
    let did = if dry_run { "would be taken in" } else { "taken in" };
    say!(
        "{} lines read: {} calls {did}, {} there already, {} without an account, {bad} bad lines",
        report.lines,
        report.created,
        report.existing,
        report.without_account
    );
}
