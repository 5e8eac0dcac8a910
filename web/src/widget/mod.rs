//! What a client's own website carries: a button to the portal and a form to write to the business (S3-33).
//!
//! The website loads one script. It asks whether it may stand there, and shows the form in a frame, which is a page of
//! ours: what is written in it never passes through the website.

mod form;
mod script;
mod welcome;

use crate::ui::Door;
use crate::{Policy, Routes, Site};

pub(crate) fn routes(site: &Site) -> Routes {
    Routes::new(Door::Entrance, site)
        .get("/widget.js", Policy::Public, script::serve)
        .get("/w/{nickname}", Policy::Public, welcome::welcome)
        .get("/w/{nickname}/form", Policy::Public, form::show)
        .post("/w/{nickname}/form", Policy::Public, form::send)
        .get("/w/{nickname}/sent", Policy::Public, form::sent)
}
