//! What a route asks of its visitor. A route without a policy cannot be written.

use domain::access::Key;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Policy {
    /// Anybody may come.
    Public,
    /// Anybody who is signed in, for what is their own.
    SignedIn,
    /// Whoever has this permission, as far as it reaches.
    Needs(Key),
}

impl Policy {
    /// As the printed table of routes says it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Public => "public",
            Self::SignedIn => "signed in",
            Self::Needs(key) => key.name(),
        }
    }
}
