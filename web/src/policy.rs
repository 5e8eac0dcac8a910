//! What a route asks of its visitor. A route without a policy cannot be written.

use domain::access::Key;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Policy {
    /// Anybody may come.
    Public,
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
            Self::SignedIn => "signed in",
            Self::Person => "signed in as a person",
            Self::Needs(key) => key.name(),
        }
    }
}
