//! Who is to do a task.

use db::{Tx, params};
use kernel::{AccountId, ContactId, Error, OrgId, Result, UserId};

/// Written as the id of a contact or of a user, or as one of two words.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Assignee {
    /// Whoever of the account gets to it.
    #[default]
    Account,
    /// The operators, whoever is on.
    Operators,
    Contact(ContactId),
    User(UserId),
}

impl Assignee {
    pub fn parse(text: &str) -> Option<Self> {
        match text.trim() {
            "" | "account" => Some(Self::Account),
            "operators" => Some(Self::Operators),
            text => {
                let contact = text.parse().ok().map(Self::Contact);
                contact.or_else(|| text.parse().ok().map(Self::User))
            }
        }
    }

    pub(super) fn stored(kind: &str, contact: Option<ContactId>, user: Option<UserId>) -> Self {
        match (kind, contact, user) {
            ("operators", ..) => Self::Operators,
            (_, Some(contact), _) => Self::Contact(contact),
            (_, None, Some(user)) => Self::User(user),
            _ => Self::Account,
        }
    }

    pub(super) const fn kind(self) -> &'static str {
        match self {
            Self::Account => "account",
            Self::Operators => "operators",
            Self::Contact(_) => "contact",
            Self::User(_) => "user",
        }
    }

    pub(super) const fn contact(self) -> Option<ContactId> {
        match self {
            Self::Contact(id) => Some(id),
            _ => None,
        }
    }

    pub(super) const fn user(self) -> Option<UserId> {
        match self {
            Self::User(id) => Some(id),
            _ => None,
        }
    }

    /// What whoever it is is called; refused if that is nobody of this account.
    pub(super) async fn name(self, tx: &mut Tx, org: OrgId, account: AccountId) -> Result<String> {
        let (sql, id) = match self {
            Self::Account => return Ok("Anybody".to_owned()),
            Self::Operators => return Ok("The operators".to_owned()),
            Self::Contact(id) => {
                ("SELECT name FROM contacts WHERE org_id = ?1 AND account_id = ?2 AND id = ?3", id.uuid())
            }
            Self::User(id) => (
                "SELECT u.name FROM memberships m JOIN users u ON u.org_id = m.org_id AND u.id = m.user_id
                 WHERE m.org_id = ?1 AND m.account_id = ?2 AND m.user_id = ?3",
                id.uuid(),
            ),
        };
        tx.row(sql, params![org, account, id], |row| row.get(0))
            .await?
            .ok_or_else(|| Error::invalid("assignee", "Choose somebody of this account."))
    }
}

impl std::fmt::Display for Assignee {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Account => f.write_str("account"),
            Self::Operators => f.write_str("operators"),
            Self::Contact(id) => id.fmt(f),
            Self::User(id) => id.fmt(f),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_assignee_reads_as_it_is_written() {
        let contact = "cont_00000000000000000000000001".parse().unwrap();
        let user = "user_00000000000000000000000001".parse().unwrap();
        for one in [Assignee::Account, Assignee::Operators, Assignee::Contact(contact), Assignee::User(user)]
        {
            assert_eq!(Assignee::parse(&one.to_string()), Some(one));
            assert_eq!(Assignee::stored(one.kind(), one.contact(), one.user()), one);
        }
        assert_eq!(Assignee::parse("somebody"), None);
        assert_eq!(Assignee::parse("acct_00000000000000000000000001"), None);
        assert_eq!(Assignee::stored("contact", None, None), Assignee::Account, "the contact is gone");
    }
}
