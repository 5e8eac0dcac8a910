//! Deciding something about the organization's portal: it counts from the next request on.

use std::collections::BTreeMap;

use db::params;
use kernel::{Error, Result};
use serde_json::Value;

use super::Settings;
use crate::access::{Granted, SettingsEdit};
use crate::history::{Action, Event};
use crate::house::{House, Read};

/// The settings as they are now.
pub async fn settings(read: &mut Read, granted: &Granted<SettingsEdit>) -> Result<Settings> {
    Settings::from_json(&stored(&mut read.0, granted).await?)
}

/// Applies `decide` to what is decided so far. Each setting that is different afterwards is named in the history
/// with both values; nothing different is no change.
pub async fn configure(
    house: &House,
    granted: &Granted<SettingsEdit>,
    decide: impl FnOnce(&mut Settings) + Send,
) -> Result<()> {
    let mut change = house.change(granted).await?;
    // Taking the row first makes two decisions at the same moment follow each other.
    change
        .tx
        .execute("UPDATE organizations SET settings = settings WHERE org_id = ?1", params![granted.org()])
        .await?;
    let before = Settings::from_json(&stored(&mut change.tx, granted).await?)?;
    let mut after = before.clone();
    decide(&mut after);
    if after == before {
        return Ok(());
    }
    let text = serde_json::to_string(&after).map_err(Error::bug)?;
    change
        .tx
        .execute("UPDATE organizations SET settings = ?2 WHERE org_id = ?1", params![granted.org(), text])
        .await?;
    let (before, after) = (flat(&before)?, flat(&after)?);
    let mut event = Event::of(Action::OrganizationConfigured);
    for (name, value) in &after {
        event = event.changed(name, before.get(name).cloned().unwrap_or_default(), value.as_str());
    }
    change.record(granted.actor(), event).await?.commit().await
}

async fn stored(tx: &mut db::Tx, granted: &Granted<SettingsEdit>) -> Result<String> {
    tx.row("SELECT settings FROM organizations WHERE org_id = ?1", params![granted.org()], |row| row.get(0))
        .await?
        .ok_or(Error::NotFound)
}

/// Each setting by its full name, `portal.open`, with its value in words.
fn flat(settings: &Settings) -> Result<BTreeMap<String, String>> {
    fn walk(name: &str, value: &Value, into: &mut BTreeMap<String, String>) {
        match value {
            Value::Object(map) => {
                for (key, value) in map {
                    let name = if name.is_empty() { key.clone() } else { format!("{name}.{key}") };
                    walk(&name, value, into);
                }
            }
            Value::String(text) => drop(into.insert(name.to_owned(), text.clone())),
            Value::Bool(true) => drop(into.insert(name.to_owned(), "on".to_owned())),
            Value::Bool(false) => drop(into.insert(name.to_owned(), "off".to_owned())),
            Value::Null => drop(into.insert(name.to_owned(), String::new())),
            other => drop(into.insert(name.to_owned(), other.to_string())),
        }
    }
    let mut named = BTreeMap::new();
    walk("", &serde_json::to_value(settings).map_err(Error::bug)?, &mut named);
    Ok(named)
}
