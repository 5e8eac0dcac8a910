//! The kinds of work that are done on many records at once.

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    DeleteUsers,
    DisableUsers,
    EnableUsers,
    SendInvitations,
    TagAccounts,
    UntagAccounts,
    AssignAccounts,
    PlanAccounts,
    LockAccounts,
    UnlockAccounts,
    ImportAccounts,
    UndoImport,
}

impl Kind {
    pub const ALL: &[Self] = &[
        Self::DeleteUsers,
        Self::DisableUsers,
        Self::EnableUsers,
        Self::SendInvitations,
        Self::TagAccounts,
        Self::UntagAccounts,
        Self::AssignAccounts,
        Self::PlanAccounts,
        Self::LockAccounts,
        Self::UnlockAccounts,
        Self::ImportAccounts,
        Self::UndoImport,
    ];

    pub const fn name(self) -> &'static str {
        match self {
            Self::DeleteUsers => "users.delete",
            Self::DisableUsers => "users.disable",
            Self::EnableUsers => "users.enable",
            Self::SendInvitations => "invitations.send",
            Self::TagAccounts => "accounts.tag",
            Self::UntagAccounts => "accounts.untag",
            Self::AssignAccounts => "accounts.assign",
            Self::PlanAccounts => "accounts.plan",
            Self::LockAccounts => "accounts.lock",
            Self::UnlockAccounts => "accounts.unlock",
            Self::ImportAccounts => "accounts.import",
            Self::UndoImport => "accounts.undo_import",
        }
    }

    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|kind| kind.name() == name)
    }

    /// What is being done.
    pub const fn title(self) -> &'static str {
        match self {
            Self::DeleteUsers => "Delete portal users",
            Self::DisableUsers => "Disable portal users",
            Self::EnableUsers => "Enable portal users",
            Self::SendInvitations => "Send invitations",
            Self::TagAccounts => "Add a tag to accounts",
            Self::UntagAccounts => "Remove a tag from accounts",
            Self::AssignAccounts => "Assign an operator to accounts",
            Self::PlanAccounts => "Change the plan of accounts",
            Self::LockAccounts => "Lock accounts",
            Self::UnlockAccounts => "Unlock accounts",
            Self::ImportAccounts => "Import accounts",
            Self::UndoImport => "Take an import of accounts back",
        }
    }

    /// What was done to each: “41 deleted”.
    pub const fn done(self) -> &'static str {
        match self {
            Self::DeleteUsers | Self::UndoImport => "deleted",
            Self::DisableUsers => "disabled",
            Self::EnableUsers => "enabled",
            Self::SendInvitations => "sent",
            Self::TagAccounts => "tagged",
            Self::UntagAccounts => "untagged",
            Self::AssignAccounts => "assigned",
            Self::PlanAccounts => "moved to another plan",
            Self::LockAccounts => "locked",
            Self::UnlockAccounts => "unlocked",
            Self::ImportAccounts => "imported",
        }
    }
}
