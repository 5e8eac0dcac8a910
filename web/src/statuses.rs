//! How the status of an account is written on a page, for clients and for operators.

use domain::records::Tone as Loudness;
use domain::statuses::{LEVELS, Status};

use crate::ui::{Badge, StatusCard, Tone};
use crate::{Visitor, format};

/// The status with its badge, its times in the zone of the reader, and those who have seen it.
pub fn status_card(visitor: &Visitor, status: &Status, action: Option<(String, String)>) -> StatusCard {
    StatusCard {
        level: level_badge(&status.level),
        text: status.text.clone(),
        when: format!(
            "{}, set {} by {}",
            until_words(visitor, status),
            format::instant(status.from, &visitor.local),
            status.set_by
        ),
        seen: seen_words(status),
        action,
    }
}

/// How loud it is, in a word.
pub fn level_badge(level: &str) -> Badge {
    let known = LEVELS.iter().find(|one| one.value == level);
    let tone = match known.map(|one| one.tone) {
        Some(Loudness::Bad) => Tone::Danger,
        Some(Loudness::Warning) => Tone::Warning,
        _ => Tone::Neutral,
    };
    Badge::new(tone, known.map_or("Normal", |one| one.label))
}

/// “Until 21/11/2026 14:05”
pub fn until_words(visitor: &Visitor, status: &Status) -> String {
    status.until.map_or_else(
        || "Until further notice".to_owned(),
        |until| format!("Until {}", format::instant(until, &visitor.local)),
    )
}

/// “Seen by Maya Ortiz and Sam Reed”
fn seen_words(status: &Status) -> String {
    let names: Vec<&str> = status.seen.iter().map(|one| one.name.as_str()).collect();
    match names.split_last() {
        None => "Not acknowledged by an operator yet".to_owned(),
        Some((last, [])) => format!("Seen by {last}"),
        Some((last, others)) => format!("Seen by {} and {last}", others.join(", ")),
    }
}
