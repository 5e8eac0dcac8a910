//! How fast Portico is on this machine: pages and requests per second beside a floor, memory, start, imports.

mod access;
mod accounts;
mod batches;
mod board;
mod bulk;
mod calls;
mod checks;
mod grants;
mod http;
mod letters;
mod live;
mod load;
mod machine;
mod nodes;
mod options;
mod pages;
mod place;
mod recording;
mod report;
mod retention;
mod rush;
mod server;
mod sink;
mod stage;
mod tools;
mod watch;

use std::path::{Path, PathBuf};

use options::{Engine, Options};
use stage::Stage;

use crate::workspace;

/// What went wrong, in words.
type Result<T> = std::result::Result<T, String>;

pub const USAGE: &str = "\
cargo xtask bench       measure pages and requests per second, and write docs/performance.md
    --rows 10000,1000000,10000000   how many calls there are, or none
    --accounts 1000,100000          how many client accounts there are, or none
    --members 10000,1000000         how many portal users there are, or none
    --history 1000000               how many lines of the history are removed, or none
    --engines sqlite,postgres       which databases
    --seconds 5                     how long each measurement lasts
    --rounds 3                      how often each is repeated; the median counts
    --all                           ten million calls also on PostgreSQL
    --out docs/performance.md       where the tables go";

/// Everything that was measured.
#[derive(Default)]
struct Measured {
    /// Bytes of the program.
    binary: u64,
    stages: Vec<StageMeasured>,
    batches: Vec<(Engine, batches::Batches)>,
    rushes: Vec<(Engine, rush::Rush)>,
    accounts: Vec<accounts::Accounts>,
    access: Vec<access::Access>,
    bulks: Vec<(Engine, bulk::Bulk)>,
    letters: Vec<(Engine, letters::Letters)>,
    boards: Vec<board::Board>,
    lives: Vec<live::Live>,
    nodes: Vec<nodes::Nodes>,
    recordings: Vec<recording::Recording>,
    retentions: Vec<retention::Retention>,
    /// Microseconds to work out what somebody may do.
    grants: f64,
}

/// One database with so many calls.
struct StageMeasured {
    engine: Engine,
    rows: u64,
    /// How many calls a second came in from CSV, if they came in this time.
    imported: Option<f64>,
    /// Milliseconds from the start of the program to its first answer.
    ready: f64,
    idle_kib: u64,
    peak_kib: u64,
    pages: Vec<pages::PageMeasured>,
}

/// Measures what `words` ask for and writes it down.
pub fn run(words: &[String]) -> Result<()> {
    let options = Options::parse(words)?;
    if options.engines.contains(&Engine::Postgres) && tools::server().is_none() {
        return tools::beside_postgres(words);
    }
    tools::needed()?;
    tools::build()?;
    let machine = machine::look()?;
    let programs = Programs::built();
    let mut measured = Measured {
        binary: tools::size(&programs.portico)?,
        grants: grants::measure(&programs.grants)?,
        ..Measured::default()
    };
    for engine in &options.engines {
        for rows in options.rows_on(*engine) {
            eprintln!("bench: {} with {} calls", engine.name(), report::thousands(rows));
            let stage = Stage::prepare(&programs, *engine, rows)?;
            measured.stages.push(measure(&programs, &stage, &options)?);
            if Some(&rows) == options.rows.iter().min() {
                eprintln!("bench: {}: batches, a rush of sign-ins, the board", engine.name());
                measured.batches.push((*engine, batches::measure(&programs, &stage)?));
                measured.rushes.push((*engine, rush::measure(&programs, &stage)?));
                measured.boards.push(board::measure(&programs, &stage, &options)?);
                // An embedded database is one process's.
                if *engine == Engine::Postgres {
                    measured.nodes.push(nodes::measure(&programs, &stage)?);
                }
                eprintln!("bench: {}: pages that are open", engine.name());
                measured.lives.push(live::measure(&programs, &stage)?);
                measured.recordings.push(recording::measure(&programs, &stage)?);
                eprintln!("bench: {}: letters that wait", engine.name());
                measured.letters.push((*engine, letters::measure(&programs, &stage, options.seconds)?));
            }
            keep(&machine, &options, &measured)?;
        }
        for accounts in &options.accounts {
            eprintln!("bench: {} with {} client accounts", engine.name(), report::thousands(*accounts));
            let stage = Stage::with_accounts(&programs, *engine, *accounts)?;
            measured.accounts.push(accounts::measure(&programs, &stage, &options, *accounts)?);
            keep(&machine, &options, &measured)?;
        }
        portal_access(&programs, *engine, &options, &mut measured)?;
        keep(&machine, &options, &measured)?;
        for lines in &options.history {
            eprintln!("bench: {} removes {} lines of the history", engine.name(), report::thousands(*lines));
            let stage = Stage::with_history(&programs, *engine)?;
            measured.retentions.push(retention::measure(&programs, &stage, *lines, options.seconds)?);
            keep(&machine, &options, &measured)?;
        }
    }
    println!("{}", report::write(&machine, &options, &measured));
    Ok(())
}

/// Portal Access with few and with many, and how many are deleted at once where most are.
fn portal_access(
    programs: &Programs,
    engine: Engine,
    options: &Options,
    measured: &mut Measured,
) -> Result<()> {
    let mut stages = Vec::new();
    for members in &options.members {
        eprintln!("bench: {} with {} portal users", engine.name(), report::thousands(*members));
        stages.push((*members, Stage::with_members(programs, engine, *members)?));
    }
    measured.access.extend(access::measure(programs, &stages, options)?);
    if let Some((_, most)) = stages.iter().max_by_key(|(members, _)| *members) {
        eprintln!("bench: {}: many are deleted at once", engine.name());
        measured.bulks.push((engine, bulk::measure(programs, most)?));
    }
    Ok(())
}

/// After each database: what took an hour is not lost when the next one fails.
fn keep(machine: &machine::Machine, options: &Options, measured: &Measured) -> Result<()> {
    let text = report::write(machine, options, measured);
    report::keep(&workspace::root().join(&options.out), &text)
}

/// Where the programs are that are measured.
struct Programs {
    portico: PathBuf,
    floor: PathBuf,
    grants: PathBuf,
    accounts: PathBuf,
    members: PathBuf,
    letters: PathBuf,
    history: PathBuf,
    /// Where the data of the bench is kept.
    home: PathBuf,
}

impl Programs {
    fn built() -> Self {
        let target = tools::target();
        let release = target.join("release");
        Self {
            portico: release.join("portico"),
            floor: release.join("examples").join("floor"),
            grants: release.join("examples").join("grants"),
            accounts: release.join("examples").join("accounts"),
            members: release.join("examples").join("members"),
            letters: release.join("examples").join("letters"),
            history: release.join("examples").join("history"),
            home: target.join("bench"),
        }
    }
}

fn measure(programs: &Programs, stage: &Stage, options: &Options) -> Result<StageMeasured> {
    let ready = stage.ready(programs)?;
    let portico = stage.serve(programs)?;
    watch::pause(1000);
    let idle_kib = portico.memory()?;
    let tickets = stage.sign_in(&portico)?;
    let floor = server::Server::floor(programs, stage)?;
    let pages = pages::measure(&portico, &floor, &tickets, options)?;
    Ok(StageMeasured {
        engine: stage.engine,
        rows: stage.rows,
        imported: stage.imported,
        ready,
        idle_kib,
        peak_kib: portico.peak()?,
        pages,
    })
}

fn read(path: &Path) -> Result<String> {
    std::fs::read_to_string(path).map_err(|error| format!("{} cannot be read: {error}", path.display()))
}
