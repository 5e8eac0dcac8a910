//! A contact as a card that programs for 3.0 read, too: plain values, and the parts of the name.

use super::line::{escape, fold};
use crate::people::contacts::{Label, Way};
use crate::records::{Cell, Record};

/// The card of a record with all of its fields.
pub fn card(record: &Record) -> String {
    let name = record.cell("name").text();
    let (given, family) = name.rsplit_once(' ').unwrap_or((name, ""));
    let mut lines = vec![
        "BEGIN:VCARD".to_owned(),
        "VERSION:4.0".to_owned(),
        format!("UID;VALUE=text:{}", record.id),
        format!("FN:{}", escape(name)),
        format!("N:{};{};;;", escape(family), escape(given)),
    ];
    for (property, field) in [("ORG", "account"), ("TITLE", "title")] {
        lines.extend(property_of(property, record.cell(field).text()));
    }
    for (property, field) in [("EMAIL", "emails"), ("TEL", "phones")] {
        if let Cell::Ways(ways) = record.cell(field) {
            lines.extend(ways.iter().enumerate().map(|(at, one)| way(property, at, one)));
        }
    }
    if let Cell::Names(groups) = record.cell("groups")
        && !groups.is_empty()
    {
        let each: Vec<String> = groups.iter().map(|group| escape(group)).collect();
        lines.push(format!("CATEGORIES:{}", each.join(",")));
    }
    lines.extend(property_of("NOTE", record.cell("note").text()));
    // The standard knows no hours.
    lines.extend(property_of("X-HOURS", record.cell("hours").text()));
    lines.push("END:VCARD".to_owned());
    lines.iter().map(|line| fold(line)).collect()
}

fn property_of(name: &str, text: &str) -> Option<String> {
    (!text.is_empty()).then(|| format!("{name}:{}", escape(text)))
}

fn way(property: &str, at: usize, way: &Way<String>) -> String {
    let kind = match way.label {
        Label::Work => ";TYPE=work",
        Label::Mobile => ";TYPE=cell",
        Label::Home => ";TYPE=home",
        Label::Other => "",
    };
    format!("{property}{kind};PREF={}:{}", at + 1, escape(&way.to))
}
