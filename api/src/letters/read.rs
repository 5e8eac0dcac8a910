//! The texts that are sent now, and what each may use.

use axum::Json;
use axum::response::IntoResponse;
use domain::access::SettingsEdit;
use domain::notices::texts::{self, CurrentText, TextName};
use kernel::{Error, Result};
use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;

use crate::caller::{Answer, Caller};
use crate::etag::Conditions;
use crate::id::Id;

/// A text of a letter.
#[derive(Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct LetterText {
    /// `invitation.email`
    #[schema(example = "invitation.email")]
    id: String,
    title: &'static str,
    /// When it is sent.
    about: &'static str,
    /// `email` or `sms`.
    channel: &'static str,
    /// Written by the organization, not as it ships.
    own: bool,
    /// Empty for an SMS.
    subject: String,
    body: String,
    /// What may stand in it between `{{` and `}}`.
    variables: Vec<LetterVariable>,
}

/// What a text may use.
#[derive(Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct LetterVariable {
    name: &'static str,
    meaning: &'static str,
    /// The letter is of no use without it.
    needed: bool,
}

/// All texts.
#[derive(Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct LetterTexts {
    data: Vec<LetterText>,
}

impl From<CurrentText> for LetterText {
    fn from(text: CurrentText) -> Self {
        let shape = text.name.kind.shape();
        let variable = |one: &'static domain::notices::Variable| LetterVariable {
            name: one.name,
            meaning: one.meaning,
            needed: one.needed,
        };
        Self {
            id: text.name.to_string(),
            title: shape.title,
            about: shape.about,
            channel: text.name.channel.name(),
            own: text.own,
            variables: text.name.variables().map(variable).collect(),
            subject: text.words.subject,
            body: text.words.body,
        }
    }
}

pub async fn list(caller: Caller) -> Answer {
    let granted = caller.may::<SettingsEdit>()?;
    let mut read = caller.read().await?;
    let mut data = Vec::new();
    for name in TextName::all() {
        data.push(texts::text(&mut read, &granted, name).await?.into());
    }
    Ok(Json(LetterTexts { data }).into_response())
}

pub async fn show(caller: Caller, Id(name): Id<TextName>, conditions: Conditions) -> Answer {
    Ok(conditions.answer(&json(&caller, name).await?))
}

/// The text as the API says it.
pub(super) async fn json(caller: &Caller, name: TextName) -> Result<Value> {
    let granted = caller.may::<SettingsEdit>()?;
    let text = texts::text(&mut caller.read().await?, &granted, name).await?;
    serde_json::to_value(LetterText::from(text)).map_err(Error::bug)
}
