//! An operator, or a program of the organization, approves a proposal or refuses it.

use domain::access::{ResourcesEdit, ResourcesView};
use domain::resources::proposals::{self, Approval};
use domain::resources::{PROPOSALS, ResourceDetails};
use kernel::{Invalid, ProposalId};
use serde::Deserialize;
use utoipa::ToSchema;

use crate::body::{Body, Patch};
use crate::caller::{Answer, Caller};
use crate::choices::moment;
use crate::id::Id;
use crate::openapi::resource_categories;
use crate::single::{done, record, text};

/// What was seen, and what is to come of it.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ProposalApproval {
    /// The revision of the proposal that was looked at: refused if it was changed since.
    revision: Option<i64>,
    /// The version of the resource that it was compared with: refused if that is not the latest any more. Left out, the
    /// version that the proposal was written from.
    version: Option<i64>,
    /// RFC 3339: from when on it holds; left out, at once.
    #[schema(format = DateTime)]
    at: Option<String>,
    /// What is left out of these stays as it was proposed.
    #[schema(schema_with = resource_categories)]
    #[serde(default)]
    category: Patch,
    #[schema(value_type = String, min_length = 1, max_length = 200)]
    #[serde(default)]
    title: Patch,
    /// Markdown.
    #[schema(value_type = String, min_length = 1, max_length = 50_000)]
    #[serde(default)]
    text: Patch,
}

pub async fn approve(caller: Caller, Id(id): Id<ProposalId>, Body(sent): Body<ProposalApproval>) -> Answer {
    let granted = caller.may::<ResourcesEdit>()?;
    let before = record::<ResourcesView>(&caller, &PROPOSALS, id.any()).await?;
    let mut invalid = Invalid::default();
    let at = sent.at.and_then(|at| moment(&mut invalid, "at", &at));
    invalid.into_result()?;
    let written = [&sent.category, &sent.title, &sent.text].iter().any(|patch| **patch != Patch::Keep);
    let details = ResourceDetails {
        category: sent.category.on(text(&before, "category")),
        title: sent.title.on(text(&before, "title")),
        text: sent.text.on(text(&before, "text")),
    };
    let approval =
        Approval { revision: sent.revision, version: sent.version, details: written.then_some(details), at };
    proposals::approve(caller.house(), &granted, id, approval).await?;
    Ok(done())
}

/// Why it is refused.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ProposalRefusal {
    /// The client reads it.
    #[schema(required, min_length = 1, max_length = 1_000)]
    #[serde(default)]
    reason: String,
    /// The revision of the proposal that was looked at: refused if it was changed since.
    revision: Option<i64>,
}

pub async fn refuse(caller: Caller, Id(id): Id<ProposalId>, Body(sent): Body<ProposalRefusal>) -> Answer {
    let granted = caller.may::<ResourcesEdit>()?;
    proposals::refuse(caller.house(), &granted, id, sent.revision, &sent.reason).await?;
    Ok(done())
}
