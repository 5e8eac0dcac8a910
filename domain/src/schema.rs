//! The tables, version by version, and the order in which a backup writes them.

use db::Migration;

pub const MIGRATIONS: &[Migration] = &[
    Migration { number: 1, name: "house", sql: include_str!("../migrations/0001_house.sql") },
    Migration { number: 2, name: "settings", sql: include_str!("../migrations/0002_settings.sql") },
];

/// Every table, parents before children. A test compares this list with the catalogue.
pub const TABLES: &[&str] = &[
    "organizations",
    "users",
    "accounts",
    "account_numbers",
    "contacts",
    "memberships",
    "roles",
    "membership_roles",
    "operator_roles",
    "passwords",
    "first_password_links",
    "sessions",
    "throttles",
    "api_keys",
    "idempotency_keys",
    "history_heads",
    "events",
    "calls",
    "messages",
];
