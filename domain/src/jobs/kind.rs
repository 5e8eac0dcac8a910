//! The kinds of work that are done on many records at once.

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    DeleteUsers,
    SendInvitations,
}

impl Kind {
    pub const ALL: &[Self] = &[Self::DeleteUsers, Self::SendInvitations];

    pub const fn name(self) -> &'static str {
        match self {
            Self::DeleteUsers => "users.delete",
            Self::SendInvitations => "invitations.send",
        }
    }

    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|kind| kind.name() == name)
    }

    /// What is being done.
    pub const fn title(self) -> &'static str {
        match self {
            Self::DeleteUsers => "Delete portal users",
            Self::SendInvitations => "Send invitations",
        }
    }

    /// What was done to each: “41 deleted”.
    pub const fn done(self) -> &'static str {
        match self {
            Self::DeleteUsers => "deleted",
            Self::SendInvitations => "sent",
        }
    }
}
