//! The one door for everybody: signing in, setting a first password, and going out again.

mod exit_login_as;
mod first_password;
mod login;
mod secure_link;
mod sign_out;

use crate::ui::Door;
use crate::{Policy, Routes, Site};

pub(crate) fn routes(site: &Site) -> Routes {
    Routes::new(Door::Entrance, site)
        .get("/login", Policy::Public, login::show)
        .post("/login", Policy::Public, login::enter)
        .post("/logout", Policy::SignedIn, sign_out::leave)
        .post("/login-as/exit", Policy::SignedIn, exit_login_as::leave)
        .and(Routes::new(Door::Console, site).post("/console/logout", Policy::SignedIn, sign_out::leave))
        .get("/link/{token}", Policy::Public, secure_link::show)
        .post("/link/{token}", Policy::Public, secure_link::open)
        .get("/welcome/{token}", Policy::Public, first_password::show)
        .post("/welcome/{token}", Policy::Public, first_password::set)
}
