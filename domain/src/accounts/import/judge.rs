//! Whether a line can be made an account of as things are now: the same question before anything is made and then.

use std::collections::HashMap;

use db::{Tx, params};
use kernel::{AccountId, OrgId, Result};

use super::fields::{Field, Mapping};
use super::sheet::Line;
use super::wish::{Known, Wish, Wrong};
use crate::access::{Actor, Kind, roles};
use crate::organizations;

/// What becomes of a line.
pub(super) enum Verdict {
    Good(Box<Wish>),
    /// The account is there already: nothing is made twice.
    There(String),
    Wrong(Vec<Wrong>),
}

/// What earlier lines of the same file take, each with its line. Once the accounts are made the database says the same.
#[derive(Default)]
pub(super) struct Taken {
    ids: HashMap<String, i64>,
    /// Email and name, with and without an id.
    names: HashMap<(String, String), i64>,
    without_id: HashMap<(String, String), i64>,
    nicknames: HashMap<String, i64>,
    users: HashMap<String, i64>,
}

/// What the database has of a line.
struct Found {
    external: Option<AccountId>,
    same: Option<AccountId>,
    user: Option<String>,
    nickname: Option<AccountId>,
}

impl Known {
    pub(super) async fn load(tx: &mut Tx, org: OrgId) -> Result<Self> {
        let organization = organizations::by_number_in(tx, org).await?;
        let plans: HashMap<_, _> = tx
            .rows("SELECT name_folded, id FROM plans WHERE org_id = ?1", params![org], |row| {
                Ok((row.get(0)?, row.get(1)?))
            })
            .await?
            .into_iter()
            .collect();
        let operators: HashMap<_, _> = tx
            .rows(
                "SELECT email_folded, id FROM users
                 WHERE org_id = ?1 AND kind = 'operator' AND disabled_at IS NULL",
                params![org],
                |row| Ok((row.get(0)?, row.get(1)?)),
            )
            .await?
            .into_iter()
            .collect();
        Ok(Self {
            region: organization.region,
            time_zone: organization.time_zone,
            plans,
            operators,
            several: organization.settings.clients.several_accounts,
            brings_password: organization.settings.invitations.include_password,
        })
    }
}

pub(super) async fn judge(
    tx: &mut Tx,
    actor: &Actor,
    known: &Known,
    mapping: &Mapping,
    line: &Line,
) -> Result<Verdict> {
    if !line.fault.is_empty() {
        return Ok(Verdict::Wrong(vec![Wrong::whole(&line.fault)]));
    }
    let wish = match Wish::read(&line.cells, mapping, known) {
        Ok(wish) => wish,
        Err(wrong) => return Ok(Verdict::Wrong(wrong)),
    };
    let found = find(tx, actor.org(), &wish).await?;
    if found.external.is_some() {
        return Ok(Verdict::There("There is an account with this external ID already.".to_owned()));
    }
    if found.same.is_some() {
        return Ok(Verdict::There("There is an account with this name and this email already.".to_owned()));
    }
    let mut wrong = Vec::new();
    if let Some(nickname) = wish.nickname.as_ref().filter(|_| found.nickname.is_some()) {
        let words = "Another client has this nickname, had it once, or has one that looks like it.";
        wrong.push(Wrong::of(Field::Nickname, nickname.as_str(), words));
    }
    if let Some((_, email)) = &wish.admin {
        match found.user.as_deref() {
            Some(kind) if kind != Kind::PortalUser.name() => {
                wrong.push(Wrong::of(
                    Field::AdminEmail,
                    email.as_str(),
                    "This is the address of an operator.",
                ));
            }
            Some(_) if !known.several => {
                let words = "Somebody of another account signs in with this address.";
                wrong.push(Wrong::of(Field::AdminEmail, email.as_str(), words));
            }
            _ => {}
        }
    }
    Ok(if wrong.is_empty() { Verdict::Good(Box::new(wish)) } else { Verdict::Wrong(wrong) })
}

/// One look at all that a line could collide with.
async fn find(tx: &mut Tx, org: OrgId, wish: &Wish) -> Result<Found> {
    let details = &wish.details;
    let found = tx
        .row(
            "SELECT
               (SELECT a.id FROM accounts a WHERE a.org_id = o.org_id AND a.external_id = ?2),
               (SELECT a.id FROM accounts a WHERE a.org_id = o.org_id AND a.email_folded = ?3 AND a.name_folded = ?4
                  AND (a.external_id IS NULL OR ?2 = '') ORDER BY a.id LIMIT 1),
               (SELECT u.kind FROM users u WHERE u.org_id = o.org_id AND u.email_folded = ?5),
               (SELECT n.account_id FROM account_nicknames n WHERE n.org_id = o.org_id AND n.skeleton = ?6)
             FROM organizations o WHERE o.org_id = ?1",
            params![
                org,
                wish.external_id.as_deref().unwrap_or_default(),
                details.email.folded(),
                details.name.folded(),
                wish.admin.as_ref().map(|(_, email)| email.folded()).unwrap_or_default(),
                wish.nickname.as_ref().map(kernel::text::Nickname::skeleton).unwrap_or_default(),
            ],
            |row| {
                Ok(Found { external: row.get(0)?, same: row.get(1)?, user: row.get(2)?, nickname: row.get(3)? })
            },
        )
        .await?;
    found.ok_or(kernel::Error::NotFound)
}

impl Taken {
    /// What a good line is after those before it.
    pub(super) fn after(&mut self, known: &Known, number: i64, verdict: Verdict) -> Verdict {
        let Verdict::Good(wish) = verdict else { return verdict };
        let called = (wish.details.email.folded(), wish.details.name.folded());
        let same = match &wish.external_id {
            Some(id) => self.ids.get(id).or_else(|| self.without_id.get(&called)),
            None => self.names.get(&called),
        };
        if let Some(line) = same {
            return Verdict::There(format!("It stands on line {line} already."));
        }
        let mut wrong = Vec::new();
        if let Some(nickname) = &wish.nickname
            && let Some(line) = self.nicknames.get(&nickname.skeleton())
        {
            let words = format!("The account on line {line} has this nickname, or one that looks like it.");
            wrong.push(Wrong::of(Field::Nickname, nickname.as_str(), words));
        }
        if let Some((_, email)) = wish.admin.as_ref().filter(|_| !known.several)
            && let Some(line) = self.users.get(&email.folded())
        {
            let words = format!("The person on line {line} signs in with this address.");
            wrong.push(Wrong::of(Field::AdminEmail, email.as_str(), words));
        }
        if !wrong.is_empty() {
            return Verdict::Wrong(wrong);
        }
        if let Some(id) = &wish.external_id {
            self.ids.insert(id.clone(), number);
        } else {
            self.without_id.insert(called.clone(), number);
        }
        self.names.insert(called, number);
        self.nicknames.extend(wish.nickname.as_ref().map(|nickname| (nickname.skeleton(), number)));
        self.users.extend(wish.admin.as_ref().map(|(_, email)| (email.folded(), number)));
        Verdict::Good(wish)
    }
}

/// Whoever imports first users must be allowed to give them their role; said once and not for each line.
pub(super) async fn may_make_admins(tx: &mut Tx, actor: &Actor) -> Result<()> {
    let role = roles::preset_in(tx, actor.org(), "client_admin").await?;
    roles::chosen(tx, actor, Kind::PortalUser, &[role], &[]).await.map(|_| ())
}
