//! Two hundred people who sign in at once, while somebody else reads on.

use std::sync::Barrier;
use std::sync::atomic::{AtomicBool, Ordering};

use super::stage::{Stage, User};
use super::{Programs, Result, http, watch};

const PEOPLE: usize = 200;

pub struct Rush {
    /// How many of them were let in, and how many were asked to come again.
    pub signed_in: usize,
    pub put_off: usize,
    pub seconds: f64,
    /// KiB by which the memory grew at most.
    pub grew_kib: u64,
    /// How long the other reader waited for a page: 99 of 100 times no longer than this, in milliseconds.
    pub p99: f64,
    pub pages: usize,
}

pub fn measure(programs: &Programs, stage: &Stage) -> Result<Rush> {
    let server = stage.serve(programs)?;
    let tickets = stage.sign_in(&server)?;
    for _ in 0..50 {
        http::get(server.port, "/calls", &tickets.portal)?;
    }
    let before = server.memory()?;
    server.forget_peak()?;
    let over = AtomicBool::new(false);
    let start = watch::now();
    let (statuses, waits) = std::thread::scope(|scope| {
        let reader = scope.spawn(|| read_on(server.port, &[("/calls", tickets.portal.as_str())], &over));
        let statuses = all_at_once(server.port, &stage.people.users);
        over.store(true, Ordering::Relaxed);
        (statuses, reader.join().unwrap_or_default())
    });
    let seconds = watch::since(start) / 1000.0;
    let count = |wanted: u16| statuses.iter().filter(|status| **status == wanted).count();
    let (signed_in, put_off) = (count(303), count(429));
    if signed_in + put_off != PEOPLE {
        return Err(format!("some who signed in were answered neither 303 nor 429: {statuses:?}"));
    }
    Ok(Rush {
        signed_in,
        put_off,
        seconds,
        grew_kib: server.peak()?.saturating_sub(before),
        pages: waits.len(),
        p99: watch::p99(waits),
    })
}

/// What each of them is answered; 0 if nothing.
fn all_at_once(port: u16, users: &[User]) -> Vec<u16> {
    let together = Barrier::new(PEOPLE);
    let visit = |user: &User| {
        together.wait();
        let fields = [("email", user.email.as_str()), ("password", user.password.as_str())];
        http::post(port, "/login", &fields).map_or(0, |reply| reply.status)
    };
    let visit = &visit;
    std::thread::scope(|scope| {
        let people = users.iter().cycle().take(PEOPLE);
        let visits: Vec<_> = people.map(|user| scope.spawn(move || visit(user))).collect();
        visits.into_iter().map(|visit| visit.join().unwrap_or(0)).collect()
    })
}

/// Milliseconds for each page, with its cookie and one after the other, until it is over. A page that fails counts as
/// a minute.
pub fn read_on(port: u16, pages: &[(&str, &str)], over: &AtomicBool) -> Vec<f64> {
    let mut waits = Vec::new();
    for (path, cookie) in pages.iter().cycle() {
        if over.load(Ordering::Relaxed) {
            break;
        }
        let start = watch::now();
        let shown = http::get(port, path, cookie).is_ok_and(|reply| reply.status == 200);
        waits.push(if shown { watch::since(start) } else { 60_000.0 });
    }
    waits
}
