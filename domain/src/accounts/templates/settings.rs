//! What an account takes over from its template, and by what the two are compared later (E-07).

use db::{Tx, params};
use kernel::{AccountId, Error, OrgId, PlanId, Result, UserId};
use serde::{Deserialize, Serialize};

use crate::accounts::list::Account;

/// The settings of an account that another one can have as well.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[allow(clippy::struct_excessive_bools, reason = "each is a switch of its own")]
pub(super) struct Settings {
    pub time_zone: String,
    pub plan: Option<(PlanId, String)>,
    pub tags: Vec<String>,
    /// Id and name; those who are disabled are left out.
    pub operators: Vec<(UserId, String)>,
    pub run_users: bool,
    pub see_support: bool,
    /// What was kept before there was this switch is as every account was.
    #[serde(default = "as_it_ships")]
    pub business_page: bool,
    pub send_links: bool,
    pub recordings: bool,
    pub recordings_days: Option<i64>,
    /// Not in what older versions kept.
    #[serde(default)]
    pub approve_resources: Option<bool>,
}

const fn as_it_ships() -> bool {
    true
}

/// What can be given on by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Setting {
    Plan,
    Tags,
    Operators,
    TimeZone,
    RunUsers,
    SeeSupport,
    BusinessPage,
    SendLinks,
    Recordings,
    ApproveResources,
}

impl Setting {
    pub const ALL: [Self; 10] = [
        Self::Plan,
        Self::Tags,
        Self::Operators,
        Self::TimeZone,
        Self::RunUsers,
        Self::SeeSupport,
        Self::BusinessPage,
        Self::SendLinks,
        Self::Recordings,
        Self::ApproveResources,
    ];

    /// The name in forms and in the API.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Plan => "plan",
            Self::Tags => "tags",
            Self::Operators => "operators",
            Self::TimeZone => "time_zone",
            Self::RunUsers => "run_users",
            Self::SeeSupport => "see_support",
            Self::BusinessPage => "business_page",
            Self::SendLinks => "send_links",
            Self::Recordings => "recordings",
            Self::ApproveResources => "approve_resources",
        }
    }

    pub const fn label(self) -> &'static str {
        match self {
            Self::Plan => "Plan",
            Self::Tags => "Tags",
            Self::Operators => "Operators",
            Self::TimeZone => "Time zone",
            Self::RunUsers => "Its admins run its users",
            Self::SeeSupport => "Its admins see support access",
            Self::BusinessPage => "Its admins write the business page",
            Self::SendLinks => "It may send links from its first day",
            Self::Recordings => "Recordings of its calls",
            Self::ApproveResources => "Its changes of resources wait for an operator",
        }
    }

    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|setting| setting.name() == name)
    }
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
        business_page: account.business_page,
        send_links: account.send_links,
        recordings: account.recordings,
        recordings_days: account.recordings_days,
        approve_resources: account.approve_resources,
    })
}

impl Settings {
    /// In what an account with `other` is not as this template is.
    pub fn differences(&self, other: &Self) -> Vec<Difference> {
        self.differences_in(other, &Setting::ALL)
    }

    /// The same as far as it is about these settings.
    pub fn differences_in(&self, other: &Self, chosen: &[Setting]) -> Vec<Difference> {
        let differ = chosen.iter().filter(|setting| !self.same(other, **setting));
        differ
            .map(|setting| Difference {
                what: setting.label(),
                template: self.word(*setting),
                account: other.word(*setting),
            })
            .collect()
    }

    pub fn same(&self, other: &Self, setting: Setting) -> bool {
        self.word(setting) == other.word(setting)
    }

    /// Has this setting of another from now on.
    pub fn take(&mut self, from: &Self, setting: Setting) {
        match setting {
            Setting::Plan => self.plan.clone_from(&from.plan),
            Setting::Tags => self.tags.clone_from(&from.tags),
            Setting::Operators => self.operators.clone_from(&from.operators),
            Setting::TimeZone => self.time_zone.clone_from(&from.time_zone),
            Setting::RunUsers => self.run_users = from.run_users,
            Setting::SeeSupport => self.see_support = from.see_support,
            Setting::BusinessPage => self.business_page = from.business_page,
            Setting::SendLinks => self.send_links = from.send_links,
            Setting::Recordings => {
                self.recordings = from.recordings;
                self.recordings_days = from.recordings_days;
            }
            Setting::ApproveResources => self.approve_resources = from.approve_resources,
        }
    }

    pub fn word(&self, setting: Setting) -> String {
        let yes = |yes: bool| if yes { "Yes" } else { "No" }.to_owned();
        match setting {
            Setting::Plan => self.plan.as_ref().map(|(_, name)| name.clone()).unwrap_or_default(),
            Setting::Tags => self.tags.join(", "),
            Setting::Operators => {
                let names: Vec<&str> = self.operators.iter().map(|(_, name)| name.as_str()).collect();
                names.join(", ")
            }
            Setting::TimeZone => self.time_zone.clone(),
            Setting::RunUsers => yes(self.run_users),
            Setting::SeeSupport => yes(self.see_support),
            Setting::BusinessPage => yes(self.business_page),
            Setting::SendLinks => yes(self.send_links),
            Setting::Recordings => match (self.recordings, self.recordings_days) {
                (false, _) => "Not kept".to_owned(),
                (true, None) => "Kept".to_owned(),
                (true, Some(days)) => format!("Kept for {days} days"),
            },
            Setting::ApproveResources => {
                self.approve_resources.map_or_else(|| "As everywhere".to_owned(), yes)
            }
        }
    }

    pub fn to_json(&self) -> Result<String> {
        serde_json::to_string(self).map_err(Error::bug)
    }

    pub fn stored(json: &str) -> Result<Self> {
        serde_json::from_str(json).map_err(Error::bug)
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
            business_page: true,
            send_links: false,
            recordings: false,
            recordings_days: None,
            approve_resources: None,
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
