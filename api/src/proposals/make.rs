//! Proposing a new resource, a change of one, or that it goes; changing and withdrawing what was proposed.

use axum::response::Response;
use domain::access::{ResourcesEdit, ResourcesView};
use domain::resources::proposals::{self, Wish};
use domain::resources::{CATEGORIES, PROPOSALS, RESOURCES, ResourceDetails};
use kernel::{AccountId, Error, Invalid, ProposalId, ResourceId, Result, Timestamp};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::ToSchema;

use crate::body::{Body, Patch};
use crate::caller::{Answer, Caller};
use crate::choices::{moment, one_of};
use crate::etag::Conditions;
use crate::id::Id;
use crate::making::{Making, made_before};
use crate::openapi::{account_id, resource_categories};
use crate::single::{created, done, record, text};

/// A resource that is to be there once it is approved.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewProposal {
    /// The id of the account.
    #[schema(required, schema_with = account_id)]
    #[serde(default)]
    account: String,
    #[schema(required, schema_with = resource_categories)]
    #[serde(default)]
    category: String,
    #[schema(required, min_length = 1, max_length = 200)]
    #[serde(default)]
    title: String,
    /// Markdown.
    #[schema(required, min_length = 1, max_length = 50_000)]
    #[serde(default)]
    text: String,
    /// RFC 3339: from when on it should hold; left out, as soon as it is approved.
    #[schema(format = DateTime)]
    wanted_at: Option<String>,
}

/// The proposal that was made.
#[derive(Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AddedProposal {
    #[schema(value_type = String)]
    id: ProposalId,
}

pub async fn propose_new(caller: Caller, Making { new, once }: Making<NewProposal>) -> Answer {
    let granted = caller.may::<ResourcesEdit>()?.once(once.as_ref());
    if let Some(made) = made_before(&caller, once.as_ref()).await? {
        return Ok(added(ProposalId::from_uuid(made.uuid)));
    }
    let (account, wish) = resource(new)?;
    match proposals::propose_new(caller.house(), &granted, account, wish).await {
        Err(Error::NotFound) => Err(Error::invalid("account", "There is no such account.").into()),
        other => Ok(added(other.map_err(named)?)),
    }
}

fn added(id: ProposalId) -> Response {
    created(&format!("/api/v1/proposals/{id}"), &AddedProposal { id })
}

fn resource(new: NewProposal) -> Result<(AccountId, Wish)> {
    let mut invalid = Invalid::default();
    let account = invalid.check("account", new.account.parse());
    let category = one_of(&mut invalid, "category", CATEGORIES, &new.category);
    let at = new.wanted_at.and_then(|at| moment(&mut invalid, "wanted_at", &at));
    let (Some(account), Some(category), true) = (account, category, invalid.is_empty()) else {
        return Err(Error::Invalid(invalid));
    };
    let details = ResourceDetails { category: category.to_owned(), title: new.title, text: new.text };
    Ok((account, Wish { details, at }))
}

/// What a resource is to say. What is left out stays as it is.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ProposedChange {
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
    /// The version that it changes: refused if that is not the latest any more.
    version: Option<i64>,
    /// That the resource goes; then nothing else is sent.
    #[serde(default)]
    delete: bool,
    /// RFC 3339: from when on it should hold; left out, as soon as it is approved.
    #[schema(format = DateTime)]
    wanted_at: Option<String>,
}

/// What the caller has proposed about it before is changed: a resource has one proposal that waits.
pub async fn propose(caller: Caller, Id(id): Id<ResourceId>, Body(sent): Body<ProposedChange>) -> Answer {
    let granted = caller.may::<ResourcesEdit>()?;
    let before = record::<ResourcesView>(&caller, &RESOURCES, id.any()).await?;
    let proposal = if sent.delete {
        if sent.says_something() {
            return Err(Error::invalid("delete", "Propose that it goes, or what it is to say.").into());
        }
        proposals::propose_delete(caller.house(), &granted, id).await?
    } else {
        let base = sent.version.or_else(|| before.get("version").and_then(Value::as_i64));
        let mut invalid = Invalid::default();
        let at = sent.wanted_at.and_then(|at| moment(&mut invalid, "wanted_at", &at));
        invalid.into_result()?;
        let details = changed(&before, (sent.category, sent.title, sent.text));
        proposals::propose(caller.house(), &granted, id, base, Wish { details, at }).await.map_err(named)?
    };
    let after = record::<ResourcesView>(&caller, &PROPOSALS, proposal.any()).await?;
    Ok(Conditions::default().answer(&after))
}

impl ProposedChange {
    fn says_something(&self) -> bool {
        let left_out = |patch: &Patch| *patch == Patch::Keep;
        !(left_out(&self.category) && left_out(&self.title) && left_out(&self.text))
            || self.wanted_at.is_some()
    }
}

/// What is left out of a proposal stays as it is; `null` takes the time back.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ProposalChanges {
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
    /// RFC 3339.
    #[schema(value_type = Option<String>, format = DateTime)]
    #[serde(default)]
    wanted_at: Patch,
}

pub async fn change(
    caller: Caller,
    Id(id): Id<ProposalId>,
    conditions: Conditions,
    Body(sent): Body<ProposalChanges>,
) -> Answer {
    let granted = caller.may::<ResourcesEdit>()?;
    let before = record::<ResourcesView>(&caller, &PROPOSALS, id.any()).await?;
    conditions.must_hold(&before)?;
    let mut invalid = Invalid::default();
    let at = match sent.wanted_at {
        Patch::Keep => Timestamp::parse(&text(&before, "wanted_at")),
        Patch::Empty => None,
        Patch::Write(at) => moment(&mut invalid, "wanted_at", &at),
    };
    invalid.into_result()?;
    let wish = Wish { details: changed(&before, (sent.category, sent.title, sent.text)), at };
    let seen = before.get("revision").and_then(Value::as_i64);
    proposals::change(caller.house(), &granted, id, seen, wish).await.map_err(named)?;
    let after = record::<ResourcesView>(&caller, &PROPOSALS, id.any()).await?;
    Ok(Conditions::default().answer(&after))
}

fn changed(before: &Value, (category, title, body): (Patch, Patch, Patch)) -> ResourceDetails {
    ResourceDetails {
        category: category.on(text(before, "category")),
        title: title.on(text(before, "title")),
        text: body.on(text(before, "text")),
    }
}

/// The time is called otherwise here than in the form.
fn named(error: Error) -> Error {
    match error {
        Error::Invalid(invalid) => {
            let mut ours = Invalid::default();
            for wrong in invalid.fields() {
                let field = if wrong.field == "at" { "wanted_at" } else { wrong.field.as_str() };
                ours.push(field, wrong.message.clone());
            }
            Error::Invalid(ours)
        }
        other => other,
    }
}

pub async fn withdraw(caller: Caller, Id(id): Id<ProposalId>) -> Answer {
    proposals::withdraw(caller.house(), &caller.may::<ResourcesEdit>()?, id).await?;
    Ok(done())
}
