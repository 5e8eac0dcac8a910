//! What can go wrong, in the visitor's terms; each door translates it once.

use std::fmt;

use crate::{Reason, Span};

pub type Result<T, E = Error> = std::result::Result<T, E>;

#[derive(Debug)]
pub enum Error {
    /// It does not exist, or it is out of the visitor's reach: the two cannot be told apart.
    NotFound,
    /// The visitor can see it and may not do this with it.
    Forbidden(Reason),
    /// What was sent cannot be used; nothing was changed.
    Invalid(Invalid),
    /// Somebody else changed it in the meantime, or it stands in the way of another thing.
    Conflict(Reason),
    /// The account is locked.
    Locked,
    /// Nobody is signed in, or the session has ended.
    SignedOut,
    /// Too often; try again after this span.
    TooMany(Span),
    /// The database, the disk or another part cannot serve right now; trying later helps.
    Unavailable(String),
    /// A mistake of ours. The text goes to the log, never to the visitor.
    Bug(String),
}

/// What is wrong with which field.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Invalid(Vec<FieldError>);

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldError {
    pub field: String,
    pub message: String,
}

impl Invalid {
    pub fn field(field: impl Into<String>, message: impl Into<String>) -> Self {
        Self(vec![FieldError { field: field.into(), message: message.into() }])
    }

    pub fn push(&mut self, field: impl Into<String>, message: impl Into<String>) {
        self.0.push(FieldError { field: field.into(), message: message.into() });
    }

    /// Keeps the value, or notes what is wrong with the field and goes on to the next one.
    pub fn check<T>(&mut self, field: &str, parsed: std::result::Result<T, impl fmt::Display>) -> Option<T> {
        parsed.map_err(|message| self.push(field, message.to_string())).ok()
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub fn fields(&self) -> &[FieldError] {
        &self.0
    }

    pub fn message(&self, field: &str) -> Option<&str> {
        self.0.iter().find(|e| e.field == field).map(|e| e.message.as_str())
    }

    /// `Ok` if nothing was wrong.
    pub fn into_result(self) -> Result<()> {
        if self.is_empty() { Ok(()) } else { Err(Error::Invalid(self)) }
    }
}

impl Error {
    pub fn invalid(field: impl Into<String>, message: impl Into<String>) -> Self {
        Self::Invalid(Invalid::field(field, message))
    }

    pub fn forbidden(reason: impl Into<Reason>) -> Self {
        Self::Forbidden(reason.into())
    }

    pub fn conflict(reason: impl Into<Reason>) -> Self {
        Self::Conflict(reason.into())
    }

    pub fn bug(what: impl fmt::Display) -> Self {
        Self::Bug(what.to_string())
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotFound => f.write_str("This does not exist, or it is not yours to see."),
            Self::Forbidden(reason) | Self::Conflict(reason) => reason.fmt(f),
            Self::Invalid(invalid) => {
                let texts: Vec<_> = invalid.0.iter().map(|e| format!("{}: {}", e.field, e.message)).collect();
                f.write_str(&texts.join(" "))
            }
            Self::Locked => f.write_str("This account is locked."),
            Self::SignedOut => f.write_str("Please sign in."),
            Self::TooMany(wait) => {
                write!(f, "Too many attempts. Try again in {} seconds.", wait.as_seconds().max(1))
            }
            Self::Unavailable(what) => write!(f, "Portico cannot do this right now: {what}"),
            Self::Bug(what) => write!(f, "A mistake of ours: {what}"),
        }
    }
}

impl std::error::Error for Error {}
