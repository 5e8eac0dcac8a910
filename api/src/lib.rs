//! The door of other programs: everything that an organization's people may do, as JSON under `/api/v1`.
//!
//! Every route is declared once, with its policy and its words ([`declared`]); from the same list come the
//! router, the printed table of routes and the `OpenAPI` document.

mod accounts;
mod announcements;
mod body;
mod bytes;
mod caller;
mod calls;
mod choices;
mod contacts;
mod counted;
mod declared;
mod etag;
mod explained;
mod gate;
mod history;
mod id;
mod intake;
mod invitations;
mod jobs;
mod keys;
mod letters;
mod making;
mod many;
mod messages;
mod on_call;
mod onboarding;
mod openapi;
mod operators;
mod outbox;
mod page;
mod plans;
mod problem;
mod profile;
mod proposals;
mod reading;
mod resources;
mod roles;
mod routes;
mod session;
mod settings;
mod single;
mod statuses;
mod tasks;
mod users;
mod webhooks;

pub use caller::Caller;
pub use declared::{ApiRoutes, Declared, declared, routes};
pub use openapi::{described, document};
pub use problem::{Problem, ProblemDocument};
