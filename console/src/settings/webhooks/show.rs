//! One webhook: what it is, and what was sent to it.

use askama::Template;
use domain::access::SettingsEdit;
use domain::webhooks::{self, Endpoint, Listed};
use kernel::{DeliveryId, Error, WebhookId};
use web::ui::{
    Badge, Cell, Column, FieldKind, FieldView, FormView, Property, RecordId, Row, Shell, TableView, Tone,
};
use web::{Answer, Fields, Id, Pairs, Visitor, format, page, refused};

use super::{badge, below, hears_of, page_of};
use crate::form_page::field;

#[derive(Template)]
#[template(path = "settings/webhook.html")]
pub struct WebhookPage {
    shell: Shell,
    here: String,
    badge: Badge,
    uid: RecordId,
    /// Why nothing is sent, and since when.
    disabled: Option<String>,
    may_run: bool,
    facts: Vec<Property>,
    deliveries: TableView,
    more: Option<String>,
    replay: FormView,
}

pub async fn show(visitor: Visitor, Id(id): Id<WebhookId>, pairs: Pairs) -> Answer {
    page(&webhook_page(&visitor, id, &pairs, &Fields::default()).await?)
}

/// The page with what is wrong in the form that sends again.
pub async fn refuse(visitor: &Visitor, id: WebhookId, typed: &Fields, error: Error) -> Answer {
    let mut shown = webhook_page(visitor, id, &Pairs::default(), typed).await?;
    let error = shown.replay.refuse(error)?;
    refused(&shown, &error)
}

async fn webhook_page(
    visitor: &Visitor,
    id: WebhookId,
    pairs: &Pairs,
    typed: &Fields,
) -> kernel::Result<WebhookPage> {
    let granted = visitor.may::<SettingsEdit>()?;
    let before = pairs.get("before").map(str::parse::<DeliveryId>).transpose();
    let before = before.map_err(|_| Error::NotFound)?;
    let mut read = visitor.read().await?;
    let endpoint = webhooks::find(&mut read, &granted, id).await?;
    let (found, next) = webhooks::deliveries(&mut read, &granted, id, before).await?;
    let at = |at| format::instant(at, &visitor.local);
    Ok(WebhookPage {
        shell: below(visitor, &endpoint.name, None),
        here: page_of(id),
        badge: badge(&endpoint),
        uid: RecordId(id.to_string()),
        disabled: endpoint
            .disabled
            .as_ref()
            .map(|(since, why)| format!("{why} Nothing is sent since {}.", at(*since))),
        may_run: !endpoint.secure || visitor.who.actor.is_cleared(),
        facts: facts(visitor, &endpoint),
        deliveries: table(visitor, &found),
        more: next.map(|next| format!("{}?before={next}", page_of(id))),
        replay: replay(id, typed),
    })
}

fn facts(visitor: &Visitor, endpoint: &Endpoint) -> Vec<Property> {
    let at = |at: kernel::Timestamp| Cell::Instant {
        iso: at.to_string(),
        text: format::instant(at, &visitor.local),
    };
    let names: Vec<&str> = endpoint.accounts.iter().map(|(_, name)| name.as_str()).collect();
    let accounts = if names.is_empty() { "All".to_owned() } else { names.join(", ") };
    let secure =
        if endpoint.secure { "Also what is in Secure accounts" } else { "Nothing of Secure accounts" };
    let mut facts = vec![
        Property::new("Address", Cell::text(&endpoint.url)),
        Property::new("Hears of", Cell::text(hears_of(endpoint))),
        Property::new("Accounts", Cell::text(accounts)),
        Property::new("Secure", Cell::text(secure)),
        Property::new("Made", at(endpoint.created_at)),
        Property::new("By", Cell::text(&endpoint.created_by)),
    ];
    facts.extend(endpoint.failing_since.map(|since| Property::new("Nothing arrived since", at(since))));
    facts
}

fn table(visitor: &Visitor, found: &[Listed]) -> TableView {
    let instant = |at: kernel::Timestamp| Cell::Instant {
        iso: at.to_string(),
        text: format::instant(at, &visitor.local),
    };
    let row = |one: &Listed| Row {
        key: one.id.to_string(),
        href: Some(format!("/console/settings/webhook-deliveries/{}", one.id)),
        cells: vec![
            Cell::Strong(one.action.clone()),
            Cell::Badges(vec![state(&one.state)]),
            Cell::Number(one.attempts.to_string()),
            instant(one.created_at),
            one.next_at.or(one.done_at).map_or(Cell::None, instant),
        ],
        ..Row::default()
    };
    TableView {
        id: "deliveries".to_owned(),
        title: "Deliveries".to_owned(),
        columns: vec![
            Column::new("Event").class("grow"),
            Column::new("State"),
            Column::new("Attempts"),
            Column::new("Happened"),
            Column::new("Sent, or next attempt"),
        ],
        rows: found.iter().map(row).collect(),
        ..TableView::default()
    }
}

pub fn state(name: &str) -> Badge {
    match name {
        "delivered" => Badge::new(Tone::Good, "Delivered"),
        "failed" => Badge::new(Tone::Danger, "Failed"),
        _ => Badge::new(Tone::Warning, "Waiting"),
    }
}

fn replay(id: WebhookId, typed: &Fields) -> FormView {
    FormView {
        action: format!("{}/replay", page_of(id)),
        fields: vec![FieldView {
            required: true,
            short: true,
            hint: "What was sent in so many hours before now is sent again, under the same ids; at most 720."
                .to_owned(),
            ..field(typed, "hours", "Hours", FieldKind::Text)
        }],
        submit: "Send again".to_owned(),
        ..FormView::default()
    }
}
