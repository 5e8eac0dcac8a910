//! One person in several accounts (C-07): off as it ships, one password, one account at a time.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a journey that cannot go on fails"
)]

mod joining;
mod sessions;
mod ways;
