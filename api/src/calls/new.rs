//! A call as another program tells of it.

use domain::accounts::numbers::Directory;
use domain::recordings::fetch::FetchAddress;
use domain::records::calls::{self, DIRECTIONS, STATES};
use kernel::{AccountId, Invalid};
use serde::Deserialize;
use utoipa::ToSchema;

use crate::body::{id, line, paragraph};
use crate::choices::{moment, one_of};
use crate::openapi::{call_directions, call_states, contact_id, maybe_account_id};

/// The longest call: 30 days, in seconds.
const LONGEST: i64 = 30 * 24 * 60 * 60;
const NUMBER: usize = 80;
const NAME: usize = 120;
const EXTERNAL_ID: usize = 200;
const NOTES: usize = 4000;

/// A call that is to be taken in.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewCall {
    /// The id of the account. Left out, the account is the one that the number belongs to: the dialed number of an
    /// inbound call, the calling number of any other.
    #[schema(schema_with = maybe_account_id)]
    account: Option<String>,
    /// The id of the account's contact whom the call was for.
    #[schema(schema_with = contact_id)]
    contact: Option<String>,
    /// The id in the system that the call comes from; a call with the same one is not taken in twice.
    #[schema(max_length = 200)]
    external_id: Option<String>,
    #[schema(required, schema_with = call_directions)]
    #[serde(default)]
    direction: String,
    #[schema(required, schema_with = call_states)]
    #[serde(default)]
    state: String,
    /// The number that called, as the telephone system wrote it.
    #[schema(max_length = 80)]
    from: Option<String>,
    #[schema(max_length = 120)]
    from_name: Option<String>,
    /// The number that was dialed, as the telephone system wrote it.
    #[schema(max_length = 80)]
    to: Option<String>,
    /// RFC 3339.
    #[schema(required, format = DateTime)]
    #[serde(default)]
    started_at: String,
    /// RFC 3339; when a person answered.
    #[schema(format = DateTime)]
    answered_at: Option<String>,
    /// Seconds, at most 30 days.
    #[schema(minimum = 0, maximum = 2_592_000)]
    duration: Option<i64>,
    /// Who took the call.
    #[schema(max_length = 120)]
    operator: Option<String>,
    #[schema(max_length = 4000)]
    notes: Option<String>,
    /// Where the recording of the call is: it is fetched from there, with `recordings.manage`, and passed over where no
    /// recordings are kept.
    #[schema(max_length = 2000)]
    recording_url: Option<String>,
}

impl NewCall {
    /// The call, or everything that is wrong with it. `directory` knows whose number is whose; `private` is whether
    /// recordings may be in the own network.
    pub fn check(self, directory: Option<&Directory>, private: bool) -> Result<calls::NewCall, Invalid> {
        let mut invalid = Invalid::default();
        let account = self.account(directory).map_err(|why| invalid.push("account", why)).ok();
        let started_at = moment(&mut invalid, "started_at", &self.started_at);
        let answered_at =
            self.answered_at.as_deref().and_then(|text| moment(&mut invalid, "answered_at", text));
        if answered_at < started_at && answered_at.is_some() {
            invalid.push("answered_at", "A call is answered after it has started.");
        }
        let duration = self.duration.unwrap_or(0);
        if !(0..=LONGEST).contains(&duration) {
            invalid.push("duration", format!("Send seconds between 0 and {LONGEST} (30 days)."));
        }
        let direction = one_of(&mut invalid, "direction", DIRECTIONS, &self.direction);
        let state = one_of(&mut invalid, "state", STATES, &self.state);
        let contact = id(&mut invalid, "contact", self.contact.as_deref().unwrap_or_default());
        let mut text = |field: &str, written: Option<String>, max| {
            line(&mut invalid, field, written.as_deref().unwrap_or_default(), max)
        };
        let external_id =
            Some(text("external_id", self.external_id, EXTERNAL_ID)).filter(|text| !text.is_empty());
        let from = text("from", self.from, NUMBER);
        let from_name = text("from_name", self.from_name, NAME);
        let to = text("to", self.to, NUMBER);
        let operator = text("operator", self.operator, NAME);
        let notes = paragraph(&mut invalid, "notes", self.notes.as_deref().unwrap_or_default(), NOTES);
        let recording = self.recording_url.as_deref().filter(|url| !url.trim().is_empty());
        let recording =
            recording.and_then(|url| invalid.check("recording_url", FetchAddress::parse(url, private)));
        match (account, started_at, direction, state) {
            (Some(account), Some(started_at), Some(direction), Some(state)) if invalid.is_empty() => {
                Ok(calls::NewCall {
                    account,
                    contact,
                    external_id,
                    direction,
                    state,
                    from,
                    from_name,
                    to,
                    started_at,
                    answered_at,
                    duration,
                    operator,
                    notes,
                    recording,
                })
            }
            _ => Err(invalid),
        }
    }

    fn account(&self, directory: Option<&Directory>) -> Result<AccountId, String> {
        if let Some(account) = &self.account {
            return account.parse().map_err(|error: kernel::IdError| error.to_string());
        }
        let number = if self.direction == "inbound" { &self.to } else { &self.from };
        let found =
            directory.zip(number.as_deref()).and_then(|(directory, number)| directory.account(number));
        found.ok_or_else(|| "Name the account; the number of this call belongs to none.".to_owned())
    }
}
