//! The settings as they are now, a group for each part of the portal.

use domain::access::SettingsEdit;
use domain::organizations::settings::{self, Settings as Decided};
use kernel::{Error, Result};
use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;

use crate::caller::{Answer, Caller};
use crate::etag::Conditions;

/// What the organization has decided about its portal.
#[derive(Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Settings {
    portal: PortalSettings,
    invitations: InvitationSettings,
    clients: ClientSettings,
    passwords: PasswordSettings,
    formats: FormatSettings,
    login_as: LoginAsSettings,
    secure_link: SecureLinkSettings,
    text_messages: TextMessageSettings,
    recordings: RecordingSettings,
    history: HistorySettings,
}

/// How long the history is kept, in calendar months; 0 is without end.
#[derive(Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct HistorySettings {
    /// What was done in accounts.
    accounts: i64,
    /// What was done about people.
    profiles: i64,
    /// In Secure accounts at least.
    secure: i64,
}

/// The clients' portal.
#[derive(Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PortalSettings {
    /// Closed, no client can sign in and no invitation is sent.
    open: bool,
}

/// How portal users are told that they have access.
#[derive(Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct InvitationSettings {
    /// `automatic`, `manual` or `ask`.
    mode: &'static str,
    /// Whoever adds a user may have the link sent to a mobile number.
    by_sms: bool,
    /// Invitations by email bring a temporary password instead of the link.
    include_password: bool,
}

/// What is left to the clients.
#[derive(Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[allow(clippy::struct_excessive_bools, reason = "each is a switch of its own")]
pub struct ClientSettings {
    /// Client admins run the users of their own account, where the account lets them, too.
    run_users: bool,
    /// They see when operators were in the place of their users, where the account lets them, too.
    see_support: bool,
    /// They write the public page of their business, where the account lets them, too.
    business_page: bool,
    /// They switch it on and off as well.
    publish_business_page: bool,
    /// One person can be a user of several accounts.
    several_accounts: bool,
    /// What portal users change of resources waits for an operator, where the account does not say otherwise.
    approve_resources: bool,
}

/// What is asked of passwords.
#[derive(Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PasswordSettings {
    /// Characters of a password at least.
    min_length: usize,
    /// So short a password is soon guessed.
    weak: bool,
}

/// How dates and times are written for everybody who has not chosen otherwise.
#[derive(Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct FormatSettings {
    /// `DD/MM/YYYY`, for example.
    date_format: &'static str,
    /// `24h` or `12h`.
    time_format: &'static str,
}

/// How operators may be in a client's place.
#[derive(Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct LoginAsSettings {
    minutes: i64,
    /// Whether an operator says why: `off`, `optional` or `required`.
    reason: &'static str,
}

/// The link of accounts without portal users.
#[derive(Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SecureLinkSettings {
    on: bool,
    /// How long a new link is good for.
    days: i64,
    /// The id of the role whose permissions it has; `null` looks, and marks messages.
    #[schema(required)]
    role: Option<String>,
}

/// Codes by text message, which cost money.
#[derive(Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct TextMessageSettings {
    /// How numbers begin that may get one, such as `+1`; a plus alone is everywhere, and none is one's own country.
    prefixes: Vec<String>,
    /// For all people together.
    per_day: i64,
}

/// Recordings of calls.
#[derive(Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RecordingSettings {
    /// Off, nobody listens to any, whatever accounts and roles say.
    on: bool,
    /// The most that one may have, in megabytes.
    largest_mb: i64,
    /// How long they are kept after the call, where the account does not say otherwise.
    days: i64,
}

impl From<&Decided> for Settings {
    fn from(decided: &Decided) -> Self {
        let (login_as, link) = (&decided.login_as, &decided.secure_link);
        Self {
            portal: PortalSettings { open: decided.portal.open },
            invitations: InvitationSettings {
                mode: decided.invitations.mode.name(),
                by_sms: decided.invitations.by_sms,
                include_password: decided.invitations.include_password,
            },
            clients: ClientSettings {
                run_users: decided.clients.run_users,
                see_support: decided.clients.see_support,
                business_page: decided.clients.business_page,
                publish_business_page: decided.clients.publish_business_page,
                several_accounts: decided.clients.several_accounts,
                approve_resources: decided.clients.approve_resources,
            },
            passwords: PasswordSettings {
                min_length: decided.passwords.shortest(),
                weak: decided.passwords.is_weak(),
            },
            formats: FormatSettings {
                date_format: decided.formats.date.name(),
                time_format: decided.formats.time.name(),
            },
            login_as: LoginAsSettings { minutes: login_as.minutes, reason: login_as.reason.name() },
            secure_link: SecureLinkSettings {
                on: link.on,
                days: link.days,
                role: Some(link.role.clone()).filter(|role| !role.is_empty()),
            },
            text_messages: TextMessageSettings {
                prefixes: decided.text_messages.prefixes.clone(),
                per_day: decided.text_messages.most(),
            },
            recordings: RecordingSettings {
                on: decided.recordings.on,
                largest_mb: decided.recordings.largest_mb,
                days: decided.recordings.days,
            },
            history: HistorySettings {
                accounts: decided.history.accounts_for().unwrap_or_default(),
                profiles: decided.history.profiles_for().unwrap_or_default(),
                secure: decided.history.secure_for(),
            },
        }
    }
}

pub async fn show(caller: Caller, conditions: Conditions) -> Answer {
    Ok(conditions.answer(&json(&caller).await?))
}

/// The settings as the API says them.
pub(super) async fn json(caller: &Caller) -> Result<Value> {
    let granted = caller.may::<SettingsEdit>()?;
    let decided = settings::settings(&mut caller.read().await?, &granted).await?;
    serde_json::to_value(Settings::from(&decided)).map_err(Error::bug)
}
