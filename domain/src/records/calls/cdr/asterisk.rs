//! The call record file that an Asterisk telephone system writes by itself, `Master.csv`.
//!
//! The file has no header. Sixteen columns are always there; three settings of `cdr.conf` add more behind them:
//! `loguniqueid` one, `loguserfield` one, `newcdrcolumns` three, in this order. Texts are in quotation marks,
//! doubled inside; numbers and a time that never came are not. Nothing else is escaped: a line break in the name
//! of a caller is a line break in the file. Settings change over the years, so each line is judged by itself.

use kernel::{Span, Timestamp};

use super::leg::{App, Disposition, Leg};
use super::moment::{Moment, Moments, brief};
use super::record::Fields;
use super::{channel, clean};

const SRC: usize = 1;
const DST: usize = 2;
const CONTEXT: usize = 3;
const CLID: usize = 4;
const CHANNEL: usize = 5;
const DST_CHANNEL: usize = 6;
const LAST_APP: usize = 7;
const START: usize = 9;
const ANSWER: usize = 10;
const END: usize = 11;
const DURATION: usize = 12;
const BILLSEC: usize = 13;
const DISPOSITION: usize = 14;
const AMA_FLAGS: usize = 15;

/// Whether a line is one of `Master.csv`: the number of its columns, and two times where they belong.
pub fn recognizes(fields: Fields<'_>, moments: &mut Moments) -> bool {
    (16..=21).contains(&fields.count())
        && moments.exact(fields.get(START)).is_some()
        && moments.exact(fields.get(END)).is_some()
}

/// Reads one line: the id of the call that it belongs to, and the leg.
pub fn read(fields: Fields<'_>, line: u64, moments: &mut Moments) -> Result<(String, Leg), String> {
    let extra = Extra::of(fields)?;
    // No exchange breaks these texts; a quotation mark that was never closed does.
    if fields.joined && [0, SRC, DST, CHANNEL].iter().any(|column| fields.get(*column).contains('\n')) {
        return Err("A quotation mark is opened and never closed.".to_owned());
    }
    // Always a word; nothing means that the line was cut off in front of it.
    if fields.get(AMA_FLAGS).is_empty() {
        return Err("The line was cut off.".to_owned());
    }
    let mut time = |column: usize, name: &str| -> Result<Moment, String> {
        let text = fields.get(column);
        moments
            .exact(text)
            .ok_or_else(|| format!("“{}” is not a time such as 2026-03-01 09:30:00 ({name}).", brief(text)))
    };
    let start = time(START, "start")?;
    let end = time(END, "end")?;
    let answer = if fields.get(ANSWER).is_empty() { None } else { Some(time(ANSWER, "answer")?) };
    let duration = seconds(fields.get(DURATION), "duration")?;
    let talk = seconds(fields.get(BILLSEC), "billsec")?;
    let disposition = match fields.get(DISPOSITION) {
        // What Asterisk writes where it does not know either.
        "UNKNOWN" => Disposition::NoAnswer,
        text => Disposition::parse(text)
            .ok_or_else(|| format!("“{}” is not a disposition of Asterisk.", brief(text)))?,
    };
    let (start, end, mut answer) = settle(start, end, answer, duration);
    if answer.is_none() && disposition == Disposition::Answered {
        answer = Some((end - Span::seconds(talk)).max(start));
    }

    let (name, number) = clean::caller(fields.get(CLID));
    let src = fields.get(SRC).trim();
    let (channel, dst_channel) = (fields.get(CHANNEL), fields.get(DST_CHANNEL));
    let leg = Leg {
        start,
        sequence: extra.sequence,
        end,
        answer,
        from: if src.is_empty() { number } else { clean::clean(src, clean::NUMBER) },
        from_name: if name == src { String::new() } else { name },
        to: clean::clean(fields.get(DST), clean::NUMBER),
        disposition,
        app: App::parse(fields.get(LAST_APP)),
        channel: clean::clean(channel, clean::CHANNEL),
        dst_channel: clean::clean(dst_channel, clean::CHANNEL),
        direction: channel::direction(fields.get(CONTEXT), src, fields.get(DST), channel, dst_channel),
        notes: clean::clean(extra.userfield, clean::NOTES),
        recording: String::new(),
        line,
    };
    let id = [extra.linkedid, extra.uniqueid].into_iter().find(|id| !id.is_empty());
    let id = id.map_or_else(|| leg.fingerprint(), |id| super::leg::external_id("asterisk", id));
    Ok((id, leg))
}

/// The columns that settings add.
#[derive(Default)]
struct Extra<'a> {
    uniqueid: &'a str,
    userfield: &'a str,
    linkedid: &'a str,
    sequence: i64,
}

impl<'a> Extra<'a> {
    fn of(fields: Fields<'a>) -> Result<Self, String> {
        let (own, new) = match fields.count() {
            count @ 16..=18 => (count - 16, None),
            count @ 19..=21 => (count - 19, Some(count - 3)),
            count => return Err(format!("The line has {count} columns; a line of Master.csv has 16 to 21.")),
        };
        let mut extra = Self::default();
        let sixteenth = fields.get(16);
        match own {
            0 => {}
            1 if is_unique_id(sixteenth) => extra.uniqueid = sixteenth,
            1 => extra.userfield = sixteenth,
            _ => (extra.uniqueid, extra.userfield) = (sixteenth, fields.get(17)),
        }
        if let Some(first) = new {
            extra.linkedid = fields.get(first + 1).trim();
            extra.sequence = fields.get(first + 2).trim().parse().unwrap_or(0);
        }
        extra.uniqueid = extra.uniqueid.trim();
        Ok(extra)
    }
}

/// `1772373600.17`, with the name of the system in front if it has one: `east-1772373600.17`.
fn is_unique_id(text: &str) -> bool {
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    let Some((left, right)) = text.trim().rsplit_once('.') else { return false };
    let epoch = left.rsplit_once('-').map_or(left, |(_, epoch)| epoch);
    digits(right) && digits(epoch) && epoch.len() >= 9
}

fn seconds(text: &str, name: &str) -> Result<i64, String> {
    if text.is_empty() {
        return Ok(0);
    }
    let number = text.parse().ok().filter(|seconds| (0..=366 * 86_400).contains(seconds));
    number.ok_or_else(|| format!("“{}” is not a number of seconds ({name}).", brief(text)))
}

/// Start, end and answer in their order. In the hour that the clock shows twice, the duration (which Asterisk
/// counts by itself) tells which of the two was meant.
fn settle(
    start: Moment,
    end: Moment,
    answer: Option<Moment>,
    duration: i64,
) -> (Timestamp, Timestamp, Option<Timestamp>) {
    let (mut from, mut to) = (start.at, end.at);
    let off = (to - from).as_seconds() - duration;
    let clock_moved = [1800, 3600].iter().any(|step| (off.abs() - step).abs() <= 2);
    if clock_moved && off > 0 && start.twice {
        from = to - Span::seconds(duration);
    } else if (clock_moved && off < 0 && end.twice) || to < from {
        to = from + Span::seconds(duration);
    }
    let answer = answer.map(|answer| {
        let later =
            if answer.twice && answer.at < from { answer.at + Span::seconds(off.abs()) } else { answer.at };
        later.max(from).min(to)
    });
    (from, to, answer)
}
