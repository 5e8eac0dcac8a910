//! Somebody of the demo who can sign in.

/// A login with its password, to be printed once: Portico itself keeps only the hash.
#[derive(Clone, PartialEq, Eq, serde::Serialize)]
pub struct Login {
    pub email: String,
    pub password: String,
    /// `operator` or `portal_user`.
    pub kind: &'static str,
    /// The name of the account; empty for operators.
    pub account: String,
    pub role: String,
    pub name: String,
}

/// Without the password.
impl std::fmt::Debug for Login {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} ({})", self.email, self.role)
    }
}
