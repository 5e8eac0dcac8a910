//! Deciding something about the portal: it counts from the next request on.

use domain::access::roles;
use domain::access::{Kind, SettingsEdit};
use domain::organizations::settings::{
    History, InvitationMode, Invitations, LoginAs, Passwords, Reason, Recordings, SecureLink,
    Settings as Decided, TextMessages, configure,
};
use kernel::{DateFormat, Invalid, RoleId, TimeFormat};
use serde::Deserialize;
use utoipa::ToSchema;

use super::read::json;
use crate::body::{Body, Group, Patch};
use crate::caller::{Answer, Caller};
use crate::etag::Conditions;

/// What is left out stays as it is.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SettingsChanges {
    #[schema(value_type = Option<PortalChanges>)]
    portal: Option<Group<PortalChanges>>,
    #[schema(value_type = Option<InvitationChanges>)]
    invitations: Option<Group<InvitationChanges>>,
    #[schema(value_type = Option<ClientChanges>)]
    clients: Option<Group<ClientChanges>>,
    #[schema(value_type = Option<PasswordChanges>)]
    passwords: Option<Group<PasswordChanges>>,
    #[schema(value_type = Option<FormatChanges>)]
    formats: Option<Group<FormatChanges>>,
    #[schema(value_type = Option<LoginAsChanges>)]
    login_as: Option<Group<LoginAsChanges>>,
    #[schema(value_type = Option<SecureLinkChanges>)]
    secure_link: Option<Group<SecureLinkChanges>>,
    #[schema(value_type = Option<TextMessageChanges>)]
    text_messages: Option<Group<TextMessageChanges>>,
    #[schema(value_type = Option<RecordingChanges>)]
    recordings: Option<Group<RecordingChanges>>,
    #[schema(value_type = Option<HistoryChanges>)]
    history: Option<Group<HistoryChanges>>,
}

/// How long the history is kept, in calendar months; 0 is without end.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct HistoryChanges {
    /// What was done in accounts: 0, 6, 12, 24, 36 or 72.
    accounts: Option<i64>,
    /// What was done about people: 0, 6, 12, 24, 36 or 72.
    profiles: Option<i64>,
    /// In Secure accounts at least: 6, 12, 36, 72 or 120.
    secure: Option<i64>,
}

/// Opening and closing the clients' portal.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PortalChanges {
    open: Option<bool>,
}

/// How portal users are told that they have access.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct InvitationChanges {
    /// `automatic`, `manual` or `ask`.
    mode: Option<String>,
    by_sms: Option<bool>,
    include_password: Option<bool>,
}

/// What is left to the clients.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ClientChanges {
    run_users: Option<bool>,
    see_support: Option<bool>,
    business_page: Option<bool>,
    publish_business_page: Option<bool>,
    several_accounts: Option<bool>,
    /// What portal users change of resources waits for an operator.
    approve_resources: Option<bool>,
}

/// What is asked of passwords that are chosen from now on.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PasswordChanges {
    #[schema(minimum = 6, maximum = 128)]
    min_length: Option<usize>,
}

/// How dates and times are written.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct FormatChanges {
    date_format: Option<String>,
    time_format: Option<String>,
}

/// How operators may be in a client's place.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct LoginAsChanges {
    /// 5, 10, 15, 30 or 60.
    minutes: Option<i64>,
    /// `off`, `optional` or `required`.
    reason: Option<String>,
}

/// The link of accounts without portal users.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SecureLinkChanges {
    on: Option<bool>,
    /// 7, 30, 90, 180 or 365.
    days: Option<i64>,
    /// The id of a role of portal users; `null` looks, and marks messages.
    #[schema(value_type = Option<String>)]
    #[serde(default)]
    role: Patch,
}

/// Codes by text message.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct TextMessageChanges {
    /// In the place of those that were there; at most 50.
    #[schema(max_items = 50)]
    prefixes: Option<Vec<String>>,
    #[schema(minimum = 1, maximum = 100_000)]
    per_day: Option<i64>,
}

