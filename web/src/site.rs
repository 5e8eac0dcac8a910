//! What every page of a running portal has at hand.

use std::sync::Arc;

use domain::House;
use domain::delivery::replies::SigningKey;
use tokio::sync::watch;

/// Cheap to clone.
#[derive(Clone)]
pub struct Site {
    pub house: House,
    pub settings: Arc<Settings>,
    /// Turns true when the process is asked to stop: open streams end.
    pub stopping: watch::Receiver<bool>,
}

#[derive(Clone, Debug, Default)]
pub struct Settings {
    /// The address in absolute links, `https://79273.portal.example`; never taken from a request.
    pub base_url: String,
    /// Whether the portal is reached by https, so that cookies are for https only.
    pub https: bool,
    /// Addresses of proxies whose `X-Forwarded-For` is believed.
    pub trusted_proxies: Vec<std::net::IpAddr>,
    /// How letters leave this instance, for the pages that tell of it.
    pub ways: domain::notices::Ways,
    /// What the provider of text messages signs replies with, if it does.
    pub sms_signing: Option<SigningKey>,
    /// Webhooks may lead into the own network, and by http.
    pub private_webhooks: bool,
    /// Recordings may be fetched from the own network, and by http.
    pub private_recordings: bool,
}
