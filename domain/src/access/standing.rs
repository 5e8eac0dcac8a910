//! Where somebody stands who is not at the door now: the place, the roles, and whether he or she could come in.

use db::{Tx, params};
use kernel::{AccountId, ContactId, OrgId, Result, Span, Timestamp, UserId};

use super::roles::{self, Role};
use super::withheld::switched_off;
use super::{Actor, Clearance, Grants, Identity, Key, Kind, Left, Mode, Person, Place, Request, Via};
use crate::organizations::Settings;
use crate::sign_in::{OperatorState, Refusal, States, admit};

pub(crate) struct Standing {
    org: OrgId,
    pub person: Person,
    pub kind: Kind,
    pub place: Option<Place>,
    pub roles: Vec<Role>,
    /// What a role may give and the organization keeps for itself.
    pub withheld: Vec<Key>,
    /// Why the gate would be shut, if it would be.
    pub refusal: Option<Refusal>,
}

/// The gate is asked as if the person had signed in this moment; of a portal user, in this account.
pub(crate) async fn standing(
    tx: &mut Tx,
    now: Timestamp,
    org: OrgId,
    (user, account): (UserId, Option<AccountId>),
) -> Result<Option<Standing>> {
    let found = tx
        .row(
            "SELECT u.name, u.kind, u.disabled_at, m.account_id, m.contact_id, a.locked_at, g.settings,
                    a.run_users + 2 * a.see_support + 4 * a.recordings
                    + 8 * a.business_page, m.disabled_at
             FROM users u
             JOIN organizations g ON g.org_id = u.org_id
             LEFT JOIN memberships m ON m.org_id = u.org_id AND m.user_id = u.id AND m.account_id = ?3
             LEFT JOIN accounts a ON a.org_id = m.org_id AND a.id = m.account_id
             WHERE u.org_id = ?1 AND u.id = ?2",
            params![org, user, account],
            |row| {
                let kind = Kind::stored(&row.get::<String>(1)?);
                let settings = Settings::stored(&row.get::<String>(6)?);
                let account: Option<AccountId> = row.get(3)?;
                let contact: Option<ContactId> = row.get(4)?;
                let states = States {
                    ends_at: now + Span::hours(1),
                    seen_at: now,
                    idle: Span::hours(1),
                    user_disabled: row.get::<Option<Timestamp>>(2)?.is_some()
                        || row.get::<Option<Timestamp>>(8)?.is_some(),
                    is_member: kind == Kind::Operator || account.is_some(),
                    account_locked: row.get::<Option<Timestamp>>(5)?.is_some(),
                    portal_closed: kind == Kind::PortalUser && !settings.portal.open,
                    operator: OperatorState::Nobody,
                };
                let withheld = match kind {
                    Kind::PortalUser => Left::stored(row.get(7)?).withheld(&settings),
                    Kind::Operator | Kind::System => switched_off(&settings).to_vec(),
                };
                let person = Person { id: user, name: row.get(0)? };
                let place = account.map(|account| Place { account, contact });
                Ok((person, kind, place, states, withheld))
            },
        )
        .await?;
    let Some((person, kind, place, states, withheld)) = found else { return Ok(None) };
    let roles = match place {
        Some(place) => roles::of_member(tx, org, user, place.account).await?,
        None => roles::of_operator(tx, org, user).await?,
    };
    let refusal = admit(&states, now).err();
    Ok(Some(Standing { org, person, kind, place, roles, withheld, refusal }))
}

impl Standing {
    /// The person as the fence would know them.
    pub fn actor(&self) -> Actor {
        let grants = self.roles.iter().fold(Grants::NONE, |sum, role| sum.union(&role.grants));
        let clearance = Clearance::of_roles(self.roles.iter().any(|role| role.secure));
        let person = self.person.clone();
        imagined(self.org, person, (self.kind, self.place), grants.without(&self.withheld), clearance)
    }
}

/// Somebody as the fence would know them with these grants.
pub(super) fn imagined(
    org: OrgId,
    subject: Person,
    (kind, place): (Kind, Option<Place>),
    grants: Grants,
    clearance: Clearance,
) -> Actor {
    Actor::new(Identity {
        org,
        subject,
        operator: None,
        kind,
        place,
        grants,
        clearance,
        via: Via::System("what if"),
        mode: Mode::View,
        request: Request::default(),
    })
}
