//! By what the list of accounts is narrowed and widened: boxes beside it, each with its count, and tags and operators
//! to choose from (S3-10 … S3-16).

use domain::Read;
use domain::access::AccountsView;
use domain::accounts::{self, assignments, plans, tags};
use kernel::{PlanId, Result, UserId};
use web::records::Options;
use web::ui::{FilterBox, FilterBoxes};
use web::{Pairs, Visitor};

use super::plan::NONE;
use super::{MOST, list};

/// A box says “100+” beyond this.
const COUNTED: usize = 100;

/// The boxes, ticked as the address says. A count is that of the list as it is narrowed otherwise.
pub async fn boxes(visitor: &Visitor, read: &mut Read, pairs: &Pairs) -> Result<FilterBoxes> {
    let granted = visitor.may::<AccountsView>()?;
    let me = visitor.who.user.to_string();
    let base = pairs.without(&["after", "before"]);
    let offered = [
        ("operators", me.as_str(), "My Accounts", base.with("operators", Some(&me))),
        (
            "locked",
            "include",
            "Include Locked Accounts",
            base.with("locked", Some("include")).with("state", Some("locked")),
        ),
        ("setup", "in_setup", "Show Only in Setup", base.with("setup", Some("in_setup"))),
        ("template", "yes", "Only Templates", base.with("template", Some("yes"))),
    ];
    let mut boxes = Vec::with_capacity(offered.len());
    for (name, value, label, counted) in offered {
        let count = accounts::count(read, &granted, &list::query(visitor, &counted)?, COUNTED).await?;
        boxes.push(FilterBox {
            name: name.to_owned(),
            value: value.to_owned(),
            label: label.to_owned(),
            checked: base.get(name) == Some(value),
            count: count.to_string(),
        });
    }
    let rest = base.without(&["operators", "locked", "setup", "template"]);
    let hidden = rest.iter().map(|(name, value)| (name.to_owned(), value.to_owned())).collect();
    Ok(FilterBoxes { boxes, hidden })
}

/// The tags and the operators that there are to choose from.
pub async fn options(visitor: &Visitor, read: &mut Read) -> Result<Options> {
    let granted = visitor.may::<AccountsView>()?;
    let tags = tags::in_use(read, &granted, MOST).await?;
    let operators = assignments::offered(read, &granted).await?;
    let plans = plans::list(read, &granted).await?;
    let plans = plans.into_iter().map(|(plan, _)| (plan.id.to_string(), plan.name));
    Ok(vec![
        ("plan", plans.chain([(NONE.to_owned(), "No plan".to_owned())]).collect()),
        ("tags", tags.into_iter().map(|tag| (tag.clone(), tag)).collect()),
        ("operators", operators.into_iter().map(|one| (one.id.to_string(), one.name)).collect()),
    ])
}

/// What the operator whose accounts are shown is called, and the plan that they have.
pub async fn names(visitor: &Visitor, read: &mut Read, pairs: &Pairs) -> Result<Vec<(&'static str, String)>> {
    let mut names = Vec::new();
    let granted = visitor.may::<AccountsView>()?;
    if let Some(id) = pairs.get("operators").and_then(|id| id.parse::<UserId>().ok()) {
        let offered = assignments::offered(read, &granted).await?;
        let name = offered.into_iter().find(|one| one.id == id).map(|one| one.name);
        names.push(("operators", name.unwrap_or_else(|| "somebody who is not at work".to_owned())));
    }
    if pairs.get("plan") == Some(NONE) {
        names.push(("plan", "none".to_owned()));
    }
    if let Some(id) = pairs.get("plan").and_then(|id| id.parse::<PlanId>().ok()) {
        let name = plans::find(read, &granted, id).await.map(|plan| plan.name);
        names.push(("plan", name.unwrap_or_else(|_| "one that is gone".to_owned())));
    }
    Ok(names)
}
