//! A proposal is withdrawn by those who made it.

use db::params;
use kernel::{Error, ProposalId, Result};

use super::find::{find_in, must_be_first};
use super::propose::about;
use crate::access::{Granted, ResourcesEdit};
use crate::history::Action;
use crate::house::House;

/// Nothing comes of it. What an operator has scheduled, operators call off.
pub async fn withdraw(house: &House, granted: &Granted<ResourcesEdit>, id: ProposalId) -> Result<()> {
    let mut change = house.change(granted).await?;
    let proposal = find_in(&mut change.tx, granted, id).await?;
    proposal.must_be_pending()?;
    match (proposal.of_team, granted.actor().is_of_the_team()) {
        (true, false) => {
            return Err(Error::conflict("An operator wrote this. Ask the operators to call it off."));
        }
        (false, true) => {
            return Err(Error::conflict("The client withdraws its own proposals. Refuse it, and say why."));
        }
        _ => {}
    }
    let written = change
        .tx
        .execute(
            "UPDATE resource_proposals SET state = 'withdrawn', decided_at = ?3, decided_by = ?4, effective_at = NULL
             WHERE org_id = ?1 AND id = ?2 AND state = ?5 AND revision = ?6",
            params![granted.org(), id, change.at, granted.actor().signature(), proposal.state.name(), proposal.revision],
        )
        .await?;
    must_be_first(written)?;
    let event = about(&proposal, Action::ProposalWithdrawn);
    change.record(granted.actor(), event).await?.commit().await
}
