//! One operator: roles, state, and what was done about it.

use askama::Template;
use kernel::UserId;
use web::ui::{DetailView, Property, RecordId, RowAction, Shell};
use web::{Answer, Id, Visitor, page};

use super::{below, find, list};
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
    page(&OperatorPage {
        shell: below(&visitor, &operator.name, None),
        detail: DetailView {
            id: RecordId(id.to_string()),
            properties: vec![
                Property::new("State", state),
                Property::new("Email", people::mail(&operator.email)),
                Property::new("Roles", list::names(&operator)),
            ],
            timeline: timeline::of_thing(&visitor, &mut read, id.any()).await?,
            ..DetailView::default()
        },
        changes: list::changes(&visitor, &operator),
    })
}
