//! An operator who acts without a session: in work on many records that was asked for, and at the machine.

use db::{Tx, params};
use kernel::{Error, OrgId, Result, Timestamp, UserId};

use crate::access::{
    Actor, Clearance, Granted, Grants, Identity, Kind, Mode, OperatorsManage, Person, Request, Via,
};
use crate::house::Read;

/// The operator with the rights of this moment; none if disabled or gone. `given` narrows them, as an API key does.
pub(crate) async fn acting(
    tx: &mut Tx,
    org: OrgId,
    id: UserId,
    (via, given): (Via, Option<&Grants>),
) -> Result<Option<Actor>> {
    let rows = tx
        .rows(
            "SELECT u.name, u.disabled_at, r.grants, r.secure FROM users u
             LEFT JOIN operator_roles o ON o.org_id = u.org_id AND o.user_id = u.id
             LEFT JOIN roles r ON r.org_id = o.org_id AND r.id = o.role_id
             WHERE u.org_id = ?1 AND u.id = ?2 AND u.kind = 'operator'",
            params![org, id],
            |row| {
                let (disabled, role): (Option<Timestamp>, Option<String>) = (row.get(1)?, row.get(2)?);
                Ok((row.get::<String>(0)?, disabled, role, row.get::<Option<i64>>(3)?))
            },
        )
        .await?;
    let mut cleared = false;
    let mut grants = Grants::NONE;
    let mut person = None;
    for (name, disabled_at, role, secure) in rows {
        cleared |= secure == Some(1);
        if let Some(role) = role {
            grants = grants.union(&Grants::from_json(&role)?);
        }
        person = disabled_at.is_none().then_some(Person { id, name });
    }
    let Some(subject) = person else { return Ok(None) };
    Ok(Some(Actor::new(Identity {
        org,
        subject,
        operator: None,
        kind: Kind::Operator,
        place: None,
        grants: given.map_or(grants.clone(), |given| grants.both(given)),
        clearance: Clearance::of_roles(cleared),
        via,
        mode: Mode::Own,
        request: Request::default(),
    })))
}

/// For whoever may start programs on the server: the operator in whose name `what` (“account import”) is done there,
/// with that operator's rights and no more.
pub async fn at_the_machine(
    read: &mut Read,
    granted: &Granted<OperatorsManage>,
    id: UserId,
    what: &'static str,
) -> Result<Actor> {
    match granted.actor().kind() {
        Kind::System => {}
        Kind::Operator | Kind::PortalUser => {
            return Err(Error::forbidden("Nobody acts in the name of another operator."));
        }
    }
    let actor = acting(&mut read.0, granted.org(), id, (Via::System(what), None)).await?;
    actor.ok_or_else(|| Error::conflict("This operator is disabled."))
}
