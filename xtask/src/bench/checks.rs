//! What Portico wants to reach, and whether it did. A miss is printed, never a failure.

use super::options::Engine;
use super::pages::{LIST, PageMeasured};
use super::{Measured, StageMeasured, watch};
use super::{access, accounts};

/// One target.
pub struct Check {
    pub what: String,
    pub target: String,
    pub measured: String,
    pub reached: bool,
}

pub fn mib(kib: u64) -> f64 {
    watch::float(kib) / 1024.0
}

pub fn all(measured: &Measured, cores: usize) -> Vec<Check> {
    let mut checks = Vec::new();
    for stage in &measured.stages {
        checks.extend(beside_floor(stage));
    }
    for engine in [Engine::Sqlite, Engine::Postgres] {
        checks.extend(first_page(measured, engine));
    }
    checks.extend(machine(measured));
    checks.extend(intake(measured));
    checks.push(at_most("what somebody may do, from three roles".to_owned(), 50.0, measured.grants, "µs"));
    for engine in [Engine::Sqlite, Engine::Postgres] {
        checks.extend(console(measured, engine));
        checks.extend(portal_access(measured, engine));
    }
    for (engine, bulk) in &measured.bulks {
        let (many, name) = (super::report::thousands(bulk.deleted), engine.name());
        let what = format!("{many} portal users deleted at once, {name}: p99 of other pages meanwhile");
        checks.push(at_most(what, 100.0, bulk.p99, "ms"));
    }
    for (engine, letters) in &measured.letters {
        let what =
            format!("{} letters that wait, {}", super::report::thousands(letters.queued), engine.name());
        checks.push(at_most(format!("{what}: memory grows by"), 20.0, mib(letters.grew_kib), "MiB"));
        let later = (letters.dead.p99 - letters.calm.p99).max(0.0);
        checks.push(at_most(format!("{what} for a dead server: p99 of a list grows by"), 5.0, later, "ms"));
    }
    for board in &measured.boards {
        checks.extend(board.pages.iter().filter_map(|page| of_the_board(board.engine, page)));
    }
    for live in &measured.lives {
        let what = format!(
            "{} pages that are open, {}",
            super::report::thousands(live.open as u64),
            live.engine.name()
        );
        checks.push(at_most(format!("{what}: memory grows by"), 250.0, mib(live.grew_kib), "MiB"));
        checks.push(at_most(format!("{what}: p99 until all hear of an event"), 500.0, live.to_all, "ms"));
        checks.push(at_most(format!("{what}: p99 until the one hears of it"), 50.0, live.to_one, "ms"));
    }
    for nodes in &measured.nodes {
        let what = format!(
            "two nodes on {}: p99 until another status is on an operator's screen at the other",
            nodes.engine.name()
        );
        checks.push(at_most(what, 200.0, nodes.shown, "ms"));
    }
    for recording in &measured.recordings {
        let what = format!(
            "a recording of {} bytes, {}",
            super::report::thousands(recording.bytes),
            recording.engine.name()
        );
        checks.push(at_most(format!("{what}: memory grows by"), 20.0, mib(recording.grew_kib), "MiB"));
        checks.push(at_most(format!("{what}: p99 of a jump"), 50.0, recording.jump, "ms"));
    }
    for retention in &measured.retentions {
        let (many, name) = (super::report::thousands(retention.lines), retention.engine.name());
        let what = format!("{many} lines removed from the history, {name}");
        let list = format!("{what}: p99 of a list meanwhile, 16 connections");
        checks.push(at_most(list, 100.0, retention.meanwhile.p99, "ms"));
        checks.push(at_most(format!("{what}: p99 of a change meanwhile"), 100.0, retention.write, "ms"));
    }
    for (engine, rush) in &measured.rushes {
        let limit = watch::float(cores as u64) * 19.0 + 30.0;
        let grew = mib(rush.grew_kib);
        let name = engine.name();
        checks.push(at_most(format!("200 sign-ins at once, {name}: memory grows by"), limit, grew, "MiB"));
        checks.push(at_most(
            format!("200 sign-ins at once, {name}: p99 of a list meanwhile"),
            100.0,
            rush.p99,
            "ms",
        ));
    }
    checks
}

fn beside_floor(stage: &StageMeasured) -> Option<Check> {
    let share = if stage.engine == Engine::Sqlite { 60.0 } else { 50.0 };
    let page = list(stage, 16)?;
    let reached = 100.0 * page.load.per_second / page.floor?.per_second;
    let rows = super::report::thousands(stage.rows);
    let what = format!("call list beside the floor, 16 connections, {}, {rows} calls", stage.engine.name());
    Some(at_least(what, share, reached, "%"))
}

fn of_the_board(engine: Engine, page: &PageMeasured) -> Option<Check> {
    let reached = 100.0 * page.load.per_second / page.floor?.per_second;
    let what = format!("{} beside the floor, {} connections, {}", page.name, page.connections, engine.name());
    Some(at_least(what, 50.0, reached, "%"))
}

