//! An operator refuses a proposal, or calls off what was to take effect later, and says why.

use db::params;
use kernel::text::paragraph;
use kernel::{Error, Invalid, ProposalId, Result};

use super::approve::must_decide;
use super::find::{State, find_in, must_be_first};
use super::propose::about;
use super::tell::tell;
use crate::access::{Granted, ResourcesEdit};
use crate::history::Action;
use crate::house::House;

pub const LONGEST_REASON: usize = 1_000;

/// The client sees the reason, and whoever proposed it is told. With `seen`, only if that is still its latest revision.
pub async fn refuse(
    house: &House,
    granted: &Granted<ResourcesEdit>,
    id: ProposalId,
    seen: Option<i64>,
    reason: &str,
) -> Result<()> {
    let mut change = house.change(granted).await?;
    let proposal = find_in(&mut change.tx, granted, id).await?;
    must_decide(granted)?;
    proposal.must_be_pending()?;
    proposal.must_be_as_seen(seen)?;
    let mut invalid = Invalid::default();
    let reason = invalid.check("reason", paragraph(reason, LONGEST_REASON)).unwrap_or_default();
    if reason.is_empty() && invalid.is_empty() {
        invalid.push("reason", "Say why: the client reads it.");
    }
    if !invalid.is_empty() {
        return Err(Error::Invalid(invalid));
    }
    let written = change
        .tx
        .execute(
            "UPDATE resource_proposals SET state = 'refused', decided_at = ?3, decided_by = ?4, reason = ?5,
               effective_at = NULL
             WHERE org_id = ?1 AND id = ?2 AND state = ?6 AND revision = ?7",
            params![
                granted.org(),
                id,
                change.at,
                granted.actor().signature(),
                reason.as_str(),
                proposal.state.name(),
                proposal.revision
            ],
        )
        .await?;
    must_be_first(written)?;
    tell(&mut change, granted.org(), &proposal, State::Refused).await?;
    let event = about(&proposal, Action::ProposalRefused).changed("reason", "", reason);
    change.record(granted.actor(), event).await?.commit().await
}
