//! What an account takes over from its template, and by what the two are compared later (E-07).

use db::{Tx, params};
use kernel::{AccountId, OrgId, PlanId, Result, UserId};

use crate::accounts::list::Account;

/// The settings of an account that another one can have as well.
#[derive(Clone, Debug, PartialEq, Eq)]
#[allow(clippy::struct_excessive_bools, reason = "each is a switch of its own")]
pub(super) struct Settings {
    pub time_zone: String,
    pub plan: Option<(PlanId, String)>,
    pub tags: Vec<String>,
    /// Id and name; those who are disabled are left out.
    pub operators: Vec<(UserId, String)>,
    pub run_users: bool,
    pub see_support: bool,
    pub send_links: bool,
    pub recordings: bool,
    pub recordings_days: Option<i64>,
}

/// One setting in which an account is no longer as its template is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    pub what: &'static str,
    pub template: String,
    pub account: String,
}

pub(super) async fn of(tx: &mut Tx, org: OrgId, account: &Account) -> Result<Settings> {
    let id: AccountId = account.id;
    let plan = tx
        .row(
            "SELECT n.id, n.name FROM account_plans p JOIN plans n ON n.org_id = p.org_id AND n.id = p.plan_id
             WHERE p.org_id = ?1 AND p.account_id = ?2",
            params![org, id],
            |row| Ok((row.get(0)?, row.get(1)?)),
        )
        .await?;
    let tags = tx
        .rows(
            "SELECT tag FROM account_tags WHERE org_id = ?1 AND account_id = ?2 ORDER BY folded",
            params![org, id],
            |row| row.get(0),
        )
        .await?;
    let operators = tx
        .rows(
            "SELECT u.id, u.name FROM account_operators o JOIN users u ON u.org_id = o.org_id AND u.id = o.user_id
             WHERE o.org_id = ?1 AND o.account_id = ?2 AND u.disabled_at IS NULL ORDER BY u.name, u.id",
            params![org, id],
            |row| Ok((row.get(0)?, row.get(1)?)),
        )
        .await?;
    Ok(Settings {
        time_zone: account.time_zone.clone(),
        plan,
        tags,
        operators,
        run_users: account.run_users,
        see_support: account.see_support,
        send_links: account.send_links,
        recordings: account.recordings,
        recordings_days: account.recordings_days,
    })
}

impl Settings {
    /// In what an account with `other` is not as this template is.
    pub fn differences(&self, other: &Self) -> Vec<Difference> {
        let mine = self.words();
        let theirs = other.words();
        mine.into_iter()
            .zip(theirs)
            .filter(|((_, template), (_, account))| template != account)
            .map(|((what, template), (_, account))| Difference { what, template, account })
            .collect()
    }

    fn words(&self) -> [(&'static str, String); 8] {
        let yes = |yes: bool| if yes { "Yes" } else { "No" }.to_owned();
        let recordings = match (self.recordings, self.recordings_days) {
            (false, _) => "Not kept".to_owned(),
            (true, None) => "Kept".to_owned(),
            (true, Some(days)) => format!("Kept for {days} days"),
        };
        let operators: Vec<&str> = self.operators.iter().map(|(_, name)| name.as_str()).collect();
        [
            ("Plan", self.plan.as_ref().map(|(_, name)| name.clone()).unwrap_or_default()),
            ("Tags", self.tags.join(", ")),
            ("Operators", operators.join(", ")),
            ("Time zone", self.time_zone.clone()),
            ("Its admins run its users", yes(self.run_users)),
            ("Its admins see support access", yes(self.see_support)),
            ("It may send links from its first day", yes(self.send_links)),
            ("Recordings of its calls", recordings),
        ]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_differs_is_named() {
        let template = Settings {
            time_zone: "UTC".to_owned(),
            plan: None,
            tags: vec!["Dental".to_owned()],
            operators: Vec::new(),
            run_users: true,
            see_support: true,
            send_links: false,
            recordings: false,
            recordings_days: None,
        };
        assert!(template.differences(&template.clone()).is_empty());
        let drifted = Settings {
            tags: vec!["Dental".to_owned(), "VIP".to_owned()],
            run_users: false,
            ..template.clone()
        };
        let named: Vec<_> =
            template.differences(&drifted).into_iter().map(|one| (one.what, one.account)).collect();
        assert_eq!(
            named,
            [("Tags", "Dental, VIP".to_owned()), ("Its admins run its users", "No".to_owned())]
        );
    }
}
