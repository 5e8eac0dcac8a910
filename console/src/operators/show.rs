//! One operator: roles, state, and what was done about it.

use askama::Template;
use domain::access::OperatorsManage;
use domain::sign_in::factors;
use kernel::UserId;
use web::ui::{DetailView, Property, RecordId, RowAction, Shell, icon};
use web::{Answer, Id, Visitor, page};

use super::{below, find, list, page_of};
use crate::accounts::people;
use crate::history::timeline;

#[derive(Template)]
#[template(path = "operators/show.html")]
struct OperatorPage {
    shell: Shell,
    detail: DetailView,
    changes: Vec<RowAction>,
}

pub async fn show(visitor: Visitor, Id(id): Id<UserId>) -> Answer {
    let mut read = visitor.read().await?;
    let operator = find(&visitor, &mut read, id).await?;
    let state = list::state(&operator);
    let factor = factors::of_operator(&mut read, &visitor.may::<OperatorsManage>()?, id).await?;
    let mut changes = list::changes(&visitor, &operator);
    if factor.is_some() && visitor.who.user != id {
        let remove = format!("{}/second-factor/remove", page_of(id));
        changes.push(RowAction::post("Remove second factor", icon("shield-lock"), remove));
    }
    page(&OperatorPage {
        shell: below(&visitor, &operator.name, None),
        detail: DetailView {
            id: RecordId(id.to_string()),
            properties: vec![
                Property::new("State", state),
                Property::new("Email", people::mail(&operator.email)),
                Property::new("Roles", list::names(&operator)),
                Property::new("Second factor", people::second_factor(&visitor, factor)),
            ],
            timeline: timeline::of_thing(&visitor, &mut read, id.any()).await?,
            ..DetailView::default()
        },
        changes,
    })
}
