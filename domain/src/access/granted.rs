//! The proof that somebody may do something, and how far.

use std::fmt;
use std::marker::PhantomData;
use std::ops::Deref;

use kernel::{AccountId, ContactId, OrgId, UserId};

use super::{Actor, Key, Permission, Reach};
use crate::records::intake::Once;

/// Made only by [`Actor::may`]. Whoever holds one may do `P` to what [`AnyGranted::covers`].
pub struct Granted<P> {
    any: AnyGranted,
    permission: PhantomData<fn() -> P>,
}

/// The same for what does not ask which permission it is: somebody may do something, and how far. It is only ever seen
/// through a [`Granted`], and what takes it is in the program once, and not once for each permission.
#[derive(Clone)]
pub struct AnyGranted {
    actor: Actor,
    reach: Reach,
    once: Option<Once>,
}

impl<P: Permission> Granted<P> {
    pub(super) const fn new(actor: Actor, reach: Reach) -> Self {
        Self { any: AnyGranted { actor, reach, once: None }, permission: PhantomData }
    }
}

/// No permission at all: good for asking how far somebody’s goes, and for no function that does something.
pub(super) struct Imagined;

impl Granted<Imagined> {
    pub(super) fn imagined(actor: &Actor, key: Key) -> Option<Self> {
        let reach = actor.grants().reach(key)?;
        let any = AnyGranted { actor: actor.clone(), reach, once: None };
        Some(Self { any, permission: PhantomData })
    }
}

impl<P> Granted<P> {
    /// What is made by this proof is remembered under the name of the request, so that the request can be sent again:
    /// see [`crate::records::intake::made`].
    #[must_use]
    pub fn once(mut self, once: Option<&Once>) -> Self {
        self.any.once = once.cloned();
        self
    }
}

impl<P> Deref for Granted<P> {
    type Target = AnyGranted;

    fn deref(&self) -> &AnyGranted {
        &self.any
    }
}

impl AnyGranted {
    pub const fn actor(&self) -> &Actor {
        &self.actor
    }

    pub(crate) const fn name_of_request(&self) -> Option<&Once> {
        self.once.as_ref()
    }

    pub const fn reach(&self) -> Reach {
        self.reach
    }

    pub fn org(&self) -> OrgId {
        self.actor.org()
    }

    /// Whether something with these owners is within reach. [`super::fence`] says the same in SQL.
    pub fn covers(
        &self,
        account: Option<AccountId>,
        contact: Option<ContactId>,
        creator: Option<UserId>,
    ) -> bool {
        let place = self.actor.place();
        let same_account = place.is_some_and(|place| Some(place.account) == account);
        match self.reach {
            Reach::Organization => true,
            Reach::Account => same_account,
            Reach::Own => {
                let own_contact = contact.is_some() && place.is_some_and(|place| place.contact == contact);
                let own_work = creator.is_some() && creator == self.actor.user_id();
                same_account && (own_contact || own_work)
            }
        }
    }

    /// The one account that this reaches; `None` for the whole organization.
    pub fn account(&self) -> Option<AccountId> {
        match self.reach {
            Reach::Organization => None,
            Reach::Own | Reach::Account => self.actor.place().map(|place| place.account),
        }
    }
}

impl<P> Clone for Granted<P> {
    fn clone(&self) -> Self {
        Self { any: self.any.clone(), permission: PhantomData }
    }
}

impl<P> fmt::Debug for Granted<P> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Granted({})", self.reach.name())
    }
}
