//! The second factor on pages: set up, turned off and asked for; and the password once more before that.

mod enter;
mod overview;
mod proof;
mod qr;
mod set_up;
mod view;

use axum::http::header;
use axum::response::Response;
use kernel::Token;

pub(crate) use enter::refused as not_entered;
pub(crate) use overview::card;
pub use proof::ask_again;
pub(crate) use proof::{after as after_proof, refused as not_proved};
pub(crate) use set_up::{done as set_up_done, is_out_of_place};
pub(crate) use view::View;

use crate::ui::Door;
use crate::{Jar, Policy, Routes, SESSION, Site, Visitor};

/// The profile's pages at the portal's and at the console's address, and those of the steps before anything opens.
pub(crate) fn routes(site: &Site) -> Routes {
    let own = Policy::Person;
    Routes::new(Door::Portal, site)
        .get("/profile/proof", own, proof::ask)
        .post("/profile/proof", own, proof::prove)
        .get("/profile/second-factor", own, overview::show)
        .post("/profile/second-factor/begin", own, set_up::begin)
        .get("/profile/second-factor/confirm", own, set_up::ask)
        .post("/profile/second-factor/confirm", own, set_up::confirm)
        .post("/profile/second-factor/recovery-codes", own, overview::new_codes)
        .post("/profile/second-factor/off", own, overview::turn_off)
        .and(
            Routes::new(Door::Console, site)
                .get("/console/profile/proof", own, proof::ask)
                .post("/console/profile/proof", own, proof::prove)
                .get("/console/profile/second-factor", own, overview::show)
                .post("/console/profile/second-factor/begin", own, set_up::begin)
                .get("/console/profile/second-factor/confirm", own, set_up::ask)
                .post("/console/profile/second-factor/confirm", own, set_up::confirm)
                .post("/console/profile/second-factor/recovery-codes", own, overview::new_codes)
                .post("/console/profile/second-factor/off", own, overview::turn_off),
        )
        .and(
            Routes::new(Door::Entrance, site)
                .get("/proof", Policy::Step, proof::ask)
                .post("/proof", Policy::Step, proof::prove)
                .get("/second-factor", Policy::Step, enter::ask)
                .post("/second-factor", Policy::Step, enter::enter)
                .post("/second-factor/begin", Policy::Step, set_up::begin)
                .get("/second-factor/confirm", Policy::Step, set_up::ask)
                .post("/second-factor/confirm", Policy::Step, set_up::confirm),
        )
}

/// What the addresses of these pages begin with at this door.
pub(crate) fn base(visitor: &Visitor) -> &'static str {
    match visitor.door {
        Door::Console => "/console/profile",
        Door::Entrance => "",
        _ => "/profile",
    }
}

/// The page that everything here comes back to.
pub(crate) fn home(visitor: &Visitor) -> String {
    format!("{}/second-factor", base(visitor))
}

/// Gives the browser the session's new token.
pub(crate) fn with_token(visitor: &Visitor, mut response: Response, token: &Token) -> Response {
    let seconds = (visitor.who.ends_at - visitor.who.now).as_seconds();
    let jar = Jar { https: visitor.site.settings.https };
    let cookie = jar.set(SESSION, &token.reveal(), Some(seconds));
    response.headers_mut().append(header::SET_COOKIE, cookie);
    response
}
