//! A list of calls from any system, as long as its first line names the columns.

use kernel::{Span, Timestamp};

use super::leg::{App, Disposition, Leg, external_id};
use super::mapping::{MEANINGS, Mapping, Meaning as M, plain};
use super::moment::{Moments, brief, seconds};
use super::record::Fields;
use super::{Direction, channel, clean};

/// Bytes of the address of a recording.
const LONGEST_ADDRESS: usize = 2000;

/// Which columns of the file mean what.
pub struct Columns {
    /// For each meaning the columns that may have it; the first that is not empty counts.
    places: Vec<(M, Vec<usize>)>,
    width: usize,
    source: String,
}

impl Columns {
    /// Finds the columns by their names. The error says what is missing, what is there and what to write.
    pub fn find(headers: &[String], mapping: &Mapping, source: &str) -> Result<Self, String> {
        let names: Vec<String> = headers.iter().map(|header| plain(header)).collect();
        let at = |wanted: &str| names.iter().position(|name| *name == wanted && !name.is_empty());
        let seen =
            || headers.iter().map(|h| h.trim()).filter(|h| !h.is_empty()).collect::<Vec<_>>().join(", ");
        if let Some(lost) = mapping.columns().find(|column| at(&plain(column)).is_none()) {
            return Err(format!("The file has no column “{lost}”. Its columns are: {}.", seen()));
        }
        let mut places = Vec::new();
        for (meaning, _, known) in MEANINGS {
            let mut found: Vec<usize> = mapping.of(meaning).filter_map(|column| at(&plain(column))).collect();
            // A column that a person named is the only one of its meaning.
            if found.is_empty() {
                found = known.iter().filter_map(|name| at(name)).collect();
            }
            places.push((meaning, found));
        }
        let columns = Self { places, width: headers.len(), source: source.to_owned() };
        let missing: Vec<&str> = [
            ("from", columns.has(M::From) || columns.has(M::Clid)),
            ("to", columns.has(M::To)),
            ("started_at", columns.has(M::StartedAt)),
        ]
        .into_iter()
        .filter_map(|(word, there)| (!there).then_some(word))
        .collect();
        if missing.is_empty() {
            return Ok(columns);
        }
        let example: Vec<String> = missing.iter().map(|word| format!("{word}=…")).collect();
        Err(format!(
            "No column of the file is known to be {}. Its columns are: {}. Say which one it is: --map \"{}\".",
            missing.join(" or "),
            seen(),
            example.join(","),
        ))
    }

    /// How many meanings were found; what tells the right delimiter from the wrong one.
    pub fn recognized(headers: &[String], mapping: &Mapping) -> usize {
        let names: Vec<String> = headers.iter().map(|header| plain(header)).collect();
        let known = |name: &String| {
            MEANINGS.iter().any(|(_, _, words)| words.contains(&name.as_str()))
                || mapping.columns().any(|column| plain(column) == *name)
        };
        names.iter().filter(|name| known(name)).count()
    }

    fn has(&self, meaning: M) -> bool {
        self.places.iter().any(|(m, columns)| *m == meaning && !columns.is_empty())
    }

