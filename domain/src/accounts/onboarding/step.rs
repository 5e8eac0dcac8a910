//! A step of the checklist: what is to be done, whose turn it is, and what completes it.

use db::{Row, Tx, params};
use kernel::{Error, OrgId, Result, StepId};

use crate::access::Granted;
use crate::history::Action;
use crate::house::Read;

/// Letters of what a step is called, and of what is said about it.
pub const LONGEST_TITLE: usize = 120;
pub const LONGEST_ABOUT: usize = 500;

/// Whose turn it is. Both sides see all steps; each ticks its own, and the team those of the client as well.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Whose {
    Client,
    Team,
}

impl Whose {
    pub const ALL: [Self; 2] = [Self::Client, Self::Team];

    pub const fn name(self) -> &'static str {
        match self {
            Self::Client => "client",
            Self::Team => "team",
        }
    }

    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.name() == name)
    }
}

/// What completes a step: somebody's hand, or the first time that something happens in the account.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Completes {
    ByHand,
    SignIn,
    UserAdded,
    ContactAdded,
    NumberAdded,
    PlanChosen,
    StatusSet,
    MessageWritten,
    MessageMarked,
    CallTaken,
    FactorAdded,
}

impl Completes {
    pub const ALL: [Self; 11] = [
        Self::ByHand,
        Self::SignIn,
        Self::UserAdded,
        Self::ContactAdded,
        Self::NumberAdded,
        Self::PlanChosen,
        Self::StatusSet,
        Self::MessageWritten,
        Self::MessageMarked,
        Self::CallTaken,
        Self::FactorAdded,
    ];

    pub const fn name(self) -> &'static str {
        match self {
            Self::ByHand => "by_hand",
            Self::SignIn => "sign_in",
            Self::UserAdded => "user_added",
            Self::ContactAdded => "contact_added",
            Self::NumberAdded => "number_added",
            Self::PlanChosen => "plan_chosen",
            Self::StatusSet => "status_set",
            Self::MessageWritten => "message_written",
            Self::MessageMarked => "message_marked",
            Self::CallTaken => "call_taken",
            Self::FactorAdded => "factor_added",
        }
    }

    pub const fn words(self) -> &'static str {
        match self {
            Self::ByHand => "Somebody ticks it",
            Self::SignIn => "Somebody of the client signs in",
            Self::UserAdded => "A portal user is added",
            Self::ContactAdded => "A contact is added",
            Self::NumberAdded => "A number is added",
            Self::PlanChosen => "A plan is chosen",
            Self::StatusSet => "A status is set",
            Self::MessageWritten => "The first message comes in",
            Self::MessageMarked => "A message is marked as read or done",
            Self::CallTaken => "The first call comes in",
            Self::FactorAdded => "Somebody sets up a second factor or a passkey",
        }
    }

    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.name() == name)
    }

    /// What completes by such an event.
    pub(super) const fn by(action: Action) -> Option<Self> {
        Some(match action {
            Action::SignedIn | Action::AccountEntered => Self::SignIn,
            Action::UserAdded => Self::UserAdded,
            Action::ContactAdded => Self::ContactAdded,
            Action::NumberAdded => Self::NumberAdded,
            Action::PlanChanged => Self::PlanChosen,
            Action::StatusSet => Self::StatusSet,
            Action::MessageWritten | Action::MessagesTaken => Self::MessageWritten,
            Action::MessageMarked => Self::MessageMarked,
            Action::CallTaken | Action::CallsTaken => Self::CallTaken,
            Action::SecondFactorAdded | Action::PasskeyAdded => Self::FactorAdded,
            _ => return None,
        })
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    pub id: StepId,
    pub title: String,
    pub about: String,
    pub whose: Whose,
    pub completes: Completes,
}

/// A step as it is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StepDetails {
    pub title: String,
    pub about: String,
    pub whose: Whose,
    pub completes: Completes,
}

pub(super) const COLUMNS: &str = "s.id, s.title, s.about, s.whose, s.completes";

pub(super) fn read_step(row: &Row<'_>) -> db::Result<Step> {
    Ok(Step {
        id: row.get(0)?,
        title: row.get(1)?,
        about: row.get(2)?,
        // What a newer version wrote waits for the team and for a hand.
        whose: Whose::parse(&row.get::<String>(3)?).unwrap_or(Whose::Team),
        completes: Completes::parse(&row.get::<String>(4)?).unwrap_or(Completes::ByHand),
    })
}

/// The checklist in its order. Whoever has any proof in the organization may know it.
pub async fn list<P>(read: &mut Read, granted: &Granted<P>) -> Result<Vec<Step>> {
    list_in(&mut read.0, granted.org()).await
}

pub(super) async fn list_in(tx: &mut Tx, org: OrgId) -> Result<Vec<Step>> {
    let sql = format!("SELECT {COLUMNS} FROM onboarding_steps s WHERE s.org_id = ?1 ORDER BY s.place, s.id");
    Ok(tx.rows(&sql, params![org], read_step).await?)
}

/// One step; another organization's is not found.
pub async fn find<P>(read: &mut Read, granted: &Granted<P>, id: StepId) -> Result<Step> {
    find_in(&mut read.0, granted.org(), id).await
}

pub(super) async fn find_in(tx: &mut Tx, org: OrgId, id: StepId) -> Result<Step> {
    let sql = format!("SELECT {COLUMNS} FROM onboarding_steps s WHERE s.org_id = ?1 AND s.id = ?2");
    tx.row(&sql, params![org, id], read_step).await?.ok_or(Error::NotFound)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_way_to_complete_a_step_reads_back_and_has_its_event() {
        for one in Completes::ALL {
            assert_eq!(Completes::parse(one.name()), Some(one));
            let happens = Action::ALL.iter().any(|action| Completes::by(*action) == Some(one));
            assert_eq!(happens, one != Completes::ByHand, "{}", one.name());
        }
        // A step that completes must not complete another one.
        assert_eq!(Completes::by(Action::StepDone), None);
    }
}
