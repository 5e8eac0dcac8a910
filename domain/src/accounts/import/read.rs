//! What an import would do, before it does anything.

use db::Tx;
use kernel::{Result, text::fold};

use super::fields::{Field, Mapping};
use super::judge::{Taken, Verdict, judge};
use super::keep::{self, AccountImport};
use super::report::{LineReport, Outcome};
use super::sheet::{Line, Sheet};
use super::wish::{Known, said};
use crate::access::{AccountsCreate, Granted};
use crate::accounts::for_the_team;
use crate::accounts::tags::Tag;
use crate::house::Read;

/// Accounts that are shown as they would become.
const SHOWN: usize = 5;

/// What would become of a file.
#[derive(Clone, Debug, Default)]
pub struct Dry {
    pub good: usize,
    pub there: usize,
    pub wrong: usize,
    /// How many persons would sign in first.
    pub admins: usize,
    /// The first of the good ones.
    pub first: Vec<Preview>,
    /// Every line of which no account would come, and why.
    pub left: Vec<LineReport>,
}

/// An account as it would become.
#[derive(Clone, Debug)]
pub struct Preview {
    pub line: i64,
    pub name: String,
    pub email: String,
    pub plan: String,
    pub tags: String,
    pub admin: String,
}

/// Looks at a file that was brought, with this mapping.
pub async fn look(
    read: &mut Read,
    granted: &Granted<AccountsCreate>,
    import: &AccountImport,
    mapping: &Mapping,
) -> Result<Dry> {
    for_the_team(granted)?;
    let lines = keep::lines(&mut read.0, granted.org(), import.id).await?;
    dry(&mut read.0, granted, &lines, mapping).await
}

/// Looks at a file that is not kept.
pub async fn look_at(
    read: &mut Read,
    granted: &Granted<AccountsCreate>,
    sheet: &Sheet,
    mapping: &Mapping,
) -> Result<Dry> {
    for_the_team(granted)?;
    mapping.must_do()?;
    dry(&mut read.0, granted, &sheet.lines, mapping).await
}

async fn dry(
    tx: &mut Tx,
    granted: &Granted<AccountsCreate>,
    lines: &[Line],
    mapping: &Mapping,
) -> Result<Dry> {
    let known = Known::load(tx, granted.org()).await?;
    let (mut taken, mut dry) = (Taken::default(), Dry::default());
    for line in lines {
        let verdict = judge(tx, granted.actor(), &known, mapping, line).await?;
        let label = said(&line.cells, mapping, Field::Name).to_owned();
        match taken.after(&known, line.number, verdict) {
            Verdict::Good(wish) => {
                dry.good += 1;
                dry.admins += usize::from(wish.admin.is_some());
                if dry.first.len() < SHOWN {
                    dry.first.push(Preview {
                        line: line.number,
                        name: wish.details.name.to_string(),
                        email: wish.details.email.to_string(),
                        plan: plan(&known, said(&line.cells, mapping, Field::Plan)),
                        tags: wish.tags.iter().map(Tag::as_str).collect::<Vec<_>>().join(", "),
                        admin: wish.admin.map(|(name, email)| format!("{name}, {email}")).unwrap_or_default(),
                    });
                }
            }
            Verdict::There(reason) => {
                dry.there += 1;
                let outcome = Outcome::There;
                dry.left.push(LineReport {
                    line: line.number,
                    label,
                    outcome,
                    wrong: vec![super::Wrong::whole(&reason)],
                });
            }
            Verdict::Wrong(wrong) => {
                dry.wrong += 1;
                dry.left.push(LineReport { line: line.number, label, outcome: Outcome::Wrong, wrong });
            }
        }
    }
    Ok(dry)
}

/// The name as the file writes it, if there is such a plan.
fn plan(known: &Known, written: &str) -> String {
    if known.plans.contains_key(&fold(written)) { written.to_owned() } else { String::new() }
}
