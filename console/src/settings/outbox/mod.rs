//! What goes out to people, and what has become of it.

pub mod act;
pub mod list;
pub mod show;

use domain::notices::{Channel, Way};
use web::Visitor;
use web::ui::Tone;

const HERE: &str = "/console/settings/outbox";

/// A sentence about the state of the outbox.
pub struct Notice {
    pub tone: Tone,
    pub text: String,
}

/// What has to be known before one wonders why nothing arrives.
fn about_the_ways(visitor: &Visitor) -> Vec<Notice> {
    let settings = &visitor.site.settings;
    let each = Channel::ALL.map(|channel| {
        let what = if channel == Channel::Email { "Mail" } else { "Text messages" };
        let set = if channel == Channel::Email { "smtp_url and mail_from" } else { "sms_url" };
        match settings.ways.of(channel) {
            Way::Open(_) => None,
            Way::Mailbox => Some(Notice {
                tone: Tone::Accent,
                text: format!(
                    "{what} goes nowhere: this is a demo, or an instance on one machine ({}). Letters are kept in the \
                     mailbox. Set {set} to send them.",
                    settings.base_url
                ),
            }),
            Way::Closed => Some(Notice {
                tone: Tone::Warning,
                text: format!("{what} waits here: no way out is configured. Set {set}, and start Portico again."),
            }),
        }
    });
    each.into_iter().flatten().collect()
}
