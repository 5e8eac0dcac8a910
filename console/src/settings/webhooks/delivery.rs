//! One delivery: what was sent, how often, and what was answered.

use askama::Template;
use domain::access::SettingsEdit;
use domain::webhooks::{self, Attempt};
use kernel::DeliveryId;
use web::ui::{Badge, Cell, Column, RecordId, Row, Shell, TableView};
use web::{Answer, Fields, Id, Visitor, format, page};

use super::show::state;
use super::{below, page_of};

#[derive(Template)]
#[template(path = "settings/delivery.html")]
struct DeliveryPage {
    shell: Shell,
    here: String,
    badge: Badge,
    uid: RecordId,
    /// It is not on its way already.
    again: bool,
    payload: String,
    attempts: TableView,
}

pub async fn show(visitor: Visitor, Id(id): Id<DeliveryId>) -> Answer {
    let granted = visitor.may::<SettingsEdit>()?;
    let mut read = visitor.read().await?;
    let delivery = webhooks::delivery(&mut read, &granted, id).await?;
    let endpoint = webhooks::find(&mut read, &granted, delivery.listed.webhook).await?;
    page(&DeliveryPage {
        shell: below(&visitor, &delivery.listed.action, Some(&endpoint)),
        here: format!("/console/settings/webhook-deliveries/{id}"),
        badge: state(&delivery.listed.state),
        uid: RecordId(id.to_string()),
        again: delivery.listed.state != "waiting",
        payload: delivery.pretty(),
        attempts: table(&visitor, &delivery.attempts),
    })
}

pub async fn replay(visitor: Visitor, Id(id): Id<DeliveryId>, fields: Fields) -> Answer {
    fields.only(&[])?;
    let webhook = webhooks::replay_one(visitor.house(), &visitor.may::<SettingsEdit>()?, id).await?;
    Ok(visitor.done(&page_of(webhook), "1 delivery is sent again"))
}

fn table(visitor: &Visitor, attempts: &[Attempt]) -> TableView {
    let row = |one: &Attempt| {
        let took = one.ended_at.map(|end| (end - one.at).as_micros() / 1000);
        let answer = match (one.status, one.ended_at) {
            (Some(status), _) => status.to_string(),
            (None, Some(_)) => "None".to_owned(),
            (None, None) => "Not yet".to_owned(),
        };
        Row {
            key: one.number.to_string(),
            cells: vec![
                Cell::Instant { iso: one.at.to_string(), text: format::instant(one.at, &visitor.local) },
                Cell::Strong(answer),
                took.map_or(Cell::None, |took| Cell::text(format!("{took} ms"))),
                if one.why.is_empty() { Cell::None } else { Cell::text(&one.why) },
            ],
            ..Row::default()
        }
    };
    TableView {
        id: "attempts".to_owned(),
        title: "Attempts".to_owned(),
        columns: vec![
            Column::new("When"),
            Column::new("Answer"),
            Column::new("Took"),
            Column::new("Why").class("grow"),
        ],
        rows: attempts.iter().map(row).collect(),
        ..TableView::default()
    }
}
