//! The tables, version by version, and the order in which a backup writes them.

use db::Migration;

pub const MIGRATIONS: &[Migration] = &[
    Migration { number: 1, name: "house", sql: include_str!("../migrations/0001_house.sql") },
    Migration { number: 2, name: "settings", sql: include_str!("../migrations/0002_settings.sql") },
    Migration { number: 3, name: "outbox", sql: include_str!("../migrations/0003_outbox.sql") },
    Migration { number: 4, name: "invitations", sql: include_str!("../migrations/0004_invitations.sql") },
    Migration { number: 5, name: "passwords", sql: include_str!("../migrations/0005_passwords.sql") },
    Migration { number: 6, name: "verification", sql: include_str!("../migrations/0006_verification.sql") },
    Migration { number: 7, name: "roles", sql: include_str!("../migrations/0007_roles.sql") },
    Migration { number: 8, name: "profile", sql: include_str!("../migrations/0008_profile.sql") },
    Migration { number: 9, name: "secure_link", sql: include_str!("../migrations/0009_secure_link.sql") },
    Migration { number: 10, name: "factors", sql: include_str!("../migrations/0010_factors.sql") },
    Migration {
        number: 11,
        name: "client_accounts",
        sql: include_str!("../migrations/0011_client_accounts.sql"),
    },
    Migration { number: 12, name: "statuses", sql: include_str!("../migrations/0012_statuses.sql") },
    Migration { number: 13, name: "invites", sql: include_str!("../migrations/0013_invites.sql") },
];

/// Every table, parents before children. A test compares this list with the catalogue.
pub const TABLES: &[&str] = &[
    "organizations",
    "users",
    "photos",
    "accounts",
    "account_numbers",
    "account_tags",
    "account_notes",
    "account_operators",
    "secure_links",
    "secure_link_sessions",
    "contacts",
    "memberships",
    "roles",
    "membership_roles",
    "operator_roles",
    "passwords",
    "invitations",
    "password_resets",
    "devices",
    "verification_codes",
    "totp_factors",
    "recovery_codes",
    "sessions",
    "throttles",
    "api_keys",
    "idempotency_keys",
    "history_heads",
    "events",
    "calls",
    "messages",
    "statuses",
    "status_acknowledgements",
    "jobs",
    "job_items",
    "outbox",
    "outbox_attempts",
    "outbox_holds",
    "letter_texts",
    "letter_choices",
];

/// Tables that a newer version has done away with: a backup of older data has them still.
pub const FORMER: &[&str] = &["first_password_links"];