/// The time of one visitor's first page with the most calls, as a multiple of that with the fewest.
fn first_page(measured: &Measured, engine: Engine) -> Option<Check> {
    let time = |stage: &StageMeasured| list(stage, 1).map(|page| 1.0 / page.load.per_second);
    let mut stages = measured.stages.iter().filter(|stage| stage.engine == engine);
    let (few, many) = (stages.next()?, stages.next_back()?);
    let (fewest, most) = (super::report::thousands(few.rows), super::report::thousands(many.rows));
    let what = format!("first page with {most} calls against {fewest}, {}", engine.name());
    let ratio = time(many)? / time(few)?;
    Some(Check {
        what,
        target: "≤ 1.20 times".to_owned(),
        measured: format!("{ratio:.2} times"),
        reached: ratio <= 1.2,
    })
}

/// The console with the most accounts beside the floor, and against the fewest.
fn console(measured: &Measured, engine: Engine) -> Vec<Check> {
    let Some((few, many, pairs)) = accounts::pairs(&measured.accounts, engine) else { return Vec::new() };
    let (few, many) = (super::report::thousands(few), super::report::thousands(many));
    let mut checks = Vec::new();
    for pair in pairs {
        let what = format!("{}, {many} accounts, {}", pair.many.name, engine.name());
        checks.push(at_least(
            format!("{what}: beside the floor"),
            50.0,
            100.0 * accounts::share(pair.many),
            "%",
        ));
        checks.push(Check {
            what: format!("{what}: against {few}"),
            target: "≤ 1.30 times".to_owned(),
            measured: format!("{:.2} times", pair.ratio()),
            reached: pair.ratio() <= 1.3,
        });
    }
    checks
}

/// Portal Access with the most portal users against the fewest.
fn portal_access(measured: &Measured, engine: Engine) -> Vec<Check> {
    let Some((few, many, pairs)) = access::pairs(&measured.access, engine) else { return Vec::new() };
    let (few, many) = (super::report::thousands(few), super::report::thousands(many));
    let check = |pair: access::Pair<'_>| Check {
        what: format!(
            "Portal Access, {}, {many} portal users against {few}, {} at once, {}",
            pair.few.name,
            pair.few.connections,
            engine.name()
        ),
        target: "≤ 1.20 times".to_owned(),
        measured: format!("{:.2} times", pair.ratio()),
        reached: pair.ratio() <= 1.2,
    };
    pairs.into_iter().map(check).collect()
}

fn list(stage: &StageMeasured, connections: usize) -> Option<&PageMeasured> {
    stage.pages.iter().find(|page| page.name == LIST && page.connections == connections)
}

fn machine(measured: &Measured) -> Vec<Check> {
    let worst = |read: fn(&StageMeasured) -> f64| measured.stages.iter().map(read).fold(0.0, f64::max);
    vec![
        at_most("memory when idle".to_owned(), 40.0, worst(|stage| mib(stage.idle_kib)), "MiB"),
        at_most("memory under load, at most".to_owned(), 80.0, worst(|stage| mib(stage.peak_kib)), "MiB"),
        at_most("from start to ready".to_owned(), 200.0, worst(|stage| stage.ready), "ms"),
        at_most("size of the program".to_owned(), 30.0, watch::float(measured.binary) / 1e6, "MB"),
    ]
}

fn intake(measured: &Measured) -> Vec<Check> {
    let mut checks = Vec::new();
    for stage in measured.stages.iter().filter(|stage| stage.engine == Engine::Sqlite) {
        if let Some(rate) = stage.imported {
            let rows = super::report::thousands(stage.rows);
            checks.push(at_least(
                format!("import of {rows} calls from CSV into SQLite"),
                50_000.0,
                rate,
                "calls/s",
            ));
        }
    }
    for (engine, batches) in &measured.batches {
        let what = format!("API batches of 1,000 calls, {}", engine.name());
        checks.push(at_least(what, 10_000.0, batches.per_second, "calls/s"));
    }
    checks
}

fn at_most(what: String, limit: f64, value: f64, unit: &str) -> Check {
    let (target, measured) = (format!("≤ {} {unit}", short(limit)), format!("{} {unit}", short(value)));
    Check { what, target, measured, reached: value <= limit }
}

fn at_least(what: String, limit: f64, value: f64, unit: &str) -> Check {
    let (target, measured) = (format!("≥ {} {unit}", short(limit)), format!("{} {unit}", short(value)));
    Check { what, target, measured, reached: value >= limit }
}

/// Small numbers with a digit behind the point, large ones in thousands.
pub fn short(value: f64) -> String {
    if value < 100.0 && value.fract() != 0.0 {
        return format!("{value:.1}");
    }
    super::report::thousands(watch::whole(value))
}
