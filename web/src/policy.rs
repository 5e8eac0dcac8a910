//! What a route asks of its visitor. A route without a policy cannot be written.

use domain::access::Key;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Policy {
    /// Anybody may come.
    Public,
    /// Anybody who is signed in, even with a step that is still open: the pages of the steps, and the way out.
    Step,
    /// Anybody who is signed in, even in none of several accounts yet: choosing one.
    Choosing,
    /// Anybody who is signed in.
    SignedIn,
    /// Anybody who is signed in as a person, for what is their own: not a browser that is in by a link.
    Person,
    /// Whoever has this permission, as far as it reaches.
    Needs(Key),
}

impl Policy {
    /// As the printed table of routes says it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Public => "public",
            Self::Step => "signed in, with a step to do",
            Self::Choosing => "signed in, choosing an account",
            Self::SignedIn => "signed in",
            Self::Person => "signed in as a person",
            Self::Needs(key) => key.name(),
        }
    }
}
