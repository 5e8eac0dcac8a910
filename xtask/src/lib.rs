//! What the house checks about itself. Each check returns its findings as sentences; `tests/tidy.rs` wants none.

pub mod bench;
pub mod generate;
pub mod literals;
pub mod lockfiles;
pub mod rooms;
pub mod sources;
pub mod tables;
pub mod workspace;

/// What is wrong, one sentence for each place.
pub type Findings = Vec<String>;
