//! The tables of docs/performance.md.

use std::fmt::Write;
use std::path::Path;

use super::access::Access;
use super::checks::{self, Check, short};
use super::load::Load;
use super::machine::Machine;
use super::options::Options;
use super::pages::PageMeasured;
use super::{Measured, Result, StageMeasured, watch};

/// The tables stand between these lines; what stands around them is written by hand.
const BEGIN: &str = "<!-- measured: written by `make bench` -->";
const END: &str = "<!-- end of what was measured -->";

pub fn write(machine: &Machine, options: &Options, measured: &Measured) -> String {
    let mut text = String::new();
    let _ = write!(
        text,
        "Measured on {}: {} cores ({}), {} GiB of memory, {}, Linux {}. The load comes from `wrk` on the same \
         machine and takes its share of the cores. {} rounds of {} seconds each, Portico and the floor in turn; the \
         median counts.\n\n",
        watch::today(),
        machine.cores,
        machine.processor,
        machine.memory_gib,
        machine.system,
        machine.kernel,
        options.rounds,
        options.seconds,
    );
    targets(&mut text, &checks::all(measured, machine.cores));
    for stage in &measured.stages {
        pages(&mut text, stage);
    }
    for of_engine in &measured.boards {
        let of = format!("The board and who is on call, {}", of_engine.engine.name());
        beside_the_floor(&mut text, &of, &of_engine.pages);
    }
    for of_engine in &measured.accounts {
        let of = format!("{} client accounts, {}", thousands(of_engine.many), of_engine.engine.name());
        beside_the_floor(&mut text, &of, &of_engine.pages);
    }
    for access in &measured.access {
        portal_access(&mut text, access);
    }
    program(&mut text, measured);
    text
}

fn targets(text: &mut String, checks: &[Check]) {
    text.push_str("## Targets\n\n| | target | measured | |\n|---|---:|---:|---|\n");
    for Check { what, target, measured, reached } in checks {
        let mark = if *reached { "✓" } else { "✗" };
        let _ = writeln!(text, "| {what} | {target} | {measured} | {mark} |");
    }
    text.push('\n');
}

fn pages(text: &mut String, stage: &StageMeasured) {
    let _ = write!(
        text,
        "## {}, {} calls\n\n| page | connections | requests/s | p50 ms | p99 ms |\n|---|---:|---:|---:|---:|\n",
        stage.engine.name(),
        thousands(stage.rows)
    );
    for page in &stage.pages {
        line(text, page.name, page.connections, &page.load);
        if let Some(floor) = &page.floor {
            line(text, &format!("*{}, the floor*", page.name), page.connections, floor);
        }
    }
    text.push('\n');
}

fn beside_the_floor(text: &mut String, what: &str, pages: &[PageMeasured]) {
    let _ = write!(
        text,
        "## {what}\n\n| page | connections | requests/s | p50 ms | p99 ms | the floor's list meanwhile, requests/s |\n\
         |---|---:|---:|---:|---:|---:|\n",
    );
    for PageMeasured { name, connections, load, floor } in pages {
        let Load { per_second, p50, p99 } = load;
        let floor = floor.map_or_else(String::new, |floor| short(floor.per_second));
        let _ = writeln!(
            text,
            "| {name} | {connections} | {} | {p50:.2} | {p99:.2} | {floor} |",
            short(*per_second)
        );
    }
    text.push('\n');
}

fn portal_access(text: &mut String, access: &Access) {
    let _ = write!(
        text,
        "## Portal Access, {}, {} portal users\n\n| page | connections | requests/s | p50 ms | p99 ms |\n\
         |---|---:|---:|---:|---:|\n",
        access.engine.name(),
        thousands(access.members)
    );
    for page in &access.pages {
        line(text, page.name, page.connections, &page.load);
    }
    text.push('\n');
}

fn line(text: &mut String, name: &str, connections: usize, load: &Load) {
    let Load { per_second, p50, p99 } = load;
    let _ = writeln!(text, "| {name} | {connections} | {} | {p50:.2} | {p99:.2} |", short(*per_second));
}

