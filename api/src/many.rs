//! Which records work on many is about: those named by their ids, or all that a list shows.

use std::collections::BTreeMap;
use std::str::FromStr;

use domain::records::{Collection, Query};
use kernel::{Error, IdError, Invalid, Result};

/// The most ids in one request.
const MOST: usize = 1000;

/// What was chosen.
pub enum Many<T> {
    These(Vec<T>),
    Matching(Query),
}

/// Either ids, or the parameters of the list; never both, and never neither.
pub fn many<T: FromStr<Err = IdError> + Ord>(
    collection: &'static Collection,
    ids: &[String],
    matching: Option<BTreeMap<String, String>>,
) -> Result<Many<T>> {
    let Some(filters) = matching else { return these(ids).map(Many::These) };
    if !ids.is_empty() {
        return Err(Error::invalid("matching", "Send “ids” or “matching”, not both."));
    }
    let narrows = |name: &&String| !["after", "before", "limit", "columns"].contains(&name.as_str());
    if let Some(name) = filters.keys().find(|name| !narrows(name)) {
        return Err(Error::invalid(format!("matching.{name}"), "This narrows nothing. Leave it out."));
    }
    Ok(Many::Matching(Query::parse(collection, &filters)?))
}

fn these<T: FromStr<Err = IdError> + Ord>(written: &[String]) -> Result<Vec<T>> {
    if written.len() > MOST {
        return Err(Error::invalid("ids", format!("Send at most {MOST} ids.")));
    }
    let mut invalid = Invalid::default();
    let mut ids: Vec<T> = Vec::new();
    for (index, id) in written.iter().enumerate() {
        ids.extend(invalid.check(&format!("ids[{index}]"), id.parse::<T>()));
    }
    invalid.into_result()?;
    ids.sort();
    ids.dedup();
    Ok(ids)
}
