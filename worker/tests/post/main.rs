//! Letters on their way out: what a mail server or a gateway says decides what becomes of them, and nothing is lost.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a journey that goes wrong fails"
)]

mod crashes;
mod fetch;
mod hooks;
mod mail;
mod messages;
mod peer;
mod real_mail;
mod running;
mod s3;
mod servers;
mod sms;
