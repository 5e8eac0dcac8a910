//! Support access: who of the provider entered the account, when, and what was done in it.

use askama::Template;
use domain::access::SupportView;
use domain::history::{self, Action, Visit};
use web::ui::{Shell, Timeline, TimelineEntry};
use web::{Answer, Visitor, format, page};

use super::below;

/// Visits on one page; all events are in the history.
const SHOWN: usize = 50;

#[derive(Template)]
#[template(path = "support.html")]
struct SupportPage {
    shell: Shell,
    visits: Vec<Timeline>,
    organization: String,
}

pub async fn show(visitor: Visitor) -> Answer {
    let granted = visitor.may::<SupportView>()?;
    let visits = history::support(&mut visitor.read().await?, &granted, SHOWN).await?;
    page(&SupportPage {
        shell: below(&visitor, "Support access"),
        visits: visits.iter().map(|visit| timeline(&visitor, visit)).collect(),
        organization: visitor.who.organization.name.clone(),
    })
}

/// One visit: how it began, what was done, and how it ended.
fn timeline(visitor: &Visitor, visit: &Visit) -> Timeline {
    let line = |at: kernel::Timestamp, what: String| TimelineEntry {
        who: visit.operator.clone(),
        what,
        iso: at.to_string(),
        exact: format::exact(at, &visitor.local),
        ..TimelineEntry::default()
    };
    let how = if visit.only_looked { "to look" } else { "to act" };
    let mut entries = vec![line(visit.began, format!("entered as {} {how}", visit.subject))];
    for deed in &visit.deeds {
        let did = deed.action.map_or("did something with", Action::words);
        entries.push(line(deed.at, format!("{did} {}", deed.label).trim_end().to_owned()));
    }
    if visit.deeds.is_empty() && !visit.only_looked {
        entries.push(line(visit.began, "changed nothing".to_owned()));
    }
    if let Some(at) = visit.ended {
        entries.push(line(at, "left".to_owned()));
    }
    entries.reverse();
    Timeline {
        title: format!("{}, {}", visit.operator, format::instant(visit.began, &visitor.local)),
        entries,
    }
}
