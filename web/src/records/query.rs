//! From the address of a list to the question it asks.

use domain::records::fields::instant;
use domain::records::{Collection, Kind, Query};
use kernel::Result;

use crate::views::PARAMETER;
use crate::{Pairs, Visitor};

/// Days in a filter are days where the visitor is, written as the visitor writes them or as date fields do.
pub fn query(visitor: &Visitor, collection: &'static Collection, pairs: &Pairs) -> Result<Query> {
    let asked = Query::parse(
        collection,
        pairs.iter().filter(|(name, _)| *name != PARAMETER).map(|(name, value)| {
            let value = if is_days(collection, name) {
                instant::in_zone(value, &visitor.local)
            } else {
                value.to_owned()
            };
            (name, value)
        }),
    )?;
    let hidden: Vec<&str> = collection
        .fields
        .iter()
        .filter(|field| !field.is_for(&visitor.who.actor))
        .map(|field| field.name)
        .collect();
    Ok(if hidden.is_empty() { asked } else { asked.without(&hidden) })
}

/// The same address with every day as date fields write it, so that a link means the same to whoever is sent it.
pub(super) fn shareable(visitor: &Visitor, collection: &Collection, pairs: &Pairs) -> Pairs {
    pairs.iter().filter(|(name, _)| is_days(collection, name)).fold(pairs.clone(), |pairs, (name, value)| {
        pairs.with(name, Some(&instant::in_iso(value, &visitor.local)))
    })
}

fn is_days(collection: &Collection, name: &str) -> bool {
    collection.field(name).is_some_and(|field| matches!(field.kind, Kind::Instant))
}
