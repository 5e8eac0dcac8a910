//! How far a plan goes: so many portal users, contacts and numbers, or any number of them.

use db::{Tx, params};
use kernel::text::TextError;
use kernel::{AccountId, Error, OrgId, Result};

use crate::accounts::templates;

/// The largest limit; whoever wants more has none.
pub const MOST_LIMIT: i64 = 100_000;

/// What a plan limits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Limited {
    /// The seats of the account's staff (S3-35): every portal user has one, a disabled one as well.
    Users,
    Contacts,
    Numbers,
}

/// How many of each an account may have; none is without end (C-21).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Limits {
    pub users: Option<i64>,
    pub contacts: Option<i64>,
    pub numbers: Option<i64>,
}

/// How many of each an account has.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Used {
    pub users: i64,
    pub contacts: i64,
    pub numbers: i64,
}

impl Limited {
    pub const ALL: [Self; 3] = [Self::Users, Self::Contacts, Self::Numbers];

    /// The name of the field in forms and in the API.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Users => "users",
            Self::Contacts => "contacts",
            Self::Numbers => "numbers",
        }
    }

    /// “1 portal user”, “5 portal users”
    pub fn words(self, count: i64) -> String {
        let (one, several) = match self {
            Self::Users => ("portal user", "portal users"),
            Self::Contacts => ("contact", "contacts"),
            Self::Numbers => ("number", "numbers"),
        };
        format!("{count} {}", if count == 1 { one } else { several })
    }
}

impl Limits {
    pub const fn of(&self, what: Limited) -> Option<i64> {
        match what {
            Limited::Users => self.users,
            Limited::Contacts => self.contacts,
            Limited::Numbers => self.numbers,
        }
    }

    /// A limit as somebody wrote it; nothing written is none.
    pub fn parse(written: &str) -> Result<Option<i64>, TextError> {
        match written.trim() {
            "" => Ok(None),
            text => text.parse().map_err(|_| Self::wrong()).and_then(|count| Self::check(Some(count))),
        }
    }

    pub fn check(limit: Option<i64>) -> Result<Option<i64>, TextError> {
        match limit {
            Some(count) if !(1..=MOST_LIMIT).contains(&count) => Err(Self::wrong()),
            limit => Ok(limit),
        }
    }

    fn wrong() -> TextError {
        TextError(format!("Enter a whole number from 1 to {MOST_LIMIT}, or nothing for no limit."))
    }
}

impl Used {
    pub const fn of(&self, what: Limited) -> i64 {
        match what {
            Limited::Users => self.users,
            Limited::Contacts => self.contacts,
            Limited::Numbers => self.numbers,
        }
    }
}

/// What stands in the way of a plan with these limits, each in a sentence; nothing if all fits.
pub(super) fn in_the_way(plan: &str, limits: &Limits, used: &Used) -> Vec<String> {
    let over = |what: Limited| {
        let (has, may) = (used.of(what), limits.of(what)?);
        (has > may).then(|| {
            format!("It has {}, and “{plan}” allows {may}: delete {} first.", what.words(has), has - may)
        })
    };
    Limited::ALL.into_iter().filter_map(over).collect()
}

pub(super) async fn used(tx: &mut Tx, org: OrgId, account: AccountId) -> Result<Used> {
    Ok(Used {
        users: count(tx, org, account, Limited::Users).await?,
        contacts: count(tx, org, account, Limited::Contacts).await?,
        numbers: count(tx, org, account, Limited::Numbers).await?,
    })
}

async fn count(tx: &mut Tx, org: OrgId, account: AccountId, what: Limited) -> Result<i64> {
    let sql = match what {
        Limited::Users => "SELECT count(*) FROM memberships WHERE org_id = ?1 AND account_id = ?2",
        Limited::Contacts => "SELECT count(*) FROM contacts WHERE org_id = ?1 AND account_id = ?2",
        Limited::Numbers => "SELECT count(*) FROM account_numbers WHERE org_id = ?1 AND account_id = ?2",
    };
    Ok(tx.row(sql, params![org, account], |row| row.get(0)).await?.unwrap_or(0))
}

/// Of two who add to an account or change its plan, the second waits for the first.
pub(crate) async fn hold(tx: &mut Tx, org: OrgId, account: AccountId) -> Result<()> {
    tx.execute(
        "UPDATE accounts SET in_setup = in_setup WHERE org_id = ?1 AND id = ?2",
        params![org, account],
    )
    .await?;
    Ok(())
}

/// Refuses one more of `what` if the plan of the account allows no more, and any in a template.
pub(crate) async fn must_have_room(tx: &mut Tx, org: OrgId, account: AccountId, what: Limited) -> Result<()> {
    hold(tx, org, account).await?;
    templates::must_take_traffic(tx, org, account).await?;
    let Some(plan) = super::list::of_account_in(tx, org, account).await?.map(|(plan, _)| plan) else {
        return Ok(());
    };
    let Some(most) = plan.limits.of(what) else { return Ok(()) };
    if count(tx, org, account, what).await? < most {
        return Ok(());
    }
    Err(Error::conflict(format!(
        "The plan “{}” allows {}, and the account has no room for one more. Delete one first, or change the plan of the \
         account.",
        plan.name,
        what.words(most)
    )))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn c_21_a_limit_is_a_whole_number_or_none() {
        assert_eq!(Limits::parse("  "), Ok(None));
        assert_eq!(Limits::parse(" 5 "), Ok(Some(5)));
        assert_eq!(Limits::parse("100000"), Ok(Some(MOST_LIMIT)));
        for wrong in ["0", "-1", "100001", "5.5", "many", "99999999999999999999"] {
            assert!(Limits::parse(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn s3_36_what_stands_in_the_way_is_named_with_its_number() {
        let limits = Limits { users: Some(5), contacts: Some(3), numbers: None };
        let used = Used { users: 7, contacts: 3, numbers: 40 };
        let words = in_the_way("Essential", &limits, &used);
        assert_eq!(words, ["It has 7 portal users, and “Essential” allows 5: delete 2 first."]);
    }
}
