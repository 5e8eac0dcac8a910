//! What went on in an account in the last three months, as numbers and as charts (S3-27).

use askama::Template;
use domain::access::AccountsView;
use domain::accounts::{self, Activity, Period};
use kernel::AccountId;
use web::ui::{Bar, BarChart, Shell};
use web::{Answer, Id, Visitor, page};

use super::list;
use super::tabs::{Head, Place, head};

#[derive(Template)]
#[template(path = "accounts/activity.html")]
struct ActivityPage {
    shell: Shell,
    head: Head,
    /// From when to when.
    period: String,
    charts: Vec<BarChart>,
}

pub async fn show(visitor: Visitor, Id(id): Id<AccountId>) -> Answer {
    let granted = visitor.may::<AccountsView>()?;
    let period = Period::last_three_months(visitor.who.now, &visitor.local.zone)?;
    let mut read = visitor.read().await?;
    let account = accounts::find(&mut read, &granted, id).await?;
    let found = accounts::activity(&mut read, &granted, id, &period).await?;
    page(&ActivityPage {
        shell: list::below(&visitor, &account.name, &[]),
        head: head(&account, Place::Activity),
        period: format!("{} to {}", visitor.local.day(period.from), visitor.local.day(period.today)),
        charts: found.into_iter().map(|one| chart(&visitor, one)).collect(),
    })
}

fn chart(visitor: &Visitor, activity: Activity) -> BarChart {
    let day = |date| visitor.local.day(date);
    BarChart {
        id: format!("chart-{}", activity.name.replace('_', "-")),
        title: activity.label.to_owned(),
        total: activity.total.to_string(),
        about: "in the last three months".to_owned(),
        columns: ("Week".to_owned(), activity.label.to_owned()),
        bars: activity
            .weeks
            .into_iter()
            .map(|week| Bar {
                short: day(week.from),
                label: format!("{} – {}", day(week.from), day(week.to)),
                value: week.count,
            })
            .collect(),
    }
}
