//! What the doors share: who comes in, by which route, what they see, and how things go wrong.
//!
//! A door declares its routes with a policy each ([`Routes`]); a request reaches its page only after the
//! policy was met, as a [`Visitor`] (or a [`Guest`] where nobody needs to be signed in).

mod answer;
mod assets;
mod branding;
pub mod business_page;
pub mod contacts;
mod cookies;
pub mod delivery;
pub mod disposition;
mod endpoint;
mod entrance;
mod factors;
mod fields;
pub mod find;
pub mod form_page;
pub mod format;
mod gate;
mod guest;
mod headers;
mod id;
mod live;
pub mod on_call;
pub mod once_page;
mod pairs;
mod passkeys;
mod password;
mod policy;
mod problem;
mod profile;
pub mod reading;
pub mod recordings;
pub mod records;
mod replies;
pub mod resources;
mod return_path;
mod routes;
mod same_account;
mod site;
mod statuses;
pub mod tasks;
pub mod telling;
mod theme;
pub mod time_zones;
pub mod timeline;
pub mod ui;
pub mod upload;
mod views;
mod visitor;
mod widget;

pub use answer::{Answer, page, redirect, refused};
pub use cookies::{Jar, LOGIN_AS, SECURE_LINK, SESSION};
pub use endpoint::{Answering, Endpoint};
pub use factors::ask_again;
pub use fields::Fields;
pub use gate::{ClientAddress, log, named_in};
pub use guest::Guest;
pub use headers::secure;
pub use id::Id;
pub use pairs::Pairs;
pub use policy::Policy;
pub use problem::{Problem, page_of_error, retry_after, status};
pub use return_path::LocalPath;
pub use routes::{Route, Routes, nothing_here};
pub use site::{Settings, Site};
pub use statuses::{level_badge, status_card, until_words};
pub use visitor::Visitor;

use ui::Door;

/// What belongs to no single door: the entrance, one's own profile, assets, colours, and the live stream.
pub fn shared_routes(site: &Site) -> Routes {
    Routes::new(Door::Entrance, site)
        .get("/assets/{file}", Policy::Public, assets::serve)
        .get("/branding.css", Policy::Public, branding::css)
        .post("/theme", Policy::Public, theme::choose)
        .get("/live", Policy::SignedIn, live::stream)
        .and(Routes::new(Door::Console, site).get("/console/live", Policy::SignedIn, live::stream))
        .and(entrance::routes(site))
        .and(business_page::routes(site))
        .and(widget::routes(site))
        .and(on_call::routes(site))
        .and(replies::routes(site))
        .and(profile::routes(site))
        .and(password::routes(site))
        .and(factors::routes(site))
        .and(views::routes(site))
        .and(passkeys::routes(site))
}
