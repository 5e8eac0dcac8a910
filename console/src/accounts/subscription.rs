//! The plan of an account: what it has, and how much of it is used (S3-34, S3-35).

use askama::Template;
use domain::access::{AccountsEdit, AccountsView};
use domain::accounts;
use domain::accounts::plans::{self, Limited, Plan, Subscription};
use kernel::AccountId;
use web::ui::{Shell, Stat, Stats, Tone};
use web::{Answer, Id, Visitor, format, page};

use super::tabs::{Head, Place, head};
use super::{list, page_of};
use crate::plans::words;

#[derive(Template)]
#[template(path = "accounts/subscription.html")]
struct SubscriptionPage {
    shell: Shell,
    here: String,
    head: Head,
    may_change: bool,
    plan: Option<Plan>,
    since: String,
    used: Stats,
}

pub async fn show(visitor: Visitor, Id(id): Id<AccountId>) -> Answer {
    let granted = visitor.may::<AccountsView>()?;
    let mut read = visitor.read().await?;
    let account = accounts::find(&mut read, &granted, id).await?;
    let subscription = plans::of_account(&mut read, &granted, id).await?;
    page(&SubscriptionPage {
        shell: list::below(&visitor, &account.name, &[]),
        here: page_of(id),
        head: head(&account, Place::Subscription),
        may_change: visitor.can::<AccountsEdit>(),
        used: Stats(Limited::ALL.map(|what| stat(&subscription, what)).into()),
        since: subscription.since.map(|at| format::instant(at, &visitor.local)).unwrap_or_default(),
        plan: subscription.plan,
    })
}

/// How many are used, of how many: “4 of 8”.
fn stat(subscription: &Subscription, what: Limited) -> Stat {
    let used = subscription.used.of(what);
    let most = subscription.plan.as_ref().and_then(|plan| plan.limits.of(what));
    let (value, detail, tone) = match most {
        None => (used.to_string(), "No limit".to_owned(), Tone::Neutral),
        Some(most) if used > most => {
            (format!("{used} of {most}"), format!("{} too many", used - most), Tone::Danger)
        }
        Some(most) if used == most => {
            (format!("{used} of {most}"), "No room for one more".to_owned(), Tone::Warning)
        }
        Some(most) => {
            (format!("{used} of {most}"), format!("{} more can be added", most - used), Tone::Neutral)
        }
    };
    let label = format!("{} used", words::label(what));
    Stat { label, value, detail, tone, href: None }
}
