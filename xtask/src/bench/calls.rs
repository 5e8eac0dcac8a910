//! Calls that nobody made: the same ones each time, in the form of a telephone system's list.

use std::fmt::Write as _;
use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::Path;

use super::Result;

/// Accounts that the calls are spread over.
pub const ACCOUNTS: u64 = 100;
/// The calls end here (2026-11-01) and begin a year before.
const END: u64 = 1_793_491_200;
const YEAR: u64 = 365 * 86_400;

const FIRST: [&str; 16] = [
    "Olivia", "Wes", "Priya", "Amara", "Jonas", "Mei", "Carlos", "Ingrid", "Tariq", "Hannah", "Luca", "Noor",
    "Felix", "Zoë", "Marcus", "Elena",
];
const LAST: [&str; 16] = [
    "Hartmann",
    "Tolliver",
    "Raman",
    "Nwosu",
    "Lindqvist",
    "Chen",
    "Ortega",
    "Solberg",
    "Aziz",
    "Weber",
    "Rossi",
    "Haddad",
    "Krause",
    "Martin",
    "Bell",
    "Petrova",
];
const NOTES: [&str; 4] = [
    "",
    "Asks to be called back before noon",
    "Wants to move the appointment to next week",
    "Question about the last invoice, please send a copy",
];

/// The number at which calls for an account arrive.
pub fn number(account: u64) -> String {
    format!("+1512200{account:04}")
}

/// Writes a file of `rows` calls.
pub fn write(path: &Path, rows: u64) -> Result<()> {
    let fails = |error: std::io::Error| format!("{} cannot be written: {error}", path.display());
    let mut file = BufWriter::with_capacity(1 << 20, File::create(path).map_err(fails)?);
    file.write_all(b"id,started_at,from,from_name,to,duration,state,agent,notes\n").map_err(fails)?;
    let mut line = String::new();
    for index in 0..rows {
        line.clear();
        let call = Call::of(index, rows);
        let _ = writeln!(
            line,
            "bench-{index},{},{},{},{},{},{},Agent {},{}",
            moment(call.at),
            call.from,
            call.name,
            number(call.account).trim_start_matches('+'),
            call.seconds,
            call.state,
            call.agent,
            quoted(call.notes),
        );
        file.write_all(line.as_bytes()).map_err(fails)?;
    }
    file.flush().map_err(fails)
}

/// A batch for the API, as JSON; its calls exist nowhere else.
pub fn batch(number_of_batch: u64, size: u64) -> String {
    let calls = (0..size).map(|index| {
        let call = Call::of(number_of_batch * size + index, u64::MAX);
        serde_json::json!({
            "external_id": format!("batch-{number_of_batch}-{index}"),
            "direction": "inbound",
            "state": if call.state == "ANSWERED" { "answered" } else { "missed" },
            "from": call.from,
            "from_name": call.name,
            "to": number(call.account),
            "started_at": format!("{}Z", moment(call.at).replace(' ', "T")),
            "duration": call.seconds,
            "notes": call.notes,
        })
    });
    serde_json::Value::Array(calls.collect()).to_string()
}

struct Call {
    at: u64,
    account: u64,
    from: String,
    name: String,
    seconds: u64,
    state: &'static str,
    agent: u64,
    notes: &'static str,
}

impl Call {
    fn of(index: u64, rows: u64) -> Self {
        let dice = scrambled(index);
        let pick = |shift: u32, of: u64| (dice >> shift) % of;
        let missed = pick(40, 5) == 0;
        Self {
            at: END - YEAR + index % rows * (YEAR / rows.min(YEAR)) % YEAR,
            account: index % ACCOUNTS,
            from: format!("512{:03}{:04}", 200 + pick(8, 700), pick(20, 10_000)),
            name: format!("{} {}", one_of(&FIRST, dice >> 4), one_of(&LAST, dice >> 12)),
            seconds: if missed { 0 } else { 5 + pick(24, 600) },
            state: if missed { "NO ANSWER" } else { "ANSWERED" },
            agent: 1 + pick(50, 20),
            notes: one_of(&NOTES, dice >> 33),
        }
    }
}

fn one_of<'a>(list: &[&'a str], dice: u64) -> &'a str {
    let index = usize::try_from(dice & 0xffff).unwrap_or(0) % list.len();
    list.get(index).copied().unwrap_or_default()
}

/// A number that looks thrown, the same for the same index (`SplitMix64`).
fn scrambled(index: u64) -> u64 {
    let mut z = index.wrapping_add(1).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

fn moment(seconds: u64) -> String {
    let at = jiff::Timestamp::from_second(i64::try_from(seconds).unwrap_or(0)).unwrap_or_default();
    at.strftime("%Y-%m-%d %H:%M:%S").to_string()
}

fn quoted(text: &str) -> String {
    if text.contains(',') { format!("\"{text}\"") } else { text.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn calls_are_the_same_each_time() {
        let (a, b) = (Call::of(7, 100), Call::of(7, 100));
        assert_eq!((a.at, &a.from, &a.name), (b.at, &b.from, &b.name));
        assert_eq!(a.account, 7);
        assert_eq!(moment(END), "2026-11-01 00:00:00");
        assert_eq!(quoted("a, b"), "\"a, b\"");
        assert!(batch(1, 2).contains("batch-1-1"));
    }
}
