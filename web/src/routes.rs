//! The routes of a door, each with what it asks of its visitor.

use axum::Router;
use axum::handler::Handler;
use axum::middleware::from_fn_with_state;
use axum::routing::{MethodRouter, get, post};

use crate::endpoint::{Answering, Endpoint};
use crate::gate::{Checkpoint, pass};
use crate::ui::Door;
use crate::{Policy, Site};

/// One line of the printed table of routes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Route {
    pub door: Door,
    pub method: &'static str,
    pub path: &'static str,
    pub policy: Policy,
}

/// A door's routes. There is no way to add one without its policy, and no way around the policy.
pub struct Routes {
    door: Door,
    site: Site,
    table: Vec<Route>,
    router: Router<Site>,
}

impl Routes {
    pub fn new(door: Door, site: &Site) -> Self {
        Self { door, site: site.clone(), table: Vec::new(), router: Router::new() }
    }

    #[must_use]
    pub fn get<H, T>(self, path: &'static str, policy: Policy, handler: H) -> Self
    where
        H: Handler<T, Site, Future = Answering>,
    {
        self.add("GET", path, policy, get(Endpoint::new(handler)))
    }

    #[must_use]
    pub fn post<H, T>(self, path: &'static str, policy: Policy, handler: H) -> Self
    where
        H: Handler<T, Site, Future = Answering>,
    {
        self.add("POST", path, policy, post(Endpoint::new(handler)))
    }

    fn add(
        mut self,
        method: &'static str,
        path: &'static str,
        policy: Policy,
        handler: MethodRouter<Site>,
    ) -> Self {
        let checkpoint = Checkpoint { site: self.site.clone(), door: self.door, policy };
        self.table.push(Route { door: self.door, method, path, policy });
        self.router = self.router.route(path, handler.layer(from_fn_with_state(checkpoint, pass)));
        self
    }

    pub fn table(&self) -> &[Route] {
        &self.table
    }

    /// Puts the routes of another door beside these.
    #[must_use]
    pub fn and(mut self, other: Self) -> Self {
        self.table.extend(other.table);
        self.router = self.router.merge(other.router);
        self
    }

    pub fn into_router(self) -> Router {
        self.router.with_state(self.site)
    }
}

/// Answers every address that no door has.
pub fn nothing_here(site: &Site) -> Router {
    let checkpoint = Checkpoint { site: site.clone(), door: Door::Entrance, policy: Policy::Public };
    Router::new()
        .fallback(|| async { crate::Problem(kernel::Error::NotFound) })
        .layer(from_fn_with_state(checkpoint, pass))
}
