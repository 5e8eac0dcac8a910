//! Webhooks: other systems that are told what happens.

mod change;
mod deliveries;
mod read;

pub use change::{MadeWebhook, NewSecret, WebhookDetails, delete, disable, edit, enable, make, rotate};
pub use deliveries::{
    Deliveries, DeliveryShown, Replay, Replayed, list as deliveries, replay, replay_one, show as delivery,
};
pub use read::{Webhook, Webhooks, list, show};
