//! What a schedule would do, shown before it is kept.

use domain::on_call::{DAYS, Days, Draft, DryRun, Preview, SHOWN};
use jiff::civil::{Weekday, time};
use kernel::{ContactId, Local, Result, Timestamp};

use super::draft::mark;
use super::words::stretch;

/// Gaps that are written out.
const WRITTEN: usize = 5;
/// Hours of the week with calls that nobody would have had.
const HOURS: usize = 10;

pub struct Outlook {
    /// Somebody is on call at every hour.
    pub is_whole: bool,
    pub words: String,
    pub gaps: Vec<String>,
    pub more_gaps: usize,
    /// When, and who.
    pub shifts: Vec<(String, Option<String>)>,
    pub shifts_title: String,
    /// What would have become of the calls of the last ninety days; none if none came in.
    pub calls: Option<Judged>,
    /// Posted along, so that these gaps are asked about once.
    pub mark: String,
}

/// The calls of the last ninety days.
pub struct Judged {
    pub words: String,
    pub is_whole: bool,
    /// Who would have had how many.
    pub reached: Vec<(String, usize)>,
    /// When they would have reached nobody, how many, and how many such hours are not written out.
    pub missed: Vec<(String, usize)>,
    pub more_missed: usize,
}

pub fn outlook(preview: &Preview, draft: &Draft, local: &Local, now: Timestamp) -> Result<Outlook> {
    let words = match preview.gaps.len() {
        0 => format!("Somebody is on call at every hour of the next {DAYS} days."),
        1 => format!(
            "Nobody is on call once in the next {DAYS} days; {} % of the time is covered.",
            preview.covered
        ),
        times => {
            format!(
                "Nobody is on call {times} times in the next {DAYS} days; {} % of the time is covered.",
                preview.covered
            )
        }
    };
    let name = |id: ContactId| preview.people.iter().find(|one| one.id == id).map(|one| one.name.clone());
    Ok(Outlook {
        is_whole: preview.gaps.is_empty(),
        words,
        gaps: preview
            .gaps
            .iter()
            .take(WRITTEN)
            .map(|(from, until)| stretch(local, now, *from, *until))
            .collect(),
        more_gaps: preview.gaps.len().saturating_sub(WRITTEN),
        shifts: preview
            .segments
            .iter()
            .map(|one| (stretch(local, now, one.from, one.until), one.who.and_then(name)))
            .collect(),
        shifts_title: format!("The next {SHOWN} days"),
        calls: preview.calls.as_ref().filter(|run| run.calls > 0).map(|run| judged(run, local, name)),
        mark: mark(draft)?,
    })
}

fn judged(run: &DryRun, local: &Local, name: impl Fn(ContactId) -> Option<String>) -> Judged {
    let calls = if run.calls == 1 { "call" } else { "calls" };
    let nobody = match run.nobody() {
        0 => "each would have reached somebody".to_owned(),
        missed => format!("{missed} would have reached nobody"),
    };
    let hour = |(day, hour, times): &(Weekday, i8, usize)| {
        let at = |hour: i8| local.formats.time.write(time(hour % 24, 0, 0, 0));
        (format!("{} {} – {}", Days::words(*day).1, at(*hour), at(*hour + 1)), *times)
    };
    let reached = |(who, times): &(Option<ContactId>, usize)| Some((name((*who)?)?, *times));
    Judged {
        words: format!("Of {} {calls} that came in within the last {DAYS} days, {nobody}.", run.calls),
        is_whole: run.nobody() == 0,
        reached: run.reached.iter().filter_map(reached).collect(),
        missed: run.missed.iter().take(HOURS).map(hour).collect(),
        more_missed: run.missed.len().saturating_sub(HOURS),
    }
}