    fn value<'a>(&self, fields: Fields<'a>, meaning: M) -> &'a str {
        let places = self.places.iter().find(|(m, _)| *m == meaning);
        let columns = places.map_or([].as_slice(), |(_, columns)| columns.as_slice());
        columns.iter().map(|column| said(fields.get(*column))).find(|text| !text.is_empty()).unwrap_or("")
    }

    /// Reads one line: the id of the call that it belongs to, and the leg.
    pub fn read(
        &self,
        fields: Fields<'_>,
        line: u64,
        moments: &mut Moments,
    ) -> Result<(String, Leg), String> {
        let overflow = fields.iter().skip(self.width).any(|text| !text.trim().is_empty());
        if fields.count() < self.width || overflow {
            return Err(format!("The line has {} columns, the header {}.", fields.count(), self.width));
        }
        let get = |meaning| self.value(fields, meaning);
        let times = self.times(fields, moments)?;
        let (mut from_name, number) = clean::caller(get(M::Clid));
        let mut from = clean::clean(get(M::From), clean::NUMBER);
        if from.contains('<') {
            (from_name, from) = clean::caller(get(M::From));
        } else if from.is_empty() {
            from = number;
        }
        if !get(M::FromName).is_empty() {
            from_name = clean::clean(get(M::FromName), clean::NAME);
        }
        let to = clean::clean(get(M::To), clean::NUMBER);
        let (channel, dst_channel) = (get(M::Channel), get(M::DstChannel));
        let direction = direction(get(M::Direction))
            .or_else(|| channel::direction(get(M::Context), &from, &to, channel, dst_channel));
        let answered_by = if get(M::AnsweredBy).is_empty() { dst_channel } else { get(M::AnsweredBy) };
        let leg = Leg {
            start: times.start,
            sequence: get(M::Sequence).parse().unwrap_or(0),
            end: times.end,
            answer: times.answer,
            from,
            from_name,
            to,
            disposition: times.disposition,
            app: App::parse(get(M::LastApp)),
            channel: clean::clean(channel, clean::CHANNEL),
            dst_channel: clean::clean(answered_by, clean::CHANNEL),
            direction,
            notes: clean::clean(get(M::Notes), clean::NOTES),
            recording: recording(get(M::Recording)),
            line,
        };
        // The columns of Asterisk's tables name the same calls as its files do.
        let ids = [("asterisk", M::LinkedId), ("asterisk", M::UniqueId), (self.source.as_str(), M::Id)];
        let id = ids.into_iter().map(|(source, id)| (source, get(id))).find(|(_, id)| !id.is_empty());
        let id = id.map_or_else(|| leg.fingerprint(), |(source, id)| external_id(source, id));
        Ok((id, leg))
    }

    fn times(&self, fields: Fields<'_>, moments: &mut Moments) -> Result<Times, String> {
        let get = |meaning| self.value(fields, meaning);
        let start = match (get(M::StartedAt), get(M::Time)) {
            ("", _) => return Err("The line does not say when the call began.".to_owned()),
            // Some lists have the date in one column and the time of day in another.
            (date, time) if !time.is_empty() && !date.contains(':') => {
                moments.any(&format!("{date} {time}"))?
            }
            (date, _) => moments.any(date)?,
        };
        let mut moment =
            |meaning| Some(get(meaning)).filter(|t| !t.is_empty()).map(|t| moments.any(t)).transpose();
        let (answered, ended) = (moment(M::AnsweredAt)?, moment(M::EndedAt)?);
        let span = |meaning| match get(meaning) {
            "" => Ok(None),
            text => seconds(text).map(Some).ok_or_else(|| {
                format!("“{}” is not a duration: write seconds, 1:35 or 0:01:35.", brief(text))
            }),
        };
        let (duration, talk) = (span(M::Duration)?, span(M::Talk)?);
        let end = ended
            .or_else(|| duration.map(|d| start + Span::seconds(d)))
            .or_else(|| talk.map(|t| answered.unwrap_or(start) + Span::seconds(t)))
            .or(answered)
            .map_or(start, |end| end.max(start));
        let disposition = match get(M::State) {
            // “Type: missed” is how some lists say both at once.
            "" => Disposition::parse(get(M::Direction)).unwrap_or_else(|| {
                let silent = !self.has(M::AnsweredAt) && !self.has(M::Talk);
                let spoke = answered.is_some() || talk > Some(0) || (silent && duration > Some(0));
                if spoke { Disposition::Answered } else { Disposition::NoAnswer }
            }),
            text => Disposition::parse(text).ok_or_else(|| {
                format!("“{}” is none of answered, missed, busy, failed and voicemail.", brief(text))
            })?,
        };
        let by_talk = talk.filter(|t| *t > 0 && disposition == Disposition::Answered);
        let answer = answered.or_else(|| by_talk.map(|t| end - Span::seconds(t)));
        let answer = answer.map(|answer| answer.max(start).min(end));
        Ok(Times { start, answer, end, disposition })
    }
}

struct Times {
    start: Timestamp,
    answer: Option<Timestamp>,
    end: Timestamp,
    disposition: Disposition,
}

/// What a cell says, less the ways of databases to write nothing.
fn said(text: &str) -> &str {
    let text = text.trim();
    let nothing = ["-", "null", "none", "n/a", "\\N"].iter().any(|word| text.eq_ignore_ascii_case(word));
    if nothing || text.starts_with("0000-00-00") { "" } else { text }
}

/// An address; a column of this name may just say yes, or name a file.
fn recording(text: &str) -> String {
    let is_address = text.get(..4).is_some_and(|start| start.eq_ignore_ascii_case("http"));
    if is_address && text.len() <= LONGEST_ADDRESS { text.to_owned() } else { String::new() }
}

fn direction(text: &str) -> Option<Direction> {
    match plain(text).as_str() {
        "inbound" | "in" | "incoming" | "received" | "inboundcall" | "incomingcall" => {
            Some(Direction::Inbound)
        }
        "outbound" | "out" | "outgoing" | "placed" | "dialed" | "outboundcall" | "outgoingcall" => {
            Some(Direction::Outbound)
        }
        "internal" | "local" | "intercom" => Some(Direction::Internal),
        _ => None,
    }
}
