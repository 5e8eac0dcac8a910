//! Webhooks: other systems that are told what happens, what they were sent, and what they answered.

pub mod act;
pub mod delivery;
pub mod form;
pub mod list;
pub mod routes;
pub mod show;

use domain::webhooks::Endpoint;
use web::Visitor;
use web::ui::{Badge, Choice, Shell, Tone};

pub const PATH: &str = "/console/settings/webhooks";

fn page_of(id: kernel::WebhookId) -> String {
    format!("{PATH}/{id}")
}

/// The frame of a page below the list, or below one of them.
fn below(visitor: &Visitor, title: &str, of: Option<&Endpoint>) -> Shell {
    let mut shell = super::below(visitor, title);
    shell.trail.push(Choice::new("Webhooks", PATH, false));
    if let Some(endpoint) = of {
        shell.trail.push(Choice::new(endpoint.name.as_str(), page_of(endpoint.id), false));
    }
    shell
}

fn badge(endpoint: &Endpoint) -> Badge {
    match (&endpoint.disabled, endpoint.failing_since) {
        (Some(_), _) => Badge::new(Tone::Danger, "Disabled"),
        (None, Some(_)) => Badge::new(Tone::Warning, "Failing"),
        (None, None) => Badge::new(Tone::Good, "On"),
    }
}

/// “Calls, messages”, “Everything”
fn hears_of(endpoint: &Endpoint) -> String {
    if endpoint.topics.is_empty() { "Everything".to_owned() } else { words_of(&endpoint.topics.join(", ")) }
}

/// `Calendar links` of `calendar_links`
fn words_of(topics: &str) -> String {
    web::format::capitalized(&topics.replace('_', " "))
}
