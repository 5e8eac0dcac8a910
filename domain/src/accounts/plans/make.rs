//! A plan is made, changed, and taken away when no account has it any more.

use db::{Tx, params};
use kernel::text::{TextError, line};
use kernel::{Error, Invalid, Name, OrgId, PlanId, Result};

use super::list::find_in;
use super::{Limited, Limits};
use crate::access::{Granted, SettingsEdit};
use crate::history::{Action, Event};
use crate::house::House;

/// Letters of a price, features of a plan, and letters of one of them.
pub const LONGEST_PRICE: usize = 80;
pub const FEATURES: usize = 20;
pub const LONGEST_FEATURE: usize = 120;

/// What a plan is called, costs and offers, and how far it goes.
#[derive(Clone, Debug)]
pub struct PlanDetails {
    pub name: Name,
    pub price: String,
    pub features: Vec<String>,
    pub limits: Limits,
}

/// Features as they are written: one on each line, empty lines left out.
pub fn features<'a>(written: impl IntoIterator<Item = &'a str>) -> Result<Vec<String>, TextError> {
    let lines = written.into_iter().filter(|one| !one.trim().is_empty());
    let all = lines.map(|one| line(one, LONGEST_FEATURE)).collect::<Result<Vec<_>, _>>()?;
    if all.len() > FEATURES {
        return Err(TextError(format!("Name at most {FEATURES} features; these are {}.", all.len())));
    }
    Ok(all)
}

pub async fn create(house: &House, granted: &Granted<SettingsEdit>, details: &PlanDetails) -> Result<PlanId> {
    let mut change = house.change(granted).await?;
    let org = granted.org();
    judge(&mut change.tx, org, details, None).await?;
    let id = PlanId::new(change.at, &change.dice);
    change
        .tx
        .execute(
            "INSERT INTO plans (org_id, id, name, name_folded, price, features, users, contacts, numbers, created_at)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
            params![
                org,
                id,
                &details.name,
                details.name.folded(),
                details.price.as_str(),
                details.features.join("\n"),
                details.limits.users,
                details.limits.contacts,
                details.limits.numbers,
                change.at
            ],
        )
        .await?;
    let event = Event::of(Action::PlanMade).about(id.any(), details.name.as_str());
    let event = difference(event, None, details);
    change.record(granted.actor(), event).await?.commit().await?;
    Ok(id)
}

/// It counts at once for every account that has the plan. One that has more than the new limits keeps it and can add
/// nothing. The same again is no change.
pub async fn edit(
    house: &House,
    granted: &Granted<SettingsEdit>,
    id: PlanId,
    details: &PlanDetails,
) -> Result<()> {
    let mut change = house.change(granted).await?;
    let org = granted.org();
    let before = find_in(&mut change.tx, org, id).await?;
    judge(&mut change.tx, org, details, Some(id)).await?;
    let event = Event::of(Action::PlanEdited).about(id.any(), details.name.as_str());
    let event = difference(event, Some(&before), details);
    if event.changes.is_empty() {
        return Ok(());
    }
    change
        .tx
        .execute(
            "UPDATE plans SET name = ?3, name_folded = ?4, price = ?5, features = ?6, users = ?7, contacts = ?8,
                              numbers = ?9
             WHERE org_id = ?1 AND id = ?2",
            params![
                org,
                id,
                &details.name,
                details.name.folded(),
                details.price.as_str(),
                details.features.join("\n"),
                details.limits.users,
                details.limits.contacts,
                details.limits.numbers
            ],
        )
        .await?;
    change.record(granted.actor(), event).await?.commit().await
}

/// Refused while accounts have it; they are named.
pub async fn delete(house: &House, granted: &Granted<SettingsEdit>, id: PlanId) -> Result<()> {
    let mut change = house.change(granted).await?;
    let org = granted.org();
    let plan = find_in(&mut change.tx, org, id).await?;
    let mut holders: Vec<String> = change
        .tx
        .rows(
            "SELECT a.name FROM account_plans p JOIN accounts a ON a.org_id = p.org_id AND a.id = p.account_id
             WHERE p.org_id = ?1 AND p.plan_id = ?2 ORDER BY p.account_id LIMIT 4",
            params![org, id],
            |row| row.get(0),
        )
        .await?;
    if holders.len() > 3 {
        holders.truncate(3);
        holders.push("others".to_owned());
    }
    if !holders.is_empty() {
        return Err(Error::conflict(format!(
            "“{}” is the plan of {}. Change their plan first.",
            plan.name,
            holders.join(", ")
        )));
    }
    change.tx.execute("DELETE FROM plans WHERE org_id = ?1 AND id = ?2", params![org, id]).await?;
    let event = Event::of(Action::PlanDeleted).about(id.any(), plan.name);
    change.record(granted.actor(), event).await?.commit().await
}

/// What a door cannot know: the name is not taken.
async fn judge(tx: &mut Tx, org: OrgId, details: &PlanDetails, itself: Option<PlanId>) -> Result<()> {
    let mut invalid = Invalid::default();
    let taken: Option<PlanId> = tx
        .row(
            "SELECT id FROM plans WHERE org_id = ?1 AND name_folded = ?2",
            params![org, details.name.folded()],
            |row| row.get(0),
        )
        .await?;
    if taken.is_some_and(|id| Some(id) != itself) {
        invalid.push("name", "There is a plan of this name already.");
    }
    let price = line(&details.price, LONGEST_PRICE);
    invalid.check("price", price);
    invalid.check("features", features(details.features.iter().map(String::as_str)));
    for what in Limited::ALL {
        invalid.check(what.name(), Limits::check(details.limits.of(what)));
    }
    invalid.into_result()
}

fn difference(event: Event, before: Option<&super::Plan>, after: &PlanDetails) -> Event {
    let of = |read: fn(&super::Plan) -> String| before.map(read).unwrap_or_default();
    let mut event = event
        .changed("name", of(|plan| plan.name.clone()), after.name.as_str())
        .changed("price", of(|plan| plan.price.clone()), after.price.as_str())
        .changed("features", of(|plan| plan.features.join(", ")), after.features.join(", "));
    for what in Limited::ALL {
        let old = before.map(|plan| limit_words(plan.limits.of(what))).unwrap_or_default();
        event = event.changed(what.name(), old, limit_words(after.limits.of(what)));
    }
    event
}

fn limit_words(limit: Option<i64>) -> String {
    limit.map_or_else(|| "any number".to_owned(), |count| count.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn features_stand_one_on_a_line_and_twenty_are_enough() {
        assert_eq!(
            features(" Day and night \r\n\n Two languages".lines()).unwrap(),
            ["Day and night", "Two languages"]
        );
        assert!(features(["feature"; FEATURES]).is_ok());
        assert!(features(["feature"; FEATURES + 1]).is_err());
        let long = "é".repeat(LONGEST_FEATURE + 1);
        assert!(features([long.as_str()]).is_err());
    }
}
