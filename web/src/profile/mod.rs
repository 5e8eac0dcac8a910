//! One's own pages: who one is here, how one reads dates and times, and where one is signed in.

mod edit;
mod notifications;
mod photo;
mod sessions;
mod show;

use crate::ui::{Choice, Door, Shell};
use crate::{Policy, Routes, Site, Visitor};

/// The same pages at the portal's and at the console's address.
pub(crate) fn routes(site: &Site) -> Routes {
    let own = Policy::Person;
    let everybody = Routes::new(Door::Entrance, site).get("/my_profile", own, show::lead).get(
        "/photos/{id}",
        Policy::SignedIn,
        photo::show,
    );
    Routes::new(Door::Portal, site)
        .get("/profile", own, show::show)
        .get("/profile/edit", own, edit::ask)
        .post("/profile/edit", own, edit::edit)
        .get("/profile/photo", own, photo::ask)
        .post("/profile/photo", own, photo::choose)
        .post("/profile/photo/remove", own, photo::remove)
        .get("/profile/notifications", own, notifications::ask)
        .post("/profile/notifications", own, notifications::choose)
        .post("/profile/sessions/others/end", own, sessions::end_others)
        .post("/profile/sessions/{id}/end", own, sessions::end_one)
        .and(
            Routes::new(Door::Console, site)
                .get("/console/profile", own, show::show)
                .get("/console/profile/edit", own, edit::ask)
                .post("/console/profile/edit", own, edit::edit)
                .get("/console/profile/photo", own, photo::ask)
                .post("/console/profile/photo", own, photo::choose)
                .post("/console/profile/photo/remove", own, photo::remove)
                .get("/console/photos/{id}", own, photo::show)
                .get("/console/profile/notifications", own, notifications::ask)
                .post("/console/profile/notifications", own, notifications::choose)
                .post("/console/profile/sessions/others/end", own, sessions::end_others)
                .post("/console/profile/sessions/{id}/end", own, sessions::end_one),
        )
        .and(everybody)
}

fn base(visitor: &Visitor) -> &'static str {
    if visitor.door == Door::Console { "/console/profile" } else { "/profile" }
}

/// The frame of a page below one's profile.
fn below(visitor: &Visitor, title: &str) -> Shell {
    Shell { trail: vec![Choice::new("Your profile", base(visitor), false)], ..visitor.shell(title) }
}
