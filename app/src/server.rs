//! Listens, with a limit to everything that a stranger can make us wait for or hold.

use std::collections::HashMap;
use std::net::{IpAddr, SocketAddr};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use axum::Router;
use hyper::body::Incoming;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use kernel::{Error, Result};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Semaphore;
use tower::ServiceExt;
use tower_http::timeout::TimeoutBody;
use web::ClientAddress;

/// From the first byte of a request to the end of its headers; also how long a connection may be idle.
const HEADERS_WITHIN: Duration = Duration::from_secs(10);
/// Between one piece of a request's body and the next.
const BODY_GOES_ON_WITHIN: Duration = Duration::from_secs(10);
const LARGEST_HEADERS: usize = 32 * 1024;
const CONNECTIONS: usize = 20_000;
const CONNECTIONS_PER_ADDRESS: usize = 256;
/// How long running requests may take to end when the process is asked to stop.
const STOP_WITHIN: Duration = Duration::from_millis(7_500);

pub async fn bind(listen: SocketAddr) -> Result<TcpListener> {
    TcpListener::bind(listen).await.map_err(|error| {
        Error::Unavailable(format!("{listen} cannot be listened on ({error}). Choose another with --listen"))
    })
}

/// Serves until `stop` answers; then lets running requests end.
pub async fn serve(listener: TcpListener, router: Router, stop: impl Future<Output = ()>) {
    let room = Room::default();
    let graceful = GracefulShutdown::new();
    let mut stop = std::pin::pin!(stop);
    loop {
        let (stream, peer) = tokio::select! {
            accepted = listener.accept() => match accepted {
                Ok(accepted) => accepted,
                Err(error) => {
                    // Out of file handles, mostly: others end soon.
                    tracing::warn!(%error, "cannot accept");
                    tokio::time::sleep(Duration::from_millis(50)).await;
                    continue;
                }
            },
            () = &mut stop => break,
        };
        if let Some(place) = room.enter(peer.ip()) {
            let connection = graceful.watch(connection(stream, peer, router.clone()));
            tokio::spawn(async move {
                // A connection that breaks is the visitor's own affair.
                drop(connection.await);
                drop(place);
            });
        }
    }
    drop(listener);
    tokio::select! {
        () = graceful.shutdown() => {}
        () = tokio::time::sleep(STOP_WITHIN) => tracing::warn!("some requests were cut off"),
    }
}

fn connection(
    stream: TcpStream,
    peer: SocketAddr,
    router: Router,
) -> hyper::server::conn::http1::Connection<
    TokioIo<TcpStream>,
    impl hyper::service::Service<
        hyper::Request<Incoming>,
        Response = axum::response::Response,
        Error = std::convert::Infallible,
        Future: Send,
    >,
> {
    // Small answers leave at once; a failure only makes them slower.
    let _ = stream.set_nodelay(true);
    let service = hyper::service::service_fn(move |mut request: hyper::Request<Incoming>| {
        request.extensions_mut().insert(ClientAddress(peer.ip()));
        let body = |incoming| axum::body::Body::new(TimeoutBody::new(BODY_GOES_ON_WITHIN, incoming));
        router.clone().oneshot(request.map(body))
    });
    hyper::server::conn::http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(HEADERS_WITHIN)
        .max_buf_size(LARGEST_HEADERS)
        .serve_connection(TokioIo::new(stream), service)
}

/// How many are inside, in all and from each address.
#[derive(Clone)]
struct Room {
    places: Arc<Semaphore>,
    guests: Arc<Mutex<HashMap<IpAddr, usize>>>,
}

impl Default for Room {
    fn default() -> Self {
        Self { places: Arc::new(Semaphore::new(CONNECTIONS)), guests: Arc::default() }
    }
}

struct Place {
    _permit: tokio::sync::OwnedSemaphorePermit,
    address: IpAddr,
    guests: Arc<Mutex<HashMap<IpAddr, usize>>>,
}

impl Room {
    /// A place, or none when it is full. This machine itself may be a proxy for everybody.
    fn enter(&self, address: IpAddr) -> Option<Place> {
        let permit = self.places.clone().try_acquire_owned().ok()?;
        let mut guests = self.guests.lock().unwrap_or_else(PoisonError::into_inner);
        let here = guests.entry(address).or_default();
        if *here >= CONNECTIONS_PER_ADDRESS && !address.is_loopback() {
            return None;
        }
        *here += 1;
        Some(Place { _permit: permit, address, guests: self.guests.clone() })
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let mut guests = self.guests.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(here) = guests.get_mut(&self.address) {
            *here -= 1;
            if *here == 0 {
                guests.remove(&self.address);
            }
        }
    }
}
