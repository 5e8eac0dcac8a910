//! The console with a thousand and with a hundred thousand client accounts: its list, each filter, its search, an
//! account's page and the history, beside the floor.

use super::board::Program;
use super::load::Visitor;
use super::options::{Engine, Options};
use super::pages::{self, PageMeasured};
use super::server::Server;
use super::stage::Stage;
use super::{Programs, Result};

const OPERATORS: usize = 16;
/// Calls of the account whose list the floor shows.
pub const CALLS: u64 = 10_000;
/// Portal users and lines of the history for each account.
pub const USERS_EACH: u64 = 10;
pub const EVENTS_EACH: u64 = 100;

/// What it was with so many.
pub struct Accounts {
    pub engine: Engine,
    pub many: u64,
    pub pages: Vec<PageMeasured>,
}

pub fn measure(programs: &Programs, stage: &Stage, options: &Options, accounts: u64) -> Result<Accounts> {
    let server = stage.serve(programs)?;
    let tickets = stage.sign_in(&server)?;
    let floor = Server::floor(programs, stage)?;
    let lowest = Visitor { port: floor.port, path: "/calls".to_owned(), header: tickets.portal.clone() };
    pages::look(&lowest)?;
    let one = Program { port: server.port, key: &tickets.key }.account(0)?;
    let list = |question: &str| format!("/console/accounts{question}");
    let mut measured = Vec::new();
    for (name, path, shows) in [
        ("accounts, first page", list(""), "acct_"),
        ("accounts, newest first", list("?sort=-created_at"), "acct_"),
        ("accounts in setup", list("?state=in_setup"), "acct_"),
        ("accounts that are locked", list("?state=locked"), "acct_"),
        ("accounts, all states", list("?locked=include"), "acct_"),
        ("accounts of a tag", list("?tags=plumber"), "Plumber"),
        ("accounts without a plan", list("?plan=none"), "acct_"),
        ("accounts searched, many", list("?q=cedar+plumb"), "Cedar"),
        ("accounts searched, one", list("?q=office777%40accounts"), "777"),
        ("an account", list(&format!("/{one}")), "Client 0"),
        ("history of all", "/console/history".to_owned(), "acct_"),
        ("history of an account", list(&format!("/{one}/history")), "Client 0"),
    ] {
        let visitor = Visitor { port: server.port, path, header: tickets.operator.clone() };
        if !pages::look(&visitor)?.contains(shows) {
            return Err(format!("{} does not show “{shows}”", visitor.path));
        }
        measured.push(pages::rounds(name, &visitor, Some(&lowest), OPERATORS, options)?);
    }
    Ok(Accounts { engine: stage.engine, many: accounts, pages: measured })
}

/// A page with the fewest and the same with the most accounts.
pub struct Pair<'a> {
    pub few: &'a PageMeasured,
    pub many: &'a PageMeasured,
}

impl Pair<'_> {
    /// The time of it with many beside the floor's, as a multiple of that with few: whatever else the machine did meets
    /// both.
    pub fn ratio(&self) -> f64 {
        share(self.few) / share(self.many)
    }
}

/// Requests a second for each of the floor's.
pub fn share(page: &PageMeasured) -> f64 {
    page.load.per_second / page.floor.map_or(f64::INFINITY, |floor| floor.per_second)
}

/// The fewest and the most of an engine, page by page; none if it was measured with one number only.
pub fn pairs(measured: &[Accounts], engine: Engine) -> Option<(u64, u64, Vec<Pair<'_>>)> {
    let mut of_engine = measured.iter().filter(|accounts| accounts.engine == engine);
    let (few, many) = (of_engine.next()?, of_engine.next_back()?);
    let pairs = few.pages.iter().zip(&many.pages).map(|(few, many)| Pair { few, many });
    Some((few.many, many.many, pairs.collect()))
}

#[cfg(test)]
mod tests {
    use super::super::load::Load;
    use super::*;

    #[test]
    fn a_page_is_compared_by_its_share_of_the_floor() {
        let page = |per_second, floor| PageMeasured {
            name: "x",
            connections: OPERATORS,
            load: Load { per_second, ..Load::default() },
            floor: Some(Load { per_second: floor, ..Load::default() }),
        };
        let of = |many, page| Accounts { engine: Engine::Sqlite, many, pages: vec![page] };
        // The machine was half as fast in the second run, and so the page was no slower.
        let measured = [of(10, page(80.0, 100.0)), of(20, page(40.0, 50.0))];
        let (few, many, pairs) = super::pairs(&measured, Engine::Sqlite).unwrap();
        assert_eq!((few, many), (10, 20));
        assert!((pairs[0].ratio() - 1.0).abs() < 1e-9);
        assert!((share(pairs[0].many) - 0.8).abs() < 1e-9);
        assert!(super::pairs(&measured[..1], Engine::Sqlite).is_none());
    }
}
