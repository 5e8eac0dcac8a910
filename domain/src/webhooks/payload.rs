//! What is sent of an event: what the history says of it, as JSON, and never a secret.

use kernel::{OrgId, Timestamp};
use serde_json::{Value, json};

use crate::history::FieldChange;

/// Standard Webhooks asks for less than 20 kB.
const LARGEST: usize = 20_000;

/// One line of the history.
pub(super) struct Told {
    pub id: String,
    pub number: i64,
    pub at: Timestamp,
    pub action: String,
    pub account: Option<(String, String)>,
    pub thing: Option<String>,
    pub label: String,
    pub actor: String,
    pub subject: String,
    pub changes: Vec<FieldChange>,
}

impl Told {
    /// With fewer changes if it would become too large: whoever needs all of them asks the API.
    pub fn json(&self, org: OrgId) -> String {
        let whole = self.written(org, &self.changes, false);
        if whole.len() < LARGEST { whole } else { self.written(org, &[], true) }
    }

    fn written(&self, org: OrgId, changes: &[FieldChange], shortened: bool) -> String {
        let account = self.account.as_ref().map(|(id, name)| json!({ "id": id, "name": name }));
        let body: Value = json!({
            "type": self.action,
            "timestamp": self.at.to_string(),
            "data": {
                "id": self.id,
                "number": self.number,
                "organization": org.number(),
                "account": account,
                "thing": self.thing,
                "label": self.label,
                "actor": self.actor,
                "subject": self.subject,
                "changes": changes,
                "shortened": shortened,
            },
        });
        body.to_string()
    }
}
