//! Journeys through the whole house, as its visitors make them.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a journey that goes wrong fails"
)]

mod account_import;
mod announcements;
mod api_changes;
mod api_http;
mod api_intake;
mod api_many;
mod api_once;
mod api_operators;
mod api_profile;
mod api_roles;
mod api_settings;
mod api_who;
mod attachments;
mod attacks;
mod bad_input;
mod board;
mod browser;
mod business_page;
mod client_accounts;
mod client_admins;
mod command_line;
mod contact_verify;
mod contacts;
mod crash;
mod delivery;
mod delivery_hook;
mod door;
mod edit_conflict;
mod encrypted_line;
mod failing_parts;
mod find;
mod generated;
mod giving_access;
mod headers;
mod help;
mod import_accounts;
mod letters;
mod live;
mod login_as;
mod matrix;
mod nicknames;
mod on_call;
mod on_call_calendar;
mod operator_portal;
mod passkeys;
mod photo;
mod portal_access;
mod program;
mod proposals;
mod reading;
mod recordings;
mod recordings_away;
mod recordings_fetched;
mod recovery;
mod remove_factor;
mod replies;
mod resources;
mod roles;
mod same_origin;
mod second_factor;
mod secure_link;
mod secure_matrix;
mod several;
mod sign_in;
mod sites;
mod statuses;
mod steps;
mod subscription;
mod tasks;
mod template_push;
mod text_messages;
mod two_processes;
mod work;