/// Recordings of calls.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RecordingChanges {
    on: Option<bool>,
    #[schema(minimum = 1, maximum = 10_000)]
    largest_mb: Option<i64>,
    #[schema(minimum = 1, maximum = 3650)]
    days: Option<i64>,
}

pub async fn edit(caller: Caller, conditions: Conditions, Body(changes): Body<SettingsChanges>) -> Answer {
    let granted = caller.may::<SettingsEdit>()?;
    conditions.must_hold(&json(&caller).await?)?;
    let known = roles::of_kind(&mut caller.read().await?, &granted, Kind::PortalUser).await?;
    let known: Vec<RoleId> = known.into_iter().map(|role| role.id).collect();
    let mut invalid = Invalid::default();
    // What is wrong is found out before anything is decided, on settings that nobody keeps.
    decide(&changes, &known, &mut Decided::default(), &mut invalid);
    invalid.into_result()?;
    let decide_for_good = |decided: &mut Decided| decide(&changes, &known, decided, &mut Invalid::default());
    configure(caller.house(), &granted, decide_for_good).await?;
    Ok(Conditions::default().answer(&json(&caller).await?))
}

/// Puts what was sent in the place of what was decided before, as far as it can be used.
fn decide(changes: &SettingsChanges, roles: &[RoleId], now: &mut Decided, invalid: &mut Invalid) {
    if let Some(open) = changes.portal.as_ref().and_then(|portal| portal.open) {
        now.portal.open = open;
    }
    if let Some(invitations) = &changes.invitations {
        decide_invitations(invitations, &mut now.invitations, invalid);
    }
    if let Some(clients) = &changes.clients {
        keep(&mut now.clients.run_users, clients.run_users);
        keep(&mut now.clients.see_support, clients.see_support);
        keep(&mut now.clients.business_page, clients.business_page);
        keep(&mut now.clients.publish_business_page, clients.publish_business_page);
        keep(&mut now.clients.several_accounts, clients.several_accounts);
        keep(&mut now.clients.approve_resources, clients.approve_resources);
    }
    if let Some(length) = changes.passwords.as_ref().and_then(|passwords| passwords.min_length) {
        let length = Some(length).filter(|length| Passwords::LENGTHS.contains(length));
        put(
            &mut now.passwords.min_length,
            invalid,
            "passwords.min_length",
            length,
            "Send a number from 6 to 128.",
        );
    }
    if let Some(formats) = &changes.formats {
        decide_formats(formats, now, invalid);
    }
    if let Some(login_as) = &changes.login_as {
        decide_login_as(login_as, &mut now.login_as, invalid);
    }
    if let Some(link) = &changes.secure_link {
        decide_link(link, roles, &mut now.secure_link, invalid);
    }
    if let Some(messages) = &changes.text_messages {
        decide_text_messages(messages, &mut now.text_messages, invalid);
    }
    if let Some(recordings) = &changes.recordings {
        decide_recordings(recordings, &mut now.recordings, invalid);
    }
    if let Some(history) = &changes.history {
        decide_history(history, &mut now.history, invalid);
    }
}

fn decide_history(changes: &HistoryChanges, now: &mut History, invalid: &mut Invalid) {
    let words = "Send 0, 6, 12, 24, 36 or 72.";
    let offered = |months: i64| Some(months).filter(|months| History::MONTHS.contains(months));
    if let Some(months) = changes.accounts {
        put(&mut now.accounts, invalid, "history.accounts", offered(months), words);
    }
    if let Some(months) = changes.profiles {
        put(&mut now.profiles, invalid, "history.profiles", offered(months), words);
    }
    if let Some(months) = changes.secure {
        let months = Some(months).filter(|months| History::SECURE.contains(months));
        put(&mut now.secure, invalid, "history.secure", months, "Send 6, 12, 36, 72 or 120.");
    }
}

