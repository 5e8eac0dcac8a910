//! A schedule in words, as the history keeps it.

use kernel::ContactId;

use super::draft::{Draft, LayerDraft};

type Names<'a> = &'a [(ContactId, String)];

/// `Doctors: Ann, Bob, each 24 hours from 2026-11-20T17:00, mon tue 17:00–08:00`, a line for each layer.
pub(super) fn layers(draft: &Draft, names: Names<'_>) -> String {
    draft.layers.iter().map(|one| layer(one, names)).collect::<Vec<_>>().join("\n")
}

pub(super) fn fallback(draft: &Draft, names: Names<'_>) -> String {
    draft.fallback.map(|who| name(who, names)).unwrap_or_default()
}

fn layer(layer: &LayerDraft, names: Names<'_>) -> String {
    let title = if layer.name.is_empty() { String::new() } else { format!("{}: ", layer.name) };
    let members: Vec<String> = layer.members.iter().map(|who| name(*who, names)).collect();
    let times: Vec<String> = layer
        .rules
        .iter()
        .map(|rule| format!(", {} {}–{}", rule.days.join(" "), rule.from, rule.until))
        .collect();
    format!(
        "{title}{}, each {} hours from {}{}",
        members.join(", "),
        layer.turn_hours,
        layer.begins,
        times.concat()
    )
}

fn name(who: ContactId, names: Names<'_>) -> String {
    names.iter().find(|(id, _)| *id == who).map(|(_, name)| name.clone()).unwrap_or_default()
}
