//! Accounts from a CSV file: what would be, what became of it, and the way back.

use axum::Json;
use axum::body::Body;
use axum::extract::{FromRequest, Request};
use axum::http::header;
use axum::response::IntoResponse;
use domain::access::AccountsCreate;
use domain::accounts::import::{self, Dry, LARGEST, LineReport, Mapping, Outcome, Report, Sheet};
use http_body_util::{BodyExt, LengthLimitError, Limited};
use kernel::{AccountId, Error, ImportId, Result};
use serde::Serialize;
use utoipa::ToSchema;
use web::{Pairs, Site};

use crate::caller::{Answer, Caller};
use crate::id::Id;
use crate::page::Question;
use crate::problem::Problem;

/// Lines, and accounts, in one answer.
const SHOWN: usize = 1000;

/// What became of a file of accounts, or what would.
#[derive(Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ImportOfAccounts {
    /// Null: it was a dry run.
    #[schema(required, value_type = Option<String>)]
    id: Option<ImportId>,
    /// `dry_run`, `waiting`, `running`, `done` or `stopped`.
    state: &'static str,
    /// How many lines the file has below its header.
    lines: i64,
    /// How many accounts were made, or would be.
    made: i64,
    /// How many are there already: nothing is made twice.
    there: i64,
    /// How many lines cannot be used.
    wrong: i64,
    /// How many of those that were made have been taken back.
    undone: i64,
    /// The first thousand that were made and are there.
    #[schema(value_type = Vec<String>)]
    accounts: Vec<AccountId>,
    /// The first thousand complaints about lines that were left out.
    left_out: Vec<LeftOut>,
    /// Accounts that stayed when the import was taken back, and why; a hundred of them.
    stayed: Vec<Stayed>,
    /// Until when it can be taken back; null for a dry run.
    #[schema(required, format = DateTime)]
    undo_until: Option<String>,
}

/// Why no account comes of a line.
#[derive(Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct LeftOut {
    line: i64,
    /// What the account would be called.
    name: String,
    /// `there` or `wrong`.
    outcome: &'static str,
    /// Which value it is about; empty if it is the line as a whole.
    field: String,
    value: String,
    reason: String,
}

/// An account that was touched.
#[derive(Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Stayed {
    name: String,
    reason: String,
}

/// The bytes of a CSV file.
pub struct Csv(axum::body::Bytes);

impl FromRequest<Site> for Csv {
    type Rejection = Problem;

    async fn from_request(request: Request, _: &Site) -> Result<Self, Problem> {
        let kind = request.headers().get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok());
        let essence = kind.unwrap_or_default().split(';').next().unwrap_or_default().trim();
        if !essence.eq_ignore_ascii_case("text/csv")
            || request.headers().contains_key(header::CONTENT_ENCODING)
        {
            return Err(Problem::Media("text/csv"));
        }
        let body: Body = request.into_body();
        match Limited::new(body, LARGEST).collect().await {
            Ok(body) => Ok(Self(body.to_bytes())),
            Err(error) if error.is::<LengthLimitError>() => {
                let words = format!("A file has at most {} MB. Split it.", LARGEST / 1_000_000);
                Err(Problem::TooLarge(words))
            }
            Err(_) => Err(Problem::Malformed("The body broke off.".to_owned())),
        }
    }
}

/// What the address asks.
struct Wish {
    dry_run: bool,
    invite: bool,
    map: String,
    file: String,
}

impl Wish {
    fn of(pairs: &Pairs) -> Result<Self> {
        let mut wish = Self { dry_run: false, invite: false, map: String::new(), file: String::new() };
        let yes = |name: &str, value: &str| match value {
            "true" => Ok(true),
            "false" => Ok(false),
            _ => Err(Error::invalid(name, "Write true or false.")),
        };
        for (name, value) in pairs.iter() {
            match name {
                "dry_run" => wish.dry_run = yes(name, value)?,
                "invite" => wish.invite = yes(name, value)?,
                "map" => value.clone_into(&mut wish.map),
                "file" => value.clone_into(&mut wish.file),
                other => {
                    let other: String = other.chars().take(80).collect();
                    return Err(Error::invalid(other, "There is no such parameter here."));
                }
            }
        }
        Ok(wish)
    }
}

pub async fn bring(caller: Caller, Question(pairs): Question, Csv(bytes): Csv) -> Answer {
    let granted = caller.may::<AccountsCreate>()?;
    let wish = Wish::of(&pairs)?;
    let sheet = Sheet::read(&bytes)?;
    let mapping = Mapping::parse(&wish.map, &sheet.headings)?;
    mapping.must_do()?;
    if wish.dry_run {
        let dry = import::look_at(&mut caller.read().await?, &granted, &sheet, &mapping).await?;
        return Ok(Json(would(&sheet, &dry)).into_response());
    }
    let id = import::bring(caller.house(), &granted, &wish.file, &sheet).await?;
    import::confirm(caller.house(), &granted, id, &mapping, wish.invite).await?;
    answer(&caller, id).await
}

pub async fn show(caller: Caller, Id(id): Id<ImportId>) -> Answer {
    answer(&caller, id).await
}

pub async fn undo(caller: Caller, Id(id): Id<ImportId>) -> Answer {
    import::undo(caller.house(), &caller.may::<AccountsCreate>()?, id).await?;
    answer(&caller, id).await
}

async fn answer(caller: &Caller, id: ImportId) -> Answer {
    let granted = caller.may::<AccountsCreate>()?;
    let mut read = caller.read().await?;
    let found = import::find(&mut read, &granted, id).await?;
    let Some(report) = import::report(&mut read, &granted, &found).await? else {
        return Err(Error::NotFound.into());
    };
    let left = import::not_made(&mut read, &granted, &found, 0, SHOWN).await?;
    let made = import::made(&mut read, &granted, id, SHOWN).await?;
    let Report { job, made: count, there, wrong, undone, until, undo } = report;
    let stayed = undo.into_iter().flat_map(|(_, stayed)| stayed);
    Ok(Json(ImportOfAccounts {
        id: Some(id),
        state: job.state.name(),
        lines: found.lines,
        made: count,
        there,
        wrong,
        undone,
        accounts: made.into_iter().map(|(id, _)| id).collect(),
        left_out: left_out(&left),
        stayed: stayed.map(|(name, reason)| Stayed { name, reason }).collect(),
        undo_until: Some(until.to_string()),
    })
    .into_response())
}

fn would(sheet: &Sheet, dry: &Dry) -> ImportOfAccounts {
    let count = |number: usize| i64::try_from(number).unwrap_or(i64::MAX);
    ImportOfAccounts {
        id: None,
        state: "dry_run",
        lines: count(sheet.len()),
        made: count(dry.good),
        there: count(dry.there),
        wrong: count(dry.wrong),
        undone: 0,
        accounts: Vec::new(),
        left_out: left_out(&dry.left),
        stayed: Vec::new(),
        undo_until: None,
    }
}

fn left_out(lines: &[LineReport]) -> Vec<LeftOut> {
    let each = lines.iter().flat_map(|line| {
        line.wrong.iter().map(|wrong| LeftOut {
            line: line.line,
            name: line.label.clone(),
            outcome: if line.outcome == Outcome::There { "there" } else { "wrong" },
            field: wrong.field.clone(),
            value: wrong.value.clone(),
            reason: wrong.reason.clone(),
        })
    });
    each.take(SHOWN).collect()
}
