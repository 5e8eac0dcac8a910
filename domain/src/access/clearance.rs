//! Secure accounts (C-11): into which of them an operator sees. The fence asks here, and so does everything that
//! speaks of one account at hand.

use db::{Tx, Value, params};
use kernel::{AccountId, Error, OrgId, Result, Timestamp, UserId};

use super::{Actor, AnyGranted, Owner};
use crate::live::Happened;

/// Why an operator does not get any further.
pub const SHUT: &str = "This account is Secure: only operators whose role has the clearance see into it and act on it. \
                        On its page you can ask for emergency access.";

/// The Secure accounts that somebody sees into.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Clearance {
    /// A role with the clearance, or somebody whom the fence keeps in one account anyway.
    All,
    /// Those that were opened for this operator, for now.
    Only(Vec<AccountId>),
}

impl Clearance {
    pub const NONE: Self = Self::Only(Vec::new());

    /// What the roles say; emergency access is for the person alone, not for keys and jobs.
    pub const fn of_roles(secure: bool) -> Self {
        if secure { Self::All } else { Self::NONE }
    }

    /// The same with what a second operator opened for this one.
    pub async fn of_person(
        tx: &mut Tx,
        org: OrgId,
        operator: UserId,
        secure: bool,
        now: Timestamp,
    ) -> Result<Self> {
        if secure {
            return Ok(Self::All);
        }
        let open = tx
            .rows(
                "SELECT account_id FROM emergency_requests
                 WHERE org_id = ?1 AND operator_id = ?2 AND state = 'approved' AND ends_at > ?3",
                params![org, operator, now],
                |row| row.get(0),
            )
            .await?;
        Ok(Self::Only(open))
    }

    /// Whether nothing keeps whoever has it out of the account.
    pub async fn opens(&self, tx: &mut Tx, org: OrgId, account: AccountId) -> Result<bool> {
        match self {
            Self::All => Ok(true),
            Self::Only(open) => Ok(open.contains(&account) || !is_secure(tx, org, account).await?),
        }
    }

    /// The condition that leaves the rows of closed accounts out; none where nothing is closed. A row that names no
    /// account is left out for the one that `owner.about` leads to.
    pub fn condition(&self, owner: &Owner) -> Option<(String, Vec<Value<'static>>)> {
        let Self::Only(open) = self else { return None };
        let values = open.iter().copied().map(Value::from).collect();
        let places = vec!["{}"; open.len()].join(", ");
        if let Some(marked) = owner.marked {
            let sql = if open.is_empty() {
                format!("{marked} = 0")
            } else {
                format!("({marked} = 0 OR {} IN ({places}))", owner.account)
            };
            return Some((sql, values));
        }
        let account = match owner.about {
            Some(about) => format!("COALESCE({}, {about})", owner.account),
            None => owner.account.to_owned(),
        };
        let except =
            if open.is_empty() { String::new() } else { format!(" AND z.account_id NOT IN ({places})") };
        let sql = format!(
            "NOT EXISTS (SELECT 1 FROM secure_accounts z WHERE z.org_id = {} AND z.account_id = {account}{except})",
            owner.org
        );
        // Where nothing is Secure, nobody looks for what each row is about.
        let sql = match owner.about {
            Some(_) => {
                format!(
                    "(NOT EXISTS (SELECT 1 FROM secure_accounts y WHERE y.org_id = {}) OR {sql})",
                    owner.org
                )
            }
            None => sql,
        };
        Some((sql, values))
    }
}

impl Actor {
    /// Whether a role of one's own has the clearance.
    pub fn is_cleared(&self) -> bool {
        *self.clearance() == Clearance::All
    }

    /// Whether a second operator has opened an account for this one, for now.
    pub fn has_emergency_access(&self) -> bool {
        matches!(self.clearance(), Clearance::Only(open) if !open.is_empty())
    }

    /// Whether nothing keeps this person out of the account as far as Secure goes.
    pub(crate) async fn sees_into(&self, tx: &mut Tx, account: AccountId) -> Result<bool> {
        self.clearance().opens(tx, self.org(), account).await
    }

    /// The same for an open page that hears of something in the account: whether it is Secure was asked for all pages.
    pub fn hears_of(&self, happened: &Happened) -> bool {
        match self.clearance() {
            Clearance::All => true,
            Clearance::Only(open) => {
                !happened.secure || happened.account.is_some_and(|account| open.contains(&account))
            }
        }
    }

    /// For SQL that is written by hand, about many accounts: the condition, beginning with AND, that leaves Secure ones
    /// out for whoever has no clearance.
    pub(crate) fn without_secure(&self, org: &str, account: &str) -> String {
        if self.is_cleared() {
            return String::new();
        }
        format!(
            " AND NOT EXISTS (SELECT 1 FROM secure_accounts z WHERE z.org_id = {org} AND z.account_id = {account})"
        )
    }
}

impl AnyGranted {
    /// Refuses in words what is about a Secure account that is closed to whoever asks.
    pub(crate) async fn must_see_into(&self, tx: &mut Tx, account: AccountId) -> Result<()> {
        if self.actor().sees_into(tx, account).await? { Ok(()) } else { Err(Error::forbidden(SHUT)) }
    }
}

/// Whether the account is marked Secure.
pub(crate) async fn is_secure(tx: &mut Tx, org: OrgId, account: AccountId) -> Result<bool> {
    let sql = "SELECT 1 FROM secure_accounts WHERE org_id = ?1 AND account_id = ?2";
    Ok(tx.row(sql, params![org, account], |_| Ok(())).await?.is_some())
}

#[cfg(test)]
mod tests {
    use super::*;

    const OWNER: Owner = Owner {
        org: "r.org_id",
        account: "r.account_id",
        contact: None,
        creator: None,
        assignee: None,
        about: None,
        marked: None,
    };

    #[test]
    fn s3_53_without_the_clearance_the_rows_of_secure_accounts_are_left_out() {
        assert_eq!(Clearance::All.condition(&OWNER), None);
        let (sql, values) = Clearance::NONE.condition(&OWNER).unwrap();
        assert!(sql.ends_with("z.account_id = r.account_id)"), "{sql}");
        assert!(values.is_empty());
        let open = [1, 2].map(|one| AccountId::from_uuid(uuid::Uuid::from_u128(one)));
        let about = Owner { about: Some("r.thing_id"), ..OWNER };
        let (sql, values) = Clearance::Only(open.into()).condition(&about).unwrap();
        assert!(
            sql.contains("= COALESCE(r.account_id, r.thing_id) AND z.account_id NOT IN ({}, {})"),
            "{sql}"
        );
        assert_eq!(values.len(), 2);
        let marked = Owner { marked: Some("r.secure"), ..OWNER };
        assert_eq!(Clearance::NONE.condition(&marked).unwrap().0, "r.secure = 0");
        let (sql, values) = Clearance::Only(open.into()).condition(&marked).unwrap();
        assert_eq!(sql, "(r.secure = 0 OR r.account_id IN ({}, {}))");
        assert_eq!(values.len(), 2);
    }
}
