//! An operator approves a proposal with changes of his or her own.

use domain::access::{ResourcesEdit, ResourcesView};
use domain::resources;
use domain::resources::proposals::{self, Approval, Proposal};
use kernel::{ProposalId, Result, Timestamp};
use web::resources::{
    Changes, FIELDS, WritePage, fields, later, meanwhile, opening_of, read as read_details,
};
use web::ui::{Choice, FormView};
use web::{Answer, Fields, Id, Visitor};

use super::PATH;
use super::decide::{read, said};
use super::show::{hidden, wished};
use crate::resources::below;

pub async fn ask(visitor: Visitor, Id(id): Id<ProposalId>) -> Answer {
    let (found, version, changes) = find(&visitor, id).await?;
    edit_page(&visitor, &found, changes, &opening_of(&visitor, &found, version)).answer()
}

pub async fn approve(visitor: Visitor, Id(id): Id<ProposalId>, typed: Fields) -> Answer {
    let known: Vec<&str> = FIELDS.iter().copied().chain(["at", "revision"]).collect();
    typed.only(&known)?;
    match approve_changed(&visitor, id, &typed).await {
        Ok(at) => Ok(visitor.done(&format!("{PATH}/{id}"), &said(&visitor, at))),
        Err(error) => {
            let (found, _, changes) = find(&visitor, id).await?;
            let meanwhile = match found.resource {
                Some(id) => {
                    meanwhile(&visitor, &mut visitor.read().await?, id, typed.get("version").parse().ok())
                        .await?
                }
                None => None,
            };
            edit_page(&visitor, &found, changes, &typed).refused(error, meanwhile)
        }
    }
}

async fn approve_changed(visitor: &Visitor, id: ProposalId, typed: &Fields) -> Result<Option<Timestamp>> {
    let granted = visitor.may::<ResourcesEdit>()?;
    let (_, details) = read_details(typed)?;
    let approval = Approval { details: Some(details), ..read(visitor, typed)? };
    let at = approval.at;
    proposals::approve(visitor.house(), &granted, id, approval).await?;
    Ok(at)
}

/// The proposal, the version that its resource has now, and what it would make of that.
async fn find(visitor: &Visitor, id: ProposalId) -> Result<(Proposal, i64, Option<Changes>)> {
    let granted = visitor.may::<ResourcesView>()?;
    let mut read = visitor.read().await?;
    let found = proposals::find(&mut read, &granted, id).await?;
    let versions = match found.resource {
        Some(id) => resources::versions(&mut read, &granted, id).await?,
        None => Vec::new(),
    };
    let title = format!("What {} proposes", found.proposed_by);
    let latest = versions.first();
    let changes = latest.and_then(|latest| Changes::between_whole(title, &latest.details, &found.details));
    let version = latest.map_or(0, |latest| latest.number);
    Ok((found, version, changes))
}

fn edit_page(visitor: &Visitor, found: &Proposal, changes: Option<Changes>, typed: &Fields) -> WritePage {
    let here = format!("{PATH}/{}", found.id);
    let mut shell = below(visitor, &format!("Change and approve {}", found.details.title));
    shell.trail.push(Choice::new("Proposed changes", PATH, false));
    let later = later(typed, "Takes effect", &wished(visitor, found));
    WritePage {
        shell,
        lead: format!(
            "As {} of {} proposes it. What you make of it holds, and both your names stand at it.",
            found.proposed_by, found.account_name
        ),
        form: FormView {
            action: format!("{here}/edit"),
            fields: std::iter::once(hidden("revision", found.revision))
                .chain(fields(typed))
                .chain([later])
                .collect(),
            submit: "Approve as written here".to_owned(),
            cancel_href: Some(here),
            ..FormView::default()
        },
        changes: changes.into_iter().collect(),
    }
}
