//! What a role asks of its people before anything opens: an address or a number that is theirs (S0-32, S0-33), and a
//! second factor.

use db::params;
use kernel::{Error, Invalid, Result, RoleId};

use super::list::find_in;
use super::may_give;
use crate::access::{Granted, Kind, RolesManage, Verification};
use crate::history::{Action, Event};
use crate::house::House;

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Asks {
    pub verification: Verification,
    /// Who has none sets one up first.
    pub second_factor: bool,
}

impl Asks {
    /// Operators show a second factor; a code by mail would shut them out with the mail server.
    pub(super) fn check(self, kind: Kind, invalid: &mut Invalid) {
        if self.verification != Verification::None && kind != Kind::PortalUser {
            invalid
                .push("verification", "Verification is for portal users. Ask operators for a second factor.");
        }
    }

    /// Notes what is asked for afterwards and was not before, and the other way round.
    pub(super) fn difference(self, before: Self, event: Event) -> Event {
        event.changed("verification", before.verification.name(), self.verification.name()).changed(
            "second factor",
            factor(before.second_factor),
            factor(self.second_factor),
        )
    }
}

pub(super) const fn factor(asked: bool) -> &'static str {
    if asked { "required" } else { "not required" }
}

/// Chooses what the people of a role show, also of one that ships: it stays as it is otherwise. Counts from the next
/// request of everybody who holds it.
pub async fn ask_verification(
    house: &House,
    granted: &Granted<RolesManage>,
    id: RoleId,
    asked: Verification,
) -> Result<()> {
    let mut change = house.change(granted).await?;
    let (actor, org) = (granted.actor(), granted.org());
    let role = find_in(&mut change.tx, org, id).await?;
    may_give(actor, &role)?;
    let wanted = Asks { verification: asked, ..role.asks };
    let mut invalid = Invalid::default();
    wanted.check(role.kind, &mut invalid);
    if !invalid.is_empty() {
        return Err(Error::Invalid(invalid));
    }
    if role.asks == wanted {
        return Ok(());
    }
    let sql = "UPDATE roles SET verification = ?3 WHERE org_id = ?1 AND id = ?2";
    change.tx.execute(sql, params![org, id, asked.name()]).await?;
    let event = Event::of(Action::RoleEdited).about(id.any(), role.name.as_str());
    change.record(actor, wanted.difference(role.asks, event)).await?.commit().await
}
