//! Who acts, for whom, in which organization: the only key to data.

use std::sync::Arc;

use kernel::{AccountId, ContactId, Error, JobId, KeyId, OrgId, Result, SessionId, UserId};

use super::{Clearance, Granted, Grants, Permission, Reach};

/// Made only inside of `domain`: from a session, an API key, or a job of the system.
#[derive(Clone, Debug)]
pub struct Actor(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    org: OrgId,
    subject: Option<Person>,
    operator: Option<Person>,
    kind: Kind,
    place: Option<Place>,
    grants: Grants,
    clearance: Clearance,
    via: Via,
    mode: Mode,
    request: Request,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    pub id: UserId,
    pub name: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Operator,
    PortalUser,
    System,
}

impl Kind {
    pub const fn name(self) -> &'static str {
        match self {
            Self::Operator => "operator",
            Self::PortalUser => "portal_user",
            Self::System => "system",
        }
    }

    /// An unknown kind is the one with the least.
    pub fn stored(name: &str) -> Self {
        if name == "operator" { Self::Operator } else { Self::PortalUser }
    }
}

/// A portal user's place: the account, and the contact that the user is linked to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    pub account: AccountId,
    pub contact: Option<ContactId>,
}

/// Through what somebody acts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Via {
    Session(SessionId),
    LoginAs(SessionId),
    /// The link of an account without portal users: nobody's own session.
    SecureLink(SessionId),
    Key(KeyId),
    /// Work on many records, done for the person who asked for it.
    Job(JobId),
    System(&'static str),
}

impl Via {
    pub fn text(&self) -> String {
        match self {
            Self::Session(id) => format!("session {id}"),
            Self::LoginAs(id) => format!("login as {id}"),
            Self::SecureLink(id) => format!("secure link {id}"),
            Self::Key(id) => format!("API key {id}"),
            Self::Job(id) => format!("job {id}"),
            Self::System(what) => (*what).to_owned(),
        }
    }
}

/// Whether a login may change things, or only look.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// The person's own login, or a key.
    Own,
    /// An operator in a client's place who may change what the client may.
    Act,
    /// An operator in a client's place who only looks.
    View,
}

impl Mode {
    pub const fn name(self) -> &'static str {
        match self {
            Self::Own => "own",
            Self::Act => "act",
            Self::View => "view",
        }
    }

    /// An unknown mode only looks.
    pub fn stored(name: &str) -> Self {
        match name {
            "own" => Self::Own,
            "act" => Self::Act,
            _ => Self::View,
        }
    }
}

/// The request that somebody acts in, for the history.
#[derive(Clone, Debug, Default)]
pub struct Request {
    pub id: String,
    pub address: String,
}

/// What [`Actor::new`] needs to know.
pub(crate) struct Identity {
    pub org: OrgId,
    pub subject: Person,
    pub operator: Option<Person>,
    pub kind: Kind,
    pub place: Option<Place>,
    pub grants: Grants,
    /// Of operators: into which Secure accounts they see.
    pub clearance: Clearance,
    pub via: Via,
    pub mode: Mode,
    pub request: Request,
}

impl Actor {
    /// A person with a session or a key. A portal user without a place has no grants at all, and one with a place
    /// none that are not for clients, whatever a role says.
    pub(crate) fn new(who: Identity) -> Self {
        let grants = match (who.kind, who.place) {
            (Kind::PortalUser, Some(_)) => who.grants.offered_to(Kind::PortalUser),
            (Kind::PortalUser, None) => Grants::NONE,
            (Kind::Operator | Kind::System, _) => who.grants,
        };
        // A portal user is kept within the own account; whether an operator may be in that place, the gate asks.
        let clearance = if who.kind == Kind::PortalUser { Clearance::All } else { who.clearance };
        Self(Arc::new(Inner {
            org: who.org,
            subject: Some(who.subject),
            operator: who.operator,
            kind: who.kind,
            place: who.place,
            grants,
            clearance,
            via: who.via,
            mode: who.mode,
            request: who.request,
        }))
    }

    /// The machine itself, doing `what` ("call import") for one organization.
    pub fn system(org: OrgId, what: &'static str) -> Self {
        Self(Arc::new(Inner {
            org,
            subject: None,
            operator: None,
            kind: Kind::System,
            place: None,
            grants: Grants::everything(Reach::Organization),
            clearance: Clearance::All,
            via: Via::System(what),
            mode: Mode::Own,
            request: Request::default(),
        }))
    }

    /// The proof that this actor may do `P`, with its reach; refused with the reason otherwise.
    pub fn may<P: Permission>(&self) -> Result<Granted<P>> {
        match self.0.grants.reach(P::KEY) {
            Some(reach) => Ok(Granted::new(self.clone(), reach)),
            None => Err(Error::forbidden(format!(
                "Your role does not include “{}”. An administrator of your organization can give it to you.",
                P::KEY.meaning()
            ))),
        }
    }

    pub fn can<P: Permission>(&self) -> bool {
        self.0.grants.reach(P::KEY).is_some()
    }

    pub fn org(&self) -> OrgId {
        self.0.org
    }

    pub fn kind(&self) -> Kind {
        self.0.kind
    }

    /// Whether it is the organization itself, and nobody of a client: only then is what the team notes for itself
    /// to be seen.
    pub fn is_of_the_team(&self) -> bool {
        match self.0.kind {
            Kind::Operator | Kind::System => true,
            Kind::PortalUser => false,
        }
    }

    pub fn place(&self) -> Option<Place> {
        self.0.place
    }

    pub fn grants(&self) -> &Grants {
        &self.0.grants
    }

    pub(crate) fn clearance(&self) -> &Clearance {
        &self.0.clearance
    }

    pub fn via(&self) -> &Via {
        &self.0.via
    }

    pub fn mode(&self) -> Mode {
        self.0.mode
    }

    pub fn request(&self) -> &Request {
        &self.0.request
    }

    /// For whom something is done: the person whose rights count.
    pub fn subject(&self) -> Option<&Person> {
        self.0.subject.as_ref()
    }

    /// Who really does it: the operator in a client's place, or the person.
    pub fn person(&self) -> Option<&Person> {
        self.0.operator.as_ref().or(self.0.subject.as_ref())
    }

    pub fn user_id(&self) -> Option<UserId> {
        self.subject().map(|person| person.id)
    }

    /// The operator, when somebody is logged in as somebody else.
    pub fn operator(&self) -> Option<&Person> {
        self.0.operator.as_ref()
    }

    pub(crate) fn must_not_only_look(&self) -> Result<()> {
        match self.0.mode {
            Mode::View => Err(Error::forbidden(
                "You are viewing this account and cannot change anything in it. Log in as the client to act.",
            )),
            Mode::Own | Mode::Act => Ok(()),
        }
    }

    /// Refuses what may never be done for somebody else: credentials, keys, another login as (L3).
    pub fn must_be_oneself(&self) -> Result<()> {
        match self.0.operator {
            Some(_) => {
                Err(Error::forbidden("This can only be done by the person, not by an operator for them."))
            }
            None => Ok(()),
        }
    }
}
