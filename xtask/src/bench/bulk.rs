//! Ten thousand portal users deleted by one confirmed action, while somebody else reads on.

use std::sync::atomic::{AtomicBool, Ordering};

use super::access::LIST;
use super::stage::{Stage, Tickets};
use super::{Programs, Result, http, rush, watch};

/// After this time it is not going to end any more, in milliseconds.
const PATIENCE: f64 = 600_000.0;

pub struct Bulk {
    pub deleted: u64,
    /// Milliseconds until the page answered that asked for it.
    pub answered: f64,
    /// Seconds until the report said that all of it was done.
    pub seconds: f64,
    /// How long others waited for a page meanwhile: 99 of 100 times no longer than this, in milliseconds.
    pub p99: f64,
    pub pages: usize,
}

pub fn measure(programs: &Programs, stage: &Stage) -> Result<Bulk> {
    let server = stage.serve(programs)?;
    let tickets = stage.sign_in(&server)?;
    let count = asked(server.port, &tickets)?;
    let over = AtomicBool::new(false);
    let others = [("/console/accounts", tickets.operator.as_str()), ("/people", tickets.portal.as_str())];
    let (done, waits) = std::thread::scope(|scope| {
        let reader = scope.spawn(|| rush::read_on(server.port, &others, &over));
        let done = delete(server.port, &tickets, &count);
        over.store(true, Ordering::Relaxed);
        (done, reader.join().unwrap_or_default())
    });
    let (answered, seconds) = done?;
    let deleted = count.parse().map_err(|_| format!("“{count}” is no number"))?;
    Ok(Bulk { deleted, answered, seconds, pages: waits.len(), p99: watch::p99(waits) })
}

/// The warning, and how many it speaks of.
fn asked(port: u16, tickets: &Tickets) -> Result<String> {
    let page = http::post_as(
        &tickets.operator,
        port,
        &format!("{LIST}/delete"),
        &[("all", "1"), ("state", "disabled")],
    )?;
    let found = page.body.split("name=\"count\" value=\"").nth(1).and_then(|rest| rest.split('"').next());
    let count = found.map(str::to_owned);
    count.ok_or_else(|| format!("the warning names no number ({}): {}", page.status, page.body))
}

/// Confirms it and waits for the report; milliseconds to the answer, and seconds to the end.
fn delete(port: u16, tickets: &Tickets, count: &str) -> Result<(f64, f64)> {
    let start = watch::now();
    let fields = [("all", "1"), ("state", "disabled"), ("count", count)];
    let path = format!("{LIST}/delete/confirmed");
    let reply = http::post_as(&tickets.operator, port, &path, &fields)?;
    let answered = watch::since(start);
    let report = reply.location().filter(|_| reply.status == 303);
    let report = report.ok_or_else(|| format!("nothing was deleted ({}): {}", reply.status, reply.body))?;
    // Few are deleted before the page answers, and it leads back to the list.
    while report != LIST && !ended(&http::get(port, report, &tickets.operator)?.body, count) {
        if watch::since(start) > PATIENCE {
            return Err(format!("{report} does not come to an end"));
        }
        watch::pause(100);
    }
    Ok((answered, watch::since(start) / 1000.0))
}

/// “10000 deleted”, and not “700 of 10000 deleted”.
fn ended(page: &str, count: &str) -> bool {
    page.contains(" deleted") && !page.contains(&format!("of {count} deleted"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_report_ends_when_it_speaks_of_no_more_than_was_done() {
        assert!(!ended("<p>700 of 10000 deleted</p>", "10000"));
        assert!(ended("<p>9998 deleted, 2 skipped</p>", "10000"));
        assert!(!ended("", "10000"));
    }
}
