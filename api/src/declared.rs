//! What a route of the API is: its method, its address, its policy, its words and what answers there.

use axum::Router;
use axum::handler::Handler;
use axum::middleware::from_fn_with_state;
use axum::routing::{MethodFilter, MethodRouter, any, on};
use web::ui::Door;
use web::{Answering, Endpoint, Policy, Route, Site};

use crate::gate::{Checkpoint, pass};
use crate::openapi::Doc;
use crate::problem::{unknown, unknown_method};

/// One route. There is no way to write one without its policy and its words.
pub struct Declared {
    pub route: Route,
    pub(crate) doc: Doc,
    answers: MethodRouter<Site>,
}

impl Declared {
    fn new<H, T>(filter: MethodFilter, route: Route, handler: H, doc: Doc) -> Self
    where
        H: Handler<T, Site, Future = Answering>,
    {
        Self { route, doc, answers: on(filter, Endpoint::new(handler)) }
    }
}

macro_rules! methods {
    ($($name:ident = $method:literal, $filter:ident;)*) => {$(
        pub(crate) fn $name<H, T>(path: &'static str, policy: Policy, handler: H, doc: Doc) -> Declared
        where
            H: Handler<T, Site, Future = Answering>,
        {
            let route = Route { door: Door::Api, method: $method, path, policy };
            Declared::new(MethodFilter::$filter, route, handler, doc)
        }
    )*};
}

methods! {
    get = "GET", GET;
    post = "POST", POST;
    put = "PUT", PUT;
    patch = "PATCH", PATCH;
    delete = "DELETE", DELETE;
}

/// Every route of the API, in the order of the document.
pub fn declared() -> Vec<Declared> {
    crate::routes::all()
}

/// The door, ready to be opened.
pub struct ApiRoutes {
    table: Vec<Route>,
    router: Router,
}

/// The whole door. `GET` answers `HEAD` as well.
pub fn routes(site: &Site) -> ApiRoutes {
    let mut table = Vec::new();
    let mut router = Router::new();
    for Declared { route, answers, .. } in declared() {
        let checkpoint = Checkpoint { site: site.clone(), policy: route.policy };
        // Of the route only: a method that the address does not know is answered without asking who calls.
        router = router.route(route.path, answers.route_layer(from_fn_with_state(checkpoint, pass)));
        table.push(route);
    }
    let router = router
        .method_not_allowed_fallback(unknown_method)
        .route("/api", any(unknown))
        .route("/api/", any(unknown))
        .route("/api/{*rest}", any(unknown))
        .with_state(site.clone());
    ApiRoutes { table, router }
}

impl ApiRoutes {
    pub fn table(&self) -> &[Route] {
        &self.table
    }

    pub fn into_router(self) -> Router {
        self.router
    }
}
