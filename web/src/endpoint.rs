//! What answers at an address.

use std::pin::Pin;
use std::sync::Arc;

use axum::extract::Request;
use axum::handler::Handler;
use axum::response::Response;

use crate::Site;

/// What a function of a page is busy with.
pub type Answering = Pin<Box<dyn Future<Output = Response> + Send>>;

/// A function that answers, behind one type for all of them. The router builds what it needs around a function once for
/// each type that it is given: with hundreds of functions that is a megabyte of the program (decision 0039).
#[derive(Clone)]
pub struct Endpoint(Arc<dyn Fn(Request, Site) -> Answering + Send + Sync>);

impl Endpoint {
    pub fn new<H, T>(function: H) -> Self
    where
        H: Handler<T, Site, Future = Answering>,
    {
        Self(Arc::new(move |request, site| function.clone().call(request, site)))
    }
}

impl Handler<Self, Site> for Endpoint {
    type Future = Answering;

    fn call(self, request: Request, site: Site) -> Answering {
        (self.0)(request, site)
    }
}
