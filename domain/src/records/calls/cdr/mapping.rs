//! Which column of a file means what: by its name, or as the person who brings the file says.

/// What a column can mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Meaning {
    From,
    FromName,
    Clid,
    To,
    StartedAt,
    Time,
    AnsweredAt,
    EndedAt,
    Duration,
    Talk,
    State,
    Direction,
    LinkedId,
    UniqueId,
    Id,
    Sequence,
    Context,
    Channel,
    DstChannel,
    LastApp,
    AnsweredBy,
    Notes,
    Recording,
}

use Meaning as M;

/// The word for each meaning in `--map`, and the column names that are understood without it, the best first.
/// Names are compared without case, spaces and marks.
#[rustfmt::skip]
pub const MEANINGS: [(Meaning, &str, &[&str]); 23] = [
    (M::From, "from", &["from", "fromnumber", "callernumber", "callerno", "callingnumber", "callingparty", "cnum", "src", "source", "ani", "caller", "callfrom", "origin", "originator", "sourcenumber"]),
    (M::FromName, "from_name", &["fromname", "callername", "cnam", "calleridname", "callingname", "name", "contact", "contactname"]),
    (M::Clid, "caller_id", &["clid", "callerid", "cid"]),
    (M::To, "to", &["to", "tonumber", "callednumber", "calledno", "calledparty", "did", "dnis", "dialed", "dialednumber", "dialled", "dst", "destination", "destinationnumber", "called", "callee", "callto", "recipient"]),
    (M::StartedAt, "started_at", &["startedat", "starttime", "start", "startdate", "startdatetime", "calldate", "callstart", "callstarttime", "calldatetime", "datetime", "dateandtime", "timestamp", "date", "created", "createdat"]),
    (M::Time, "time", &["time", "timeofday", "calltime"]),
    (M::AnsweredAt, "answered_at", &["answeredat", "answertime", "answer", "connectedat", "connecttime", "pickuptime"]),
    (M::EndedAt, "ended_at", &["endedat", "endtime", "end", "hanguptime", "disconnecttime", "callend"]),
    (M::Duration, "duration", &["duration", "durations", "durationseconds", "durationsec", "callduration", "totalduration", "length", "calllength", "totaltime"]),
    (M::Talk, "talk", &["billsec", "billableseconds", "talk", "talktime", "talkduration", "billseconds", "conversation", "talkseconds"]),
    (M::State, "state", &["state", "disposition", "status", "result", "callresult", "callstatus", "outcome", "callstate"]),
    (M::Direction, "direction", &["direction", "calldirection", "type", "calltype", "inout"]),
    (M::LinkedId, "linkedid", &["linkedid"]),
    (M::UniqueId, "uniqueid", &["uniqueid"]),
    (M::Id, "id", &["callid", "id", "externalid", "callguid", "guid", "uuid", "calluuid", "sessionid", "recordid"]),
    (M::Sequence, "sequence", &["sequence"]),
    (M::Context, "context", &["dcontext"]),
    (M::Channel, "channel", &["channel"]),
    (M::DstChannel, "dst_channel", &["dstchannel"]),
    (M::LastApp, "last_app", &["lastapp"]),
    (M::AnsweredBy, "answered_by", &["answeredby", "agent", "agentname", "extension", "operator", "user"]),
    (M::Notes, "notes", &["notes", "note", "comment", "comments", "remarks", "userfield"]),
    (M::Recording, "recording_url", &["recordingurl", "recordinglink", "recordinguri", "recording"]),
];

/// The columns that a person named, as pairs of a word of ours and a column of the file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Mapping(Vec<(Meaning, String)>);

impl Mapping {
    /// Reads `from=Caller Number,started_at=Call Date`.
    pub fn parse(text: &str) -> Result<Self, String> {
        let mut mapping = Self::default();
        for pair in text.split(',').map(str::trim).filter(|pair| !pair.is_empty()) {
            let Some((word, column)) = pair.split_once('=') else {
                return Err(format!("“{pair}” says nothing: write for example from=Caller Number."));
            };
            mapping.add(word, column)?;
        }
        Ok(mapping)
    }

    /// Adds one pair, for columns whose names contain a comma.
    pub fn add(&mut self, word: &str, column: &str) -> Result<(), String> {
        let found = MEANINGS.iter().find(|(_, known, _)| plain(known) == plain(word));
        let Some((meaning, ..)) = found else {
            let words: Vec<_> = MEANINGS.iter().map(|(_, word, _)| *word).collect();
            return Err(format!("“{}” is none of: {}.", word.trim(), words.join(", ")));
        };
        if column.trim().is_empty() {
            return Err(format!("Write the name of the column for {}.", word.trim()));
        }
        self.0.push((*meaning, column.trim().to_owned()));
        Ok(())
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub(super) fn of(&self, meaning: Meaning) -> impl Iterator<Item = &str> {
        self.0.iter().filter(move |(m, _)| *m == meaning).map(|(_, column)| column.as_str())
    }

    pub(super) fn columns(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(|(_, column)| column.as_str())
    }
}

/// A column name without case, accents, spaces and marks.
pub fn plain(name: &str) -> String {
    kernel::text::fold(name).chars().filter(|c| c.is_alphanumeric()).collect()
}
