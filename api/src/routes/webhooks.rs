//! The addresses of webhooks.

use domain::access::Key::SettingsEdit;
use web::Policy::Needs;

use crate::declared::{Declared, delete, get, post, put};
use crate::openapi::Doc;
use crate::webhooks;

pub(super) fn of_webhooks() -> [Declared; 12] {
    let (all, one) = ("/api/v1/webhooks", "/api/v1/webhooks/{id}");
    let may = Needs(SettingsEdit);
    let tag = "webhooks";
    [
        get(all, may, webhooks::list, Doc::says::<webhooks::Webhooks>("List webhooks", tag)),
        post(
            all,
            may,
            webhooks::make,
            Doc::made::<webhooks::MadeWebhook>("Make a webhook", tag).takes::<webhooks::WebhookDetails>(),
        ),
        get(one, may, webhooks::show, Doc::says::<webhooks::Webhook>("Show a webhook", tag)),
        put(
            one,
            may,
            webhooks::edit,
            Doc::finished("Change a webhook", tag).takes::<webhooks::WebhookDetails>(),
        ),
        delete(one, may, webhooks::delete, Doc::finished("Delete a webhook and what was sent to it", tag)),
        put("/api/v1/webhooks/{id}/enabled", may, webhooks::enable, Doc::finished("Enable a webhook", tag)),
        delete(
            "/api/v1/webhooks/{id}/enabled",
            may,
            webhooks::disable,
            Doc::finished("Disable a webhook", tag),
        ),
        post(
            "/api/v1/webhooks/{id}/secret",
            may,
            webhooks::rotate,
            Doc::says::<webhooks::NewSecret>("Give a webhook another secret", tag),
        ),
        get(
            "/api/v1/webhooks/{id}/deliveries",
            may,
            webhooks::deliveries,
            Doc::says::<webhooks::Deliveries>("List what was sent to a webhook", tag)
                .asks(&[("before", "The `next` of a page.")]),
        ),
        post(
            "/api/v1/webhooks/{id}/replay",
            may,
            webhooks::replay,
            Doc::says::<webhooks::Replayed>("Send again what was sent since a time", tag)
                .takes::<webhooks::Replay>(),
        ),
        get(
            "/api/v1/webhook-deliveries/{id}",
            may,
            webhooks::delivery,
            Doc::says::<webhooks::DeliveryShown>("Show what was sent, and what was answered", tag),
        ),
        post(
            "/api/v1/webhook-deliveries/{id}/replay",
            may,
            webhooks::replay_one,
            Doc::finished("Send a delivery again", tag),
        ),
    ]
}
