//! Portal Access with few and with many portal users: its first page, the other order, and its filters.

use super::load::Visitor;
use super::options::{Engine, Options};
use super::pages::{self, CONNECTIONS, PageMeasured};
use super::server::Server;
use super::stage::Stage;
use super::{Programs, Result};

/// Where the list is.
pub const LIST: &str = "/console/settings/client/portal-access";
/// The same as they are measured, and what each is of the list.
const PAGES: [(&str, &str); 6] = [
    ("first page, by email", ""),
    ("sorted by company", "?sort=account"),
    ("sorted by email, last first", "?sort=-email"),
    ("filtered: disabled", "?state=disabled"),
    ("filtered: invitation pending", "?invitation=pending"),
    ("searched: a name that one has", "?q=quistgaard"),
];

/// What it was with so many.
pub struct Access {
    pub engine: Engine,
    pub members: u64,
    pub pages: Vec<PageMeasured>,
}

/// The same page with few and with many in turn: what is compared met the same machine.
pub fn measure(programs: &Programs, stages: &[(u64, Stage)], options: &Options) -> Result<Vec<Access>> {
    let mut measured = Vec::new();
    let mut servers = Vec::new();
    for (members, stage) in stages {
        let server = stage.serve(programs)?;
        let operator = stage.sign_in(&server)?.operator;
        servers.push((server, operator));
        measured.push(Access { engine: stage.engine, members: *members, pages: Vec::new() });
    }
    for (name, question) in PAGES {
        let visitor = |(server, operator): &(Server, String)| Visitor {
            port: server.port,
            path: format!("{LIST}{question}"),
            header: operator.clone(),
        };
        let visitors: Vec<Visitor> = servers.iter().map(visitor).collect();
        for visitor in &visitors {
            if !pages::look(visitor)?.contains("@members.example") {
                return Err(format!("{} shows none of those who are there", visitor.path));
            }
        }
        let visitors: Vec<&Visitor> = visitors.iter().collect();
        for connections in CONNECTIONS {
            let loads = pages::in_turn(&visitors, connections, options)?;
            for (access, load) in measured.iter_mut().zip(loads) {
                access.pages.push(PageMeasured { name, connections, load, floor: None });
            }
        }
    }
    Ok(measured)
}

/// A page with few and the same with many.
pub struct Pair<'a> {
    pub few: &'a PageMeasured,
    pub many: &'a PageMeasured,
}

impl Pair<'_> {
    /// The time of it with many, as a multiple of that with few.
    pub fn ratio(&self) -> f64 {
        self.few.load.per_second / self.many.load.per_second
    }
}

/// The fewest and the most of an engine, page by page; none if it was measured with one number only.
pub fn pairs(measured: &[Access], engine: Engine) -> Option<(u64, u64, Vec<Pair<'_>>)> {
    let mut of_engine = measured.iter().filter(|access| access.engine == engine);
    let (few, many) = (of_engine.next()?, of_engine.next_back()?);
    let pairs = few.pages.iter().zip(&many.pages).map(|(few, many)| Pair { few, many });
    Some((few.members, many.members, pairs.collect()))
}

#[cfg(test)]
mod tests {
    use super::super::load::Load;
    use super::*;

    #[test]
    fn the_fewest_and_the_most_are_compared_page_by_page() {
        let access = |engine, members, per_second| Access {
            engine,
            members,
            pages: vec![PageMeasured {
                name: "x",
                connections: 1,
                load: Load { per_second, ..Load::default() },
                floor: None,
            }],
        };
        let measured = [
            access(Engine::Sqlite, 10, 100.0),
            access(Engine::Postgres, 10, 1.0),
            access(Engine::Sqlite, 20, 80.0),
        ];
        let (few, many, pairs) = super::pairs(&measured, Engine::Sqlite).unwrap();
        assert_eq!((few, many, pairs.len()), (10, 20, 1));
        assert!((pairs[0].ratio() - 1.25).abs() < 1e-9);
        assert!(super::pairs(&measured, Engine::Postgres).is_none());
    }
}
