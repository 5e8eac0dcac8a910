//! What a schedule would do, shown before it is kept.

use domain::on_call::{DAYS, Draft, Preview, SHOWN};
use kernel::{Local, Result, Timestamp};

use super::draft::mark;
use super::show::stretch;

/// Gaps that are written out.
const WRITTEN: usize = 5;

pub struct Outlook {
    /// Somebody is on call at every hour.
    pub is_whole: bool,
    pub words: String,
    pub gaps: Vec<String>,
    pub more_gaps: usize,
    /// When, and who.
    pub shifts: Vec<(String, Option<String>)>,
    pub shifts_title: String,
    /// Posted along, so that these gaps are asked about once.
    pub mark: String,
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
    let name = |id| preview.people.iter().find(|one| one.id == id).map(|one| one.name.clone());
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
        mark: mark(draft)?,
    })
}