fn decide_invitations(changes: &InvitationChanges, now: &mut Invitations, invalid: &mut Invalid) {
    if let Some(mode) = &changes.mode {
        let mode = InvitationMode::ALL.into_iter().find(|known| known.name() == mode);
        put(&mut now.mode, invalid, "invitations.mode", mode, "Send automatic, manual or ask.");
    }
    keep(&mut now.by_sms, changes.by_sms);
    keep(&mut now.include_password, changes.include_password);
}

fn decide_recordings(changes: &RecordingChanges, now: &mut Recordings, invalid: &mut Invalid) {
    keep(&mut now.on, changes.on);
    if let Some(largest) = changes.largest_mb {
        let largest = Some(largest).filter(|n| Recordings::LARGEST_MB.contains(n));
        put(&mut now.largest_mb, invalid, "recordings.largest_mb", largest, "Send a number from 1 to 10000.");
    }
    if let Some(days) = changes.days {
        let days = Some(days).filter(|n| Recordings::DAYS.contains(n));
        put(&mut now.days, invalid, "recordings.days", days, "Send a number from 1 to 3650.");
    }
}

fn decide_text_messages(changes: &TextMessageChanges, now: &mut TextMessages, invalid: &mut Invalid) {
    if let Some(prefixes) = &changes.prefixes {
        let prefixes = TextMessages::list(prefixes.iter().map(String::as_str));
        if let Some(prefixes) = invalid.check("text_messages.prefixes", prefixes) {
            now.prefixes = prefixes;
        }
    }
    if let Some(per_day) = changes.per_day {
        let per_day = Some(per_day).filter(|n| TextMessages::PER_DAY.contains(n));
        put(&mut now.per_day, invalid, "text_messages.per_day", per_day, "Send a number from 1 to 100000.");
    }
}

fn decide_formats(changes: &FormatChanges, now: &mut Decided, invalid: &mut Invalid) {
    if let Some(name) = &changes.date_format {
        let words = "Send one of the date formats, such as DD/MM/YYYY.";
        put(&mut now.formats.date, invalid, "formats.date_format", DateFormat::parse(name), words);
    }
    if let Some(name) = &changes.time_format {
        put(
            &mut now.formats.time,
            invalid,
            "formats.time_format",
            TimeFormat::parse(name),
            "Send 24h or 12h.",
        );
    }
}

fn decide_login_as(changes: &LoginAsChanges, now: &mut LoginAs, invalid: &mut Invalid) {
    if let Some(minutes) = changes.minutes {
        let minutes = Some(minutes).filter(|minutes| LoginAs::MINUTES.contains(minutes));
        put(&mut now.minutes, invalid, "login_as.minutes", minutes, "Send 5, 10, 15, 30 or 60.");
    }
    if let Some(reason) = &changes.reason {
        let words = "Send off, optional or required.";
        put(&mut now.reason, invalid, "login_as.reason", Reason::parse(reason), words);
    }
}

fn decide_link(changes: &SecureLinkChanges, roles: &[RoleId], now: &mut SecureLink, invalid: &mut Invalid) {
    if let Some(on) = changes.on {
        now.on = on;
    }
    if let Some(days) = changes.days {
        let days = Some(days).filter(|days| SecureLink::DAYS.contains(days));
        put(&mut now.days, invalid, "secure_link.days", days, "Send 7, 30, 90, 180 or 365.");
    }
    let role = match &changes.role {
        Patch::Keep => return,
        Patch::Empty => Some(String::new()),
        Patch::Write(id) => roles.iter().map(ToString::to_string).find(|known| known == id),
    };
    put(&mut now.role, invalid, "secure_link.role", role, "Send the id of a role of portal users.");
}

/// The value, if one was sent.
fn keep(place: &mut bool, value: Option<bool>) {
    *place = value.unwrap_or(*place);
}

/// The value, or a note on what is wrong with the field.
fn put<T>(place: &mut T, invalid: &mut Invalid, field: &str, value: Option<T>, words: &'static str) {
    if let Some(value) = invalid.check(field, value.ok_or(words)) {
        *place = value;
    }
}
