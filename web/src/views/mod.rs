//! Views: a list kept as it is under a name, opened again with one click.

mod bar;
mod delete;
mod edit;
mod keep;

use domain::views::View;
use kernel::Result;

pub(crate) use bar::bar;

use crate::ui::{Choice, Door, Shell};
use crate::{Pairs, Policy, Routes, Site, Visitor};

/// The query parameter that says which view a list was opened by.
pub(crate) const PARAMETER: &str = "view";

/// The same pages at the portal's and at the console's address.
pub(crate) fn routes(site: &Site) -> Routes {
    let own = Policy::Person;
    Routes::new(Door::Portal, site)
        .get("/views/new", own, keep::ask)
        .post("/views/new", own, keep::save)
        .post("/views/{id}/keep", own, keep::keep)
        .get("/views/{id}/edit", own, edit::ask)
        .post("/views/{id}/edit", own, edit::edit)
        .get("/views/{id}/delete", own, delete::ask)
        .post("/views/{id}/delete", own, delete::delete)
        .and(
            Routes::new(Door::Console, site)
                .get("/console/views/new", own, keep::ask)
                .post("/console/views/new", own, keep::save)
                .post("/console/views/{id}/keep", own, keep::keep)
                .get("/console/views/{id}/edit", own, edit::ask)
                .post("/console/views/{id}/edit", own, edit::edit)
                .get("/console/views/{id}/delete", own, delete::ask)
                .post("/console/views/{id}/delete", own, delete::delete),
        )
}

/// The views of the list at `path` that the visitor may open; none in somebody else's place, or by a link.
pub(crate) async fn of_list(visitor: &Visitor, path: &str) -> Result<Option<Vec<View>>> {
    if visitor.who.login_as.is_some() || visitor.who.is_by_link() {
        return Ok(None);
    }
    domain::views::of_list(&mut visitor.read().await?, &visitor.who, path).await.map(Some)
}

/// What the addresses of these pages begin with at this door.
fn base(visitor: &Visitor) -> &'static str {
    if visitor.door == Door::Console { "/console/views" } else { "/views" }
}

/// The list as the view has it.
fn address(view: &View) -> String {
    Pairs::parse(&view.state).with(PARAMETER, Some(&view.id.to_string())).href(&view.list)
}

/// What a view keeps of a list's address: all but the place in it.
fn state(pairs: &Pairs) -> String {
    let kept = pairs.without(&[PARAMETER, "after", "before"]);
    kept.href("").trim_start_matches('?').to_owned()
}

/// The frame of a page about a view, with the way back to its list.
fn below(visitor: &Visitor, title: &str, back: &str) -> Shell {
    Shell { trail: vec![Choice::new("List", back, false)], ..visitor.shell(title) }
}
