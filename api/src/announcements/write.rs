//! A new announcement to contacts of an account.

use axum::response::Response;
use domain::access::AnnouncementsSend;
use domain::announcements;
use domain::notices::Channel;
use kernel::{AccountId, AnnouncementId, ContactId, Error, Invalid, Result};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::caller::{Answer, Caller};
use crate::choices::moment;
use crate::making::{Making, made_before};
use crate::openapi::account_id;
use crate::single::created;

/// An announcement that is to be written.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewAnnouncement {
    /// The id of the account.
    #[schema(required, schema_with = account_id)]
    #[serde(default)]
    account: String,
    /// `email` or `sms`; `email`, if it is left out.
    #[serde(default = "email")]
    channel: String,
    /// The ids of contacts of the account.
    #[schema(required, min_items = 1, max_items = 2000)]
    #[serde(default)]
    to: Vec<String>,
    /// Of a mail; a text message has none.
    #[schema(max_length = 200)]
    #[serde(default)]
    subject: String,
    /// Markdown, with `{{ first_name }}`, `{{ name }}` and `{{ business }}`; of a text message at most 600 characters.
    #[schema(required, min_length = 1, max_length = 10_000)]
    #[serde(default)]
    text: String,
    /// RFC 3339; without it the letters leave at once.
    #[schema(format = DateTime)]
    send_at: Option<String>,
}

fn email() -> String {
    "email".to_owned()
}

/// The announcement that was written.
#[derive(Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AddedAnnouncement {
    #[schema(value_type = String)]
    id: AnnouncementId,
}

pub async fn write(caller: Caller, Making { new, once }: Making<NewAnnouncement>) -> Answer {
    let granted = caller.may::<AnnouncementsSend>()?.once(once.as_ref());
    if let Some(made) = made_before(&caller, once.as_ref()).await? {
        return Ok(added(AnnouncementId::from_uuid(made.uuid)));
    }
    let (account, new) = announcement(new)?;
    let address = caller.organization.address(&caller.site.settings.base_url);
    let id = match announcements::compose(caller.house(), &granted, account, new, &address).await {
        Err(Error::NotFound) => return Err(Error::invalid("account", "There is no such account.").into()),
        Err(Error::Invalid(invalid)) => return Err(Error::Invalid(named(&invalid)).into()),
        other => other?,
    };
    Ok(added(id))
}

/// The time is called otherwise here than in the form.
fn named(invalid: &Invalid) -> Invalid {
    let mut ours = Invalid::default();
    for wrong in invalid.fields() {
        ours.push(if wrong.field == "at" { "send_at" } else { wrong.field.as_str() }, wrong.message.clone());
    }
    ours
}

fn added(id: AnnouncementId) -> Response {
    created(&format!("/api/v1/announcements/{id}"), &AddedAnnouncement { id })
}

fn announcement(new: NewAnnouncement) -> Result<(AccountId, announcements::NewAnnouncement)> {
    let mut invalid = Invalid::default();
    let account = invalid.check("account", new.account.parse());
    let channel = invalid.check("channel", Channel::parse(&new.channel).ok_or("Send email or sms."));
    let mut to: Vec<ContactId> = Vec::new();
    for id in &new.to {
        to.extend(invalid.check("to", id.parse::<ContactId>()));
    }
    let at = new.send_at.and_then(|at| moment(&mut invalid, "send_at", &at));
    let (Some(account), Some(channel), true) = (account, channel, invalid.is_empty()) else {
        return Err(Error::Invalid(invalid));
    };
    Ok((account, announcements::NewAnnouncement { channel, subject: new.subject, text: new.text, to, at }))
}
