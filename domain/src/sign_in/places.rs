//! The accounts of a person who has several (C-07): which they are, whether they are open, and going from one to
//! another. A session is in one of them at a time, and in none until one is chosen.

use db::{Tx, params};
use kernel::{AccountId, Error, OrgId, Result, Span, Timestamp, Token, UserId};

use super::{SignedIn, Step, sessions};
use crate::access::{Actor, Clearance, Grants, Identity, Key, Kind, Mode, Person, Place, Via, roles};
use crate::history::{Action, Event};
use crate::house::{House, Read};
use crate::people::users;

/// An account of somebody's, as the person sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnPlace {
    pub account: AccountId,
    pub name: String,
    /// The names of the person's roles there, with commas between them.
    pub roles: String,
    pub locked: bool,
    /// The person's own access to it was taken away for a while.
    pub disabled: bool,
    pub entered_at: Option<Timestamp>,
}

impl OwnPlace {
    pub const fn is_open(&self) -> bool {
        !self.locked && !self.disabled
    }
}

/// Where somebody with several accounts comes out after signing in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Landing {
    /// On the page across all of them.
    #[default]
    All,
    /// In the one that was open last, as long as it is open.
    Last,
}

impl Landing {
    pub const fn name(self) -> &'static str {
        match self {
            Self::All => "",
            Self::Last => "last",
        }
    }

    pub fn stored(name: &str) -> Self {
        if name == Self::Last.name() { Self::Last } else { Self::All }
    }
}

/// All accounts of a person, by name.
pub(super) async fn of(tx: &mut Tx, org: OrgId, user: UserId) -> Result<Vec<OwnPlace>> {
    Ok(tx
        .rows(
            "SELECT m.account_id, a.name, a.locked_at, m.disabled_at, m.entered_at,
                    (SELECT string_agg(o.name, ', ' ORDER BY o.name) FROM membership_roles h
                     JOIN roles o ON o.org_id = h.org_id AND o.id = h.role_id
                     WHERE h.org_id = m.org_id AND h.user_id = m.user_id AND h.account_id = m.account_id)
             FROM memberships m
             JOIN accounts a ON a.org_id = m.org_id AND a.id = m.account_id
             WHERE m.org_id = ?1 AND m.user_id = ?2 ORDER BY m.account_name_folded, m.account_id",
            params![org, user],
            |row| {
                Ok(OwnPlace {
                    account: row.get(0)?,
                    name: row.get(1)?,
                    locked: row.get::<Option<Timestamp>>(2)?.is_some(),
                    disabled: row.get::<Option<Timestamp>>(3)?.is_some(),
                    entered_at: row.get(4)?,
                    roles: row.get::<Option<String>>(5)?.unwrap_or_default(),
                })
            },
        )
        .await?)
}

/// Puts the session into another of the person's accounts, under another token: the rights are others from now on.
pub async fn enter(house: &House, who: &SignedIn, account: AccountId) -> Result<Token> {
    who.actor.must_be_oneself()?;
    may_choose(who)?;
    let mut change = house.change_unasked().await?;
    let (org, user) = (who.actor.org(), who.user);
    let places = of(&mut change.tx, org, user).await?;
    let place = places.into_iter().find(|place| place.account == account).ok_or(Error::NotFound)?;
    if place.locked {
        return Err(Error::conflict(format!(
            "{} is locked. Only your provider can open it again.",
            place.name
        )));
    }
    if place.disabled {
        return Err(Error::conflict(format!("Your access to {} is disabled at the moment.", place.name)));
    }
    let held = roles::of_member(&mut change.tx, org, user, account).await?;
    let grants = held.iter().fold(Grants::NONE, |sum, role| sum.union(&role.grants));
    let limits = lasts(Kind::PortalUser, &grants);
    let token = sessions::move_to(&mut change, org, who.session, account, limits).await?;
    users::note_entry(&mut change, org, user, account).await?;
    let event = Event::of(Action::AccountEntered).in_account(account).labelled(place.name);
    change.record(&at(who, account), event).await?.commit().await?;
    Ok(token)
}

/// Chooses where the person comes out after signing in.
pub async fn land(house: &House, who: &SignedIn, landing: Landing) -> Result<()> {
    who.actor.must_be_oneself()?;
    may_choose(who)?;
    let mut change = house.change_unasked().await?;
    users::set_landing(&mut change, who.actor.org(), who.user, landing.name()).await?;
    // How somebody likes to begin is nobody's data.
    change.commit_housekeeping().await
}

/// What was chosen.
pub async fn landing(read: &mut Read, who: &SignedIn) -> Result<Landing> {
    let sql = "SELECT lands FROM users WHERE org_id = ?1 AND id = ?2";
    let lands: Option<String> = read.0.row(sql, params![who.actor.org(), who.user], |row| row.get(0)).await?;
    Ok(lands.map(|lands| Landing::stored(&lands)).unwrap_or_default())
}

/// Only a person who has several, and nothing else to do first.
fn may_choose(who: &SignedIn) -> Result<()> {
    match who.step {
        None | Some(Step::ChooseAccount) if !who.places.is_empty() => Ok(()),
        _ => Err(Error::NotFound),
    }
}

/// The person at the door of an account, with nothing yet.
fn at(who: &SignedIn, account: AccountId) -> Actor {
    Actor::new(Identity {
        org: who.actor.org(),
        subject: Person { id: who.user, name: who.name.clone() },
        operator: None,
        kind: Kind::PortalUser,
        place: Some(Place { account, contact: None }),
        grants: Grants::NONE,
        clearance: Clearance::NONE,
        via: Via::Session(who.session),
        mode: Mode::Own,
        request: who.actor.request().clone(),
    })
}

/// How long a session may last, and how long it may be idle. NIST SP 800-63B-4: those who can see a whole account or
/// more stay signed in for a day at most.
pub(super) fn lasts(kind: Kind, grants: &Grants) -> (Span, Span) {
    let powerful = kind == Kind::Operator || grants.reach(Key::AccountsView).is_some();
    if powerful { (Span::hours(24), Span::hours(1)) } else { (Span::days(30), Span::days(7)) }
}
