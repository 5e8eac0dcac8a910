//! From the address of a list to the question it asks.

use domain::records::fields::instant;
use domain::records::{Collection, Kind, Query};
use kernel::Result;

use crate::{Pairs, Visitor};

/// Days in a filter are days where the visitor is.
pub fn query(visitor: &Visitor, collection: &'static Collection, pairs: &Pairs) -> Result<Query> {
    Query::parse(
        collection,
        pairs.iter().map(|(name, value)| {
            let days = collection.field(name).is_some_and(|field| matches!(field.kind, Kind::Instant));
            (name, if days { instant::in_zone(value, &visitor.zone) } else { value.to_owned() })
        }),
    )
}
