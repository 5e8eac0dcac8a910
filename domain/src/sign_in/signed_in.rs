//! Somebody who is signed in: the answer to each request's first question.

use kernel::{AccountId, AnyId, Formats, MemberId, PhotoId, SessionId, Timestamp, UserId};

use super::places::OwnPlace;
use super::steps::Step;
use super::verification::Shown;
use crate::access::{Actor, Mode, Via};
use crate::organizations::Organization;

/// Somebody who is signed in, as the doors see them.
#[derive(Clone, Debug)]
pub struct SignedIn {
    pub actor: Actor,
    pub organization: Organization,
    pub user: UserId,
    /// The person as a user of the account.
    pub(super) member: Option<MemberId>,
    pub name: String,
    pub email: String,
    pub photo: Option<PhotoId>,
    /// The names of the person's roles, with commas between them.
    pub role: String,
    pub account: Option<(AccountId, String)>,
    /// The accounts to choose among, this one included; none for whoever has nothing to choose (C-07).
    pub places: Vec<OwnPlace>,
    /// The zone in which the person reads the clock.
    pub time_zone: String,
    /// How dates and times are written for the person.
    pub formats: Formats,
    pub session: SessionId,
    pub ends_at: Timestamp,
    pub login_as: Option<LoginAs>,
    /// What has to be done before anything opens; a door shows its page and nothing else.
    pub step: Option<Step>,
    /// What the person has shown to be his or her own.
    pub shown: Shown,
    /// When the password was given last in this session.
    pub(super) proved_at: Option<Timestamp>,
    /// A second factor was shown in this session.
    pub(crate) factor_shown: bool,
    pub now: Timestamp,
}

/// An operator is in the person's place.
#[derive(Clone, Debug)]
pub struct LoginAs {
    pub operator: String,
    /// The operator's own session, which this one hangs on.
    pub operator_session: SessionId,
    pub mode: Mode,
    /// The page of the console that the operator came from.
    pub return_to: String,
}

impl SignedIn {
    /// Nobody in person: a browser that is in by the secure login link of an account.
    pub fn is_by_link(&self) -> bool {
        matches!(self.actor.via(), Via::SecureLink(_))
    }

    /// As lists and the history of the account know the person.
    pub fn any(&self) -> AnyId {
        self.member.map_or_else(|| self.user.any(), MemberId::any)
    }

    pub fn account_name(&self) -> &str {
        self.account.as_ref().map_or("", |(_, name)| name)
    }
}
