//! What a database can answer instead of rows.

use std::fmt;

pub type Result<T, E = Error> = std::result::Result<T, E>;

#[derive(Debug)]
pub enum Error {
    /// A row with this key exists already.
    Exists(String),
    /// The row points to something that does not exist, or something points to it.
    Reference(String),
    /// The disk is full.
    Full,
    /// Another process holds the database, or the server cannot be reached.
    Unavailable(String),
    /// The statement tried to write where only reading is allowed.
    ReadOnly,
    /// Any other answer: a mistake of ours.
    Other(String),
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Exists(what) => write!(f, "exists already: {what}"),
            Self::Reference(what) => write!(f, "points to nothing, or is pointed to: {what}"),
            Self::Full => f.write_str("the disk is full"),
            Self::Unavailable(what) => write!(f, "the database cannot be reached: {what}"),
            Self::ReadOnly => f.write_str("tried to write on a read-only connection"),
            Self::Other(what) => f.write_str(what),
        }
    }
}

impl std::error::Error for Error {}

impl From<Error> for kernel::Error {
    fn from(error: Error) -> Self {
        match error {
            Error::Exists(_) => Self::conflict("Something with the same name or number exists already."),
            Error::Full => Self::Unavailable("the disk is full. What you sent was not stored.".to_owned()),
            Error::Unavailable(what) => {
                Self::Unavailable(format!("the database cannot be reached ({what})."))
            }
            other => Self::Bug(other.to_string()),
        }
    }
}

impl From<rusqlite::Error> for Error {
    fn from(error: rusqlite::Error) -> Self {
        use rusqlite::ErrorCode;
        let rusqlite::Error::SqliteFailure(code, message) = &error else {
            return Self::Other(error.to_string());
        };
        let text = || message.clone().unwrap_or_else(|| error.to_string());
        match code.code {
            ErrorCode::ConstraintViolation
                if code.extended_code == rusqlite::ffi::SQLITE_CONSTRAINT_FOREIGNKEY =>
            {
                Self::Reference(text())
            }
            ErrorCode::ConstraintViolation => Self::Exists(text()),
            ErrorCode::DiskFull => Self::Full,
            ErrorCode::ReadOnly => Self::ReadOnly,
            ErrorCode::DatabaseBusy
            | ErrorCode::DatabaseLocked
            | ErrorCode::CannotOpen
            | ErrorCode::SystemIoFailure
            | ErrorCode::NotADatabase
            | ErrorCode::DatabaseCorrupt => Self::Unavailable(text()),
            _ => Self::Other(text()),
        }
    }
}

impl From<tokio_postgres::Error> for Error {
    fn from(error: tokio_postgres::Error) -> Self {
        use tokio_postgres::error::SqlState;
        let Some(answer) = error.as_db_error() else {
            let text = match std::error::Error::source(&error) {
                Some(source) => format!("{error}: {source}"),
                None => error.to_string(),
            };
            let ours = text.contains("serializ") || text.contains("expected");
            return if ours { Self::Other(text) } else { Self::Unavailable(text) };
        };
        let text = answer.to_string();
        let code = answer.code();
        if *code == SqlState::UNIQUE_VIOLATION {
            Self::Exists(text)
        } else if *code == SqlState::FOREIGN_KEY_VIOLATION {
            Self::Reference(text)
        } else if *code == SqlState::DISK_FULL {
            Self::Full
        } else if *code == SqlState::READ_ONLY_SQL_TRANSACTION {
            Self::ReadOnly
        } else if code.code().starts_with("40") {
            // Two changes waited for each other: one of them was undone and can be tried again.
            Self::Unavailable(text)
        } else if code.code().starts_with("57P")
            || code.code().starts_with("08")
            || code.code().starts_with("53")
        {
            Self::Unavailable(text)
        } else {
            Self::Other(text)
        }
    }
}

impl From<deadpool_postgres::PoolError> for Error {
    fn from(error: deadpool_postgres::PoolError) -> Self {
        match error {
            deadpool_postgres::PoolError::Backend(error) => error.into(),
            other => Self::Unavailable(other.to_string()),
        }
    }
}
