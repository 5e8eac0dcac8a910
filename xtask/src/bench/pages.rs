//! The pages that are measured, each alone and with many visitors at once.

use super::load::{self, Load, Visitor};
use super::options::Options;
use super::server::Server;
use super::stage::Tickets;
use super::{Result, http};

/// Visitors at once.
pub const CONNECTIONS: [usize; 2] = [1, 16];
/// The page that the floor has too.
pub const LIST: &str = "call list";

pub struct PageMeasured {
    pub name: &'static str,
    pub connections: usize,
    pub load: Load,
    /// The same of the floor.
    pub floor: Option<Load>,
}

pub fn measure(
    portico: &Server,
    floor: &Server,
    tickets: &Tickets,
    options: &Options,
) -> Result<Vec<PageMeasured>> {
    let list = Visitor { port: portico.port, path: "/calls".to_owned(), header: tickets.portal.clone() };
    let lowest = Visitor { port: floor.port, ..list.clone() };
    let first = look(&list)?;
    same_size(&first, &look(&lowest)?)?;
    let call = first_call(&first)?;
    let visitor = |path: &str, header: &str| Visitor {
        port: portico.port,
        path: path.to_owned(),
        header: header.to_owned(),
    };
    let pages = [
        (LIST, list, Some(lowest)),
        ("call detail", visitor(&call, &tickets.portal), None),
        ("sign-in page", visitor("/login", ""), None),
        ("API list of calls", visitor("/api/v1/calls?limit=25", &tickets.key), None),
        ("console: accounts", visitor("/console/accounts", &tickets.operator), None),
    ];
    let mut measured = Vec::new();
    for (name, visitor, lowest) in pages {
        look(&visitor)?;
        for connections in CONNECTIONS {
            measured.push(rounds(name, &visitor, lowest.as_ref(), connections, options)?);
        }
    }
    Ok(measured)
}

/// Portico beside the floor.
pub fn rounds(
    name: &'static str,
    visitor: &Visitor,
    lowest: Option<&Visitor>,
    connections: usize,
    options: &Options,
) -> Result<PageMeasured> {
    let visitors: Vec<&Visitor> = std::iter::once(visitor).chain(lowest).collect();
    let mut loads = in_turn(&visitors, connections, options)?.into_iter();
    let load = loads.next().unwrap_or_default();
    Ok(PageMeasured { name, connections, load, floor: loads.next() })
}

/// Each of them in turn, so that whatever else the machine does meets all of them; the median of each.
pub fn in_turn(visitors: &[&Visitor], connections: usize, options: &Options) -> Result<Vec<Load>> {
    let mut loads = vec![Vec::new(); visitors.len()];
    for _ in 0..options.rounds {
        for (visitor, loads) in visitors.iter().zip(&mut loads) {
            loads.push(load::measure(visitor, connections, options.seconds)?);
        }
    }
    Ok(loads.iter().map(|loads| load::median(loads)).collect())
}

/// The page, which must be there before it is measured.
pub fn look(visitor: &Visitor) -> Result<String> {
    let reply = http::get(visitor.port, &visitor.path, &visitor.header)?;
    match reply.status {
        200 => Ok(reply.body),
        status => Err(format!("{} answers {status}:\n{}", visitor.path, reply.body)),
    }
}

/// A floor that writes another page is no floor.
fn same_size(own: &str, floor: &str) -> Result<()> {
    let (own, floor) = (own.len(), floor.len());
    if own.abs_diff(floor) * 50 <= own {
        return Ok(());
    }
    Err(format!("the page has {own} bytes, the floor's {floor}: app/examples/floor.rs is behind"))
}

/// The address of the first call of the list.
fn first_call(page: &str) -> Result<String> {
    let found = page.split("href=\"").find(|rest| rest.starts_with("/calls/call_"));
    let path = found.and_then(|rest| rest.split('"').next());
    path.map(str::to_owned).ok_or_else(|| "the list shows no call".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_call_is_found_and_sizes_are_compared() {
        let page = "<a href=\"/calls/filter\"><a class=\"row-link\" href=\"/calls/call_01k\">x</a>";
        assert_eq!(first_call(page).unwrap(), "/calls/call_01k");
        assert!(first_call("").is_err());
        assert!(same_size(&"x".repeat(1000), &"x".repeat(1020)).is_ok());
        assert!(same_size(&"x".repeat(1000), &"x".repeat(1021)).is_err());
    }
}
