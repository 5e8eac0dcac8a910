//! One line of a call record: a part of a call, such as one telephone of a group that rang.

use data_encoding::HEXLOWER;
use kernel::Timestamp;
use sha2::{Digest, Sha256};

use super::Direction;

/// What one line says. The lines of one call are put together by [`super::merge`].
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Leg {
    pub start: Timestamp,
    /// Asterisk's running number of the record, the order among legs of the same second.
    pub sequence: i64,
    pub end: Timestamp,
    pub answer: Option<Timestamp>,
    pub from: String,
    pub from_name: String,
    pub to: String,
    pub disposition: Disposition,
    pub app: App,
    /// The line on which the call came in, such as `PJSIP/101-0000002a`.
    pub channel: String,
    /// The line that rang, or the name of who answered.
    pub dst_channel: String,
    pub direction: Option<Direction>,
    pub notes: String,
    /// Where its recording is.
    pub recording: String,
    /// Counted from 1. Last, so that sorting puts lines that say the same next to each other.
    pub line: u64,
}

/// What the telephone system says became of the leg.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Disposition {
    Answered,
    NoAnswer,
    Busy,
    Failed,
    Congestion,
    Voicemail,
}

impl Disposition {
    /// Reads the words of Asterisk and those that other systems use for the same.
    pub fn parse(text: &str) -> Option<Self> {
        // Almost every line of a large file has one of the first two.
        match text {
            "ANSWERED" => return Some(Self::Answered),
            "NO ANSWER" => return Some(Self::NoAnswer),
            _ => {}
        }
        let word: String =
            text.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_lowercase()).collect();
        Some(match word.as_str() {
            "answered" | "answer" | "completed" | "complete" | "connected" | "success" | "successful"
            | "ok" | "normalclearing" => Self::Answered,
            "noanswer" | "notanswered" | "unanswered" | "missed" | "missedcall" | "abandoned" | "abandon"
            | "cancelled" | "canceled" | "cancel" | "originatorcancel" | "timeout" | "ringing" => {
                Self::NoAnswer
            }
            "busy" | "userbusy" | "rejected" | "declined" => Self::Busy,
            "failed" | "failure" | "error" => Self::Failed,
            "congestion" | "unavailable" | "chanunavail" => Self::Congestion,
            "voicemail" | "vm" | "leftvoicemail" | "leftmessage" | "message" => Self::Voicemail,
            _ => return None,
        })
    }
}

/// What the telephone system itself was doing with the caller at the end of the leg.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum App {
    /// The file does not say.
    Unsaid,
    /// It took a message.
    Voicemail,
    /// It spoke to the caller: an announcement, a menu, music. Nobody was there.
    Machine,
    /// It brought the caller to people without ringing a telephone: a conference, a parked call.
    People,
    /// It rang telephones, or did its bookkeeping after that. Somebody was there if one answered.
    Rang,
}

impl App {
    pub fn parse(name: &str) -> Self {
        // Dialplans are written by hand: `Voicemail`, `VoiceMail` and `voicemail` are one application.
        const NAMES: [(App, &[&str]); 4] = [
            (App::Rang, &["dial", "queue", "hangup", "appdial", "followme"]),
            (App::Voicemail, &["voicemail", "minivmrecord"]),
            (
                App::Machine,
                &[
                    "background",
                    "playback",
                    "waitexten",
                    "wait",
                    "musiconhold",
                    "playtones",
                    "read",
                    "echo",
                    "sayunixtime",
                    "saydigits",
                    "saynumber",
                    "directory",
                    "voicemailmain",
                    "answer",
                    "record",
                    "ivrdemo",
                    "busy",
                    "congestion",
                    "zapateller",
                    "milliwatt",
                    "controlplayback",
                    "disa",
                    "backgrounddetect",
                    "park",
                    "progress",
                    "ringing",
                    "receivefax",
                    "rxfax",
                    "festival",
                ],
            ),
            (App::People, &["confbridge", "meetme", "parkedcall", "pickup", "bridge", "page"]),
        ];
        if name.is_empty() {
            return Self::Unsaid;
        }
        let known =
            NAMES.iter().find(|(_, names)| names.iter().any(|known| known.eq_ignore_ascii_case(name)));
        known.map_or(Self::Rang, |(app, _)| *app)
    }
}

/// The id that a call keeps in every run: the system that wrote it, and the system's own id.
pub fn external_id(source: &str, id: &str) -> String {
    if id.len() <= 200 {
        let mut text = String::with_capacity(source.len() + 1 + id.len());
        text.push_str(source);
        text.push(':');
        text.push_str(id);
        return text;
    }
    format!("{source}:{}", short_hash(id.as_bytes()))
}

impl Leg {
    /// An id for a file that has none. A channel name is given to one call at a time, so together with the start
    /// it names the call and all its legs of that second; without channels, only a line that says the same is
    /// the same call.
    pub fn fingerprint(&self) -> String {
        let start = self.start.micros();
        let text = if self.channel.is_empty() {
            let (answer, end) = (self.answer.map(Timestamp::micros), self.end.micros());
            let (from, to) = (&self.from, &self.to);
            format!("{start}\n{from}\n{to}\n{end}\n{answer:?}\n{}\n{:?}", self.dst_channel, self.disposition)
        } else {
            format!("{start}\n{}\n{}\n{}", self.from, self.to, self.channel)
        };
        format!("sha256:{}", short_hash(text.as_bytes()))
    }
}

/// The first 128 bits of SHA-256: enough that two calls never meet.
fn short_hash(bytes: &[u8]) -> String {
    let hash = Sha256::digest(bytes);
    HEXLOWER.encode(hash.get(..16).unwrap_or(&hash))
}
