//! A list of all accounts' records says first whose each record is.

use domain::records::{Collection, Query};
use web::records;
use web::{Pairs, Visitor};

/// The question that the address asks, with the account as the first column unless other columns were chosen.
pub fn query(visitor: &Visitor, collection: &'static Collection, pairs: &Pairs) -> kernel::Result<Query> {
    let mut query = records::query(visitor, collection, pairs)?;
    if pairs.get("columns").is_none() {
        let listed = collection.field("account").into_iter().chain(collection.listed());
        query.columns = listed.filter(|field| field.is_for(&visitor.who.actor)).collect();
    }
    Ok(query)
}

/// The address with its columns spelled out, for the page on which they are chosen.
pub fn columns(collection: &'static Collection, pairs: &Pairs) -> Pairs {
    if pairs.get("columns").is_some() {
        return pairs.clone();
    }
    let names: Vec<&str> =
        std::iter::once("account").chain(collection.listed().iter().map(|field| field.name)).collect();
    pairs.with("columns", Some(&names.join(",")))
}
