//! What was approved takes effect: at once, or when its time has come.

use db::params;
use kernel::{AttachmentId, OrgId, ProposalId, Result};

use super::approve::signed;
use super::find::{Kind, Proposal, State, find_in};
use super::propose::about;
use super::tell::tell;
use crate::access::{Actor, ResourcesEdit};
use crate::change::Change;
use crate::history::{Action, Event};
use crate::house::House;
use crate::resources::find::{Resource, find_in as find_resource};
use crate::resources::{attachments, create, delete, edit};

/// Changes of one look.
const AT_ONCE: usize = 50;
/// Said of what did not take effect.
const CHANGED: &str = "The resource has changed since this was approved.";

/// What a proposal did to its resource.
#[derive(Default)]
pub(super) struct Effect {
    /// Nothing if the resource says so already.
    pub event: Option<Event>,
    /// Files whose bytes are to go after the commit.
    pub attached: Vec<AttachmentId>,
}

/// Makes of the resource what was proposed.
pub(super) async fn put_into_effect(
    change: &mut Change,
    org: OrgId,
    (proposal, resource): (&Proposal, Option<Resource>),
    by: &str,
) -> Result<Effect> {
    let details = &proposal.details;
    match (proposal.kind, resource) {
        (Kind::New, _) => {
            let (id, event) = create::insert(change, org, proposal.account, (details, by)).await?;
            let sql = "UPDATE resource_proposals SET resource_id = ?3, base_version = 1 WHERE org_id = ?1 AND id = ?2";
            change.tx.execute(sql, params![org, proposal.id, id]).await?;
            Ok(Effect { event: Some(event), attached: Vec::new() })
        }
        (Kind::Edit, Some(resource)) => {
            let event = edit::write(change, org, resource, (details.clone(), by)).await?;
            Ok(Effect { event, attached: Vec::new() })
        }
        (Kind::Delete, Some(resource)) => {
            let (attached, event) = delete::remove(change, org, &resource).await?;
            Ok(Effect { event: Some(event), attached })
        }
        // It went in the meantime, which is refused while a proposal waits.
        (Kind::Edit | Kind::Delete, None) => Ok(Effect::default()),
    }
}

/// Every change whose time has come; of two processes that look at once each takes effect by one.
pub async fn take_effect(house: &House) -> Result<usize> {
    let sql = format!(
        "SELECT org_id, id FROM resource_proposals WHERE state = 'scheduled' AND effective_at <= ?1
         ORDER BY effective_at LIMIT {AT_ONCE}"
    );
    let now = house.now();
    let due: Vec<(OrgId, ProposalId)> =
        house.read().await?.0.rows(&sql, params![now], |row| Ok((row.get(0)?, row.get(1)?))).await?;
    let (mut done, mut failed) = (0, None);
    for (org, id) in due {
        match one_takes_effect(house, org, id).await {
            Ok(took) => done += usize::from(took),
            // One that cannot does not keep the others waiting.
            Err(error) => failed = Some(error),
        }
    }
    failed.map_or(Ok(done), Err)
}

async fn one_takes_effect(house: &House, org: OrgId, id: ProposalId) -> Result<bool> {
    let actor = Actor::system(org, "approved changes");
    let granted = actor.may::<ResourcesEdit>()?;
    let mut change = house.change_unasked().await?;
    let ours = change
        .tx
        .execute(
            "UPDATE resource_proposals SET state = 'done'
             WHERE org_id = ?1 AND id = ?2 AND state = 'scheduled' AND effective_at <= ?3",
            params![org, id, change.at],
        )
        .await?;
    if ours == 0 {
        return Ok(false);
    }
    let proposal = find_in(&mut change.tx, &granted, id).await?;
    let resource = match proposal.resource {
        Some(id) => Some(find_resource(&mut change.tx, &granted, id).await?),
        None => None,
    };
    // What an operator has not compared with the latest version does not undo it.
    if resource.as_ref().is_some_and(|resource| resource.version != proposal.base) {
        return come_back(change, &actor, &proposal).await;
    }
    let by = signed(&proposal, &proposal.decided_by);
    let Effect { event, attached } = put_into_effect(&mut change, org, (&proposal, resource), &by).await?;
    tell(&mut change, org, &proposal, State::Done).await?;
    let event = event.unwrap_or_else(|| about(&proposal, Action::ResourceEdited));
    change.record(&actor, event).await?.commit().await?;
    attachments::remove_files(house, org, &attached).await;
    Ok(true)
}

/// It waits for an operator again, with nothing of it lost.
async fn come_back(mut change: Change, actor: &Actor, proposal: &Proposal) -> Result<bool> {
    change
        .tx
        .execute(
            "UPDATE resource_proposals SET state = 'open', effective_at = NULL, decided_at = NULL, decided_by = '',
               reason = ?3
             WHERE org_id = ?1 AND id = ?2",
            params![actor.org(), proposal.id, CHANGED],
        )
        .await?;
    let event = about(proposal, Action::ProposalReturned).changed("reason", "", CHANGED);
    change.record(actor, event).await?.commit().await?;
    Ok(false)
}
