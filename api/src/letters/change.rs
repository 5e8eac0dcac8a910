//! Writing a text of one's own, looking at it first, sending oneself a test, and going back to what ships.

use axum::Json;
use axum::response::IntoResponse;
use domain::access::SettingsEdit;
use domain::notices::texts::{self, TextName, Words};
use domain::notices::{self, Channel};
use kernel::Error;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::read::json;
use crate::body::Body;
use crate::caller::{Answer, Caller};
use crate::etag::Conditions;
use crate::id::Id;
use crate::single::done;

/// What a letter says, with `{{ variables }}` in it, or filled with samples.
#[derive(Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct LetterWords {
    /// Left out for an SMS, which has none.
    #[schema(max_length = 200)]
    #[serde(default)]
    subject: String,
    #[schema(required)]
    #[serde(default)]
    body: String,
}

impl LetterWords {
    fn words(self, name: TextName) -> Result<Words, Error> {
        if name.channel == Channel::Sms && !self.subject.trim().is_empty() {
            return Err(Error::invalid("subject", "A text message has no subject. Leave it out."));
        }
        Ok(Words { subject: self.subject, body: self.body.replace("\r\n", "\n") })
    }
}

/// It counts from the next letter that is sent.
pub async fn edit(
    caller: Caller,
    Id(name): Id<TextName>,
    conditions: Conditions,
    Body(new): Body<LetterWords>,
) -> Answer {
    let granted = caller.may::<SettingsEdit>()?;
    conditions.must_hold(&json(&caller, name).await?)?;
    let words = new.words(name)?;
    // A text that cannot be filled is refused before it is kept, and not when it is sent.
    name.preview(&words, &caller.organization, &caller.site.settings.base_url)?;
    texts::edit(caller.house(), &granted, name, words).await?;
    Ok(Conditions::default().answer(&json(&caller, name).await?))
}

/// The text is as it ships from now on.
pub async fn reset(caller: Caller, Id(name): Id<TextName>, conditions: Conditions) -> Answer {
    let granted = caller.may::<SettingsEdit>()?;
    conditions.must_hold(&json(&caller, name).await?)?;
    texts::reset(caller.house(), &granted, name).await?;
    Ok(done())
}

/// How it would read, with samples; nothing is kept.
pub async fn preview(caller: Caller, Id(name): Id<TextName>, Body(new): Body<LetterWords>) -> Answer {
    caller.may::<SettingsEdit>()?;
    let read = name.preview(&new.words(name)?, &caller.organization, &caller.site.settings.base_url)?;
    Ok(Json(LetterWords { subject: read.subject, body: read.body }).into_response())
}

/// To the person who asks, or whose key it is.
pub async fn test(caller: Caller, Id(name): Id<TextName>) -> Answer {
    let granted = caller.may::<SettingsEdit>()?;
    if name.channel != Channel::Email {
        return Err(Error::NotFound.into());
    }
    notices::send_test(caller.house(), &granted, Some(name)).await?;
    Ok(done())
}
