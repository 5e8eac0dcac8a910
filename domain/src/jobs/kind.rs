//! The kinds of work that are done on many records at once.

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    DeleteUsers,
}

impl Kind {
    pub const ALL: &[Self] = &[Self::DeleteUsers];

    pub const fn name(self) -> &'static str {
        match self {
            Self::DeleteUsers => "users.delete",
        }
    }

    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|kind| kind.name() == name)
    }

    /// What is being done.
    pub const fn title(self) -> &'static str {
        match self {
            Self::DeleteUsers => "Delete portal users",
        }
    }

    /// What was done to each: “41 deleted”.
    pub const fn done(self) -> &'static str {
        match self {
            Self::DeleteUsers => "deleted",
        }
    }
}
