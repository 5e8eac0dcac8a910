//! The roles that come with Portico, and who holds which.

use db::{Tx, params};
use kernel::{AccountId, Error, OrgId, Result, RoleId, Timestamp, UserId};

use super::{Granted, Grants, Key, Kind, Reach, SettingsEdit};
use crate::house::Read;

/// A role as it ships.
pub struct Preset {
    pub name: &'static str,
    pub kind: Kind,
    pub description: &'static str,
    pub grants: fn() -> Grants,
}

pub const ADMINISTRATOR: &str = "Administrator";
pub const OPERATOR: &str = "Operator";
pub const CLIENT_ADMIN: &str = "Client Admin";
pub const CLIENT_USER: &str = "Client User";

/// S0-26: exactly two kinds of client users ship; C-01: each description of a portal is a preset.
pub const PRESETS: &[Preset] = &[
    Preset {
        name: ADMINISTRATOR,
        kind: Kind::Operator,
        description: "Everything in the organization.",
        grants: || Grants::everything(Reach::Organization),
    },
    Preset {
        name: OPERATOR,
        kind: Kind::Operator,
        description: "Runs the client accounts; makes no keys, no operators and no settings.",
        grants: || {
            Grants::everything(Reach::Organization).without(&[
                Key::KeysManage,
                Key::OperatorsManage,
                Key::SettingsEdit,
            ])
        },
    },
    Preset {
        name: CLIENT_ADMIN,
        kind: Kind::PortalUser,
        description: "Sees all calls, messages, people and activity of the account.",
        grants: || {
            Grants::of(&[
                (Key::AccountsView, Reach::Account),
                (Key::UsersView, Reach::Account),
                (Key::ContactsView, Reach::Account),
                (Key::CallsView, Reach::Account),
                (Key::MessagesView, Reach::Account),
                (Key::MessagesMark, Reach::Account),
                (Key::HistoryView, Reach::Account),
            ])
        },
    },
    Preset {
        name: CLIENT_USER,
        kind: Kind::PortalUser,
        description: "Sees only calls and messages for himself or herself.",
        grants: || {
            Grants::of(&[
                (Key::ContactsView, Reach::Own),
                (Key::CallsView, Reach::Own),
                (Key::MessagesView, Reach::Own),
                (Key::MessagesMark, Reach::Own),
            ])
        },
    },
];

/// A role by its name, for the people of one kind.
pub(crate) async fn find(tx: &mut Tx, org: OrgId, kind: Kind, name: &str) -> Result<RoleId> {
    tx.row(
        "SELECT id FROM roles WHERE org_id = ?1 AND kind = ?2 AND name = ?3",
        params![org, kind.name(), name],
        |row| row.get(0),
    )
    .await?
    .ok_or_else(|| Error::invalid("role", "Choose one of the roles."))
}

/// The roles that clients may have, by name.
pub async fn client_roles(read: &mut Read, granted: &Granted<SettingsEdit>) -> Result<Vec<(RoleId, String)>> {
    let sql = "SELECT id, name FROM roles WHERE org_id = ?1 AND kind = ?2 ORDER BY name";
    let named = |row: &db::Row<'_>| Ok((row.get(0)?, row.get(1)?));
    Ok(read.0.rows(sql, params![granted.org(), Kind::PortalUser.name()], named).await?)
}

pub(crate) async fn install(tx: &mut Tx, org: OrgId, at: Timestamp, dice: &kernel::Dice) -> Result<()> {
    for preset in PRESETS {
        tx.execute(
            "INSERT INTO roles (org_id, id, name, kind, grants, created_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
            params![
                org,
                RoleId::new(at, dice),
                preset.name,
                preset.kind.name(),
                (preset.grants)().to_json(),
                at
            ],
        )
        .await?;
    }
    Ok(())
}

pub(crate) async fn give_operator(tx: &mut Tx, org: OrgId, user: UserId, role: RoleId) -> Result<()> {
    tx.execute(
        "INSERT INTO operator_roles (org_id, user_id, role_id) VALUES (?1, ?2, ?3)",
        params![org, user, role],
    )
    .await?;
    Ok(())
}

/// Replaces the roles of a member by one.
pub(crate) async fn set_member_role(
    tx: &mut Tx,
    org: OrgId,
    user: UserId,
    account: AccountId,
    role: RoleId,
) -> Result<()> {
    drop_member_roles(tx, org, user).await?;
    tx.execute(
        "INSERT INTO membership_roles (org_id, user_id, account_id, role_id) VALUES (?1, ?2, ?3, ?4)",
        params![org, user, account, role],
    )
    .await?;
    Ok(())
}

pub(crate) async fn drop_member_roles(tx: &mut Tx, org: OrgId, user: UserId) -> Result<()> {
    tx.execute("DELETE FROM membership_roles WHERE org_id = ?1 AND user_id = ?2", params![org, user]).await?;
    Ok(())
}
