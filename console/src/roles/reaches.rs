//! The words for what a permission is about and for how far it goes.

use domain::access::{Key, Reach};

/// Under which heading a permission stands.
pub fn heading(key: Key) -> &'static str {
    match key.name().split('.').next().unwrap_or_default() {
        "accounts" => "Client accounts",
        "business_page" => "Business pages",
        "users" => "Portal users",
        "contacts" => "Contacts",
        "calls" | "recordings" => "Calls",
        "messages" => "Messages",
        "status" => "Status",
        "on_call" => "On call",
        "onboarding" => "Onboarding",
        "tasks" => "Tasks",
        "help" => "Help",
        "resources" => "Resources",
        "announcements" => "Announcements",
        "history" => "History",
        "support" => "Support access",
        "operators" => "Operators",
        "roles" => "Roles",
        "outbox" => "Letters",
        "keys" => "API keys",
        "settings" => "Settings",
        _ => "More",
    }
}

/// How far.
pub const fn words(reach: Option<Reach>) -> &'static str {
    match reach {
        None => "No",
        Some(Reach::Organization) => "Yes",
        Some(Reach::Account) => "Whole account",
        Some(Reach::Own) => "Own only",
    }
}