fn program(text: &mut String, measured: &Measured) {
    text.push_str("## The program\n\n| | ready ms | idle MiB | under load MiB | imported calls/s |\n");
    text.push_str("|---|---:|---:|---:|---:|\n");
    let mib = |kib: u64| short(checks::mib(kib));
    for stage in &measured.stages {
        let _ = writeln!(
            text,
            "| {}, {} calls | {:.0} | {} | {} | {} |",
            stage.engine.name(),
            thousands(stage.rows),
            stage.ready,
            mib(stage.idle_kib),
            mib(stage.peak_kib),
            stage.imported.map_or_else(|| "(kept from before)".to_owned(), short),
        );
    }
    text.push('\n');
    for (engine, batches) in &measured.batches {
        let (calls, rate) = (thousands(batches.calls), short(batches.per_second));
        let _ = writeln!(text, "- {}: {calls} calls in batches of 1,000, {rate} a second.", engine.name());
    }
    for (engine, bulk) in &measured.bulks {
        let _ = writeln!(
            text,
            "- {}: {} portal users were deleted in one action: the page answered within {:.0} ms, the report was \
             complete after {:.1} s; meanwhile others saw {} pages, 99 of 100 within {:.1} ms.",
            engine.name(),
            thousands(bulk.deleted),
            bulk.answered,
            bulk.seconds,
            thousands(bulk.pages as u64),
            bulk.p99,
        );
    }
    for live in &measured.lives {
        let _ = writeln!(
            text,
            "- {}: {} open pages took {} MiB. 99 of 100 heard of an event within {:.0} ms when all of them were to, and the \
             one that was to within {:.0} ms.",
            live.engine.name(),
            thousands(live.open as u64),
            short(checks::mib(live.grew_kib)),
            live.to_all,
            live.to_one,
        );
    }
    for nodes in &measured.nodes {
        let _ = writeln!(
            text,
            "- {}, two nodes: {} times an account got another status at one; 99 of 100 times an operator's page at the other \
             was told of it, and its board showed it, within {:.1} ms.",
            nodes.engine.name(),
            nodes.changes,
            nodes.shown,
        );
    }
    for recording in &measured.recordings {
        let _ = writeln!(
            text,
            "- {}: a recording of {} bytes was taken in within {:.1} s; 99 of 100 jumps to anywhere in it were answered \
             within {:.1} ms; memory grew by {} MiB at most.",
            recording.engine.name(),
            thousands(recording.bytes),
            recording.brought,
            recording.jump,
            short(checks::mib(recording.grew_kib)),
        );
    }
    for (engine, letters) in &measured.letters {
        let _ = writeln!(
            text,
            "- {}: {} letters that waited took {} MiB at most. 99 of 100 lists at 16 connections within {:.1} ms without \
             them, {:.1} ms while the mail server said nothing, and {:.1} ms while {} letters a second left.",
            engine.name(),
            thousands(letters.queued),
            mib(letters.grew_kib),
            letters.calm.p99,
            letters.dead.p99,
            letters.leaving.p99,
            short(letters.rate),
        );
    }
    removals(text, measured);
    for (engine, rush) in &measured.rushes {
        let _ = writeln!(
            text,
            "- {}: of 200 sign-ins at once {} were let in and {} were asked to come again, within {:.1} s; memory \
             grew by {} MiB at most; meanwhile one reader saw {} lists, 99 of 100 within {:.1} ms.",
            engine.name(),
            rush.signed_in,
            rush.put_off,
            rush.seconds,
            mib(rush.grew_kib),
            thousands(rush.pages as u64),
            rush.p99,
        );
    }
}

fn removals(text: &mut String, measured: &Measured) {
    for retention in &measured.retentions {
        let _ = writeln!(
            text,
            "- {}: {} lines of the history were removed, {} a second. 99 of 100 lists at 16 connections within {:.1} ms \
             before, and {:.1} ms meanwhile; of {} changes of an account 99 of 100 within {:.1} ms, and all within \
             {:.0} ms.",
            retention.engine.name(),
            thousands(retention.lines),
            short(retention.rate),
            retention.calm.p99,
            retention.meanwhile.p99,
            thousands(retention.writes as u64),
            retention.write,
            retention.slowest_write,
        );
    }
}

/// Puts the tables into the page, which keeps what was written around them.
pub fn keep(path: &Path, tables: &str) -> Result<()> {
    let page = std::fs::read_to_string(path).unwrap_or_else(|_| format!("# Performance\n\n{BEGIN}\n{END}\n"));
    let parts = page.split_once(BEGIN).and_then(|(head, rest)| Some((head, rest.split_once(END)?.1)));
    let Some((head, tail)) = parts else {
        return Err(format!("{} has no place for the tables: {BEGIN} and {END}", path.display()));
    };
    let page = format!("{head}{BEGIN}\n\n{}\n\n{END}{tail}", tables.trim());
    std::fs::write(path, page).map_err(|error| format!("{} cannot be written: {error}", path.display()))
}

/// `1,000,000`
pub fn thousands(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_readable() {
        assert_eq!(thousands(7), "7");
        assert_eq!(thousands(1_234_567), "1,234,567");
        assert_eq!(
            (short(61.25), short(100.0), short(12_345.6)),
            ("61.2".into(), "100".into(), "12,346".into())
        );
    }
}
