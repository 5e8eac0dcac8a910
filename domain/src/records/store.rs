//! Asks the database for the records of any collection, always within a fence.

use std::sync::Arc;

use db::{Row, Value};
use kernel::{AccountId, AnyId, Error, Result};

use super::asked::Asked;
use super::cursor::SortKey;
use super::fields::{Condition, columns};
use super::words::{self, Way};
use super::{COUNTED_UP_TO, Cell, Collection, Cursor, Field, Page, Query, Record, Total};
use crate::access::{AnyGranted, Fenced, Granted, Order, Permission, Select};
use crate::accounts::{self, ACCOUNTS};
use crate::house::Read;

/// One page of the list, with the count of all that match.
pub async fn list<P: Permission>(read: &mut Read, granted: &Granted<P>, query: &Query) -> Result<Page> {
    must_show::<P>(query.collection)?;
    let mut page = page(read, granted, query).await?;
    // What fits on the first page was counted by reading it: a search for something rare goes through the list once.
    if query.after.is_some() || query.before.is_some() || page.after.is_some() {
        page.total = matching(read, granted, query, query.counted).await?;
    }
    Ok(page)
}

/// How many match, without any of them.
pub async fn count<P: Permission>(read: &mut Read, granted: &Granted<P>, query: &Query) -> Result<Total> {
    count_up_to(read, granted, query, COUNTED_UP_TO).await
}

/// The same, counted no further than `limit`.
pub async fn count_up_to<P: Permission>(
    read: &mut Read,
    granted: &Granted<P>,
    query: &Query,
    limit: usize,
) -> Result<Total> {
    must_show::<P>(query.collection)?;
    matching(read, granted, query, limit).await
}

async fn matching(read: &mut Read, granted: &AnyGranted, query: &Query, limit: usize) -> Result<Total> {
    may_filter(granted, query)?;
    let all = Asked::counted(&mut read.0, granted, query, limit).await?.all(granted);
    Ok(Total::up_to(limit, all.count_up_to(&mut read.0, limit + 1).await?))
}

/// One page without the count, for going through a whole list.
pub async fn export_page<P: Permission>(
    read: &mut Read,
    granted: &Granted<P>,
    query: &Query,
) -> Result<Page> {
    must_show::<P>(query.collection)?;
    page(read, granted, query).await
}

/// The ids of all that match, in the order of the list, each with `label`; at most `limit`.
pub(crate) async fn all_matching<P: Permission>(
    tx: &mut db::Tx,
    granted: &Granted<P>,
    query: &Query,
    label: &str,
    limit: usize,
) -> Result<Vec<(uuid::Uuid, String)>> {
    must_show::<P>(query.collection)?;
    may_filter(granted, query)?;
    let asked = Asked::along(query, words::way(tx, granted, query.collection, &query.q).await?.where_few());
    let (sort, id) = (asked.sort(), asked.id());
    let order = Order { sort: &sort, id, descending: query.descending };
    asked
        .select(granted, &format!("{id}, {sort}, {label}"))
        .first(tx, &order, limit, |row| Ok((row.get(0)?, row.get(2)?)))
        .await
}

/// How far the list is walked for words that many have, before they are looked up along their words.
const STRETCH: usize = 2_000;

async fn page(read: &mut Read, granted: &AnyGranted, query: &Query) -> Result<Page> {
    may_filter(granted, query)?;
    let way = words::way(&mut read.0, granted, query.collection, &query.q).await?;
    if way.is_of_many()
        && let Some(end) = end_of_stretch(read, granted, query).await?
    {
        let walked = Asked::along(query, way.clone().where_few());
        let page = page_of(read, granted, query, (&walked, Some(&end))).await?;
        // One more stands there than is shown, so that it is known whether there are more.
        let whole = if query.before.is_some() { page.before.is_some() } else { page.after.is_some() };
        if whole {
            return Ok(page);
        }
        return page_of(read, granted, query, (&Asked::along(query, way), None)).await;
    }
    page_of(read, granted, query, (&Asked::along(query, way.where_few()), None)).await
}

/// The place at which a stretch of the list ends that is walked from where the page begins; none if the list ends first.
async fn end_of_stretch(read: &mut Read, granted: &AnyGranted, query: &Query) -> Result<Option<Cursor>> {
    let all = Query { q: String::new(), ..query.clone() };
    let asked = Asked::along(&all, Way::Anywhere);
    let (sort, id) = (asked.sort(), asked.id());
    let mut select = asked.select(granted, &format!("{id}, {sort}"));
    let (descending, begins) = direction(query, &sort, id);
    if let Some((condition, values)) = begins {
        select = select.and(&condition, values);
    }
    let order = Order { sort: &sort, id, descending };
    let place = |row: &Row<'_>| Ok(Cursor { key: SortKey::of(row.value(1)?), id: row.get(0)? });
    let mut stretch = select.first(&mut read.0, &order, STRETCH, place).await?;
    Ok(if stretch.len() < STRETCH { None } else { stretch.pop() })
}

/// Whether the records are read from the last to the first, and the condition by which they begin where the page does.
fn direction(query: &Query, sort: &str, id: &str) -> (bool, Option<Condition>) {
    let descending = query.descending != query.before.is_some();
    let than = if descending { "<" } else { ">" };
    let begins = query.after.as_ref().or(query.before.as_ref()).map(|cursor| {
        let condition = format!("({sort}, {id}) {than} ({{}}, {{}})");
        (condition, vec![cursor.key.value(), Value::from(cursor.id)])
    });
    (descending, begins)
}

/// The page as it is `asked` for, read no further than `end`.
async fn page_of(
    read: &mut Read,
    granted: &AnyGranted,
    query: &Query,
    (asked, end): (&Asked<'_>, Option<&Cursor>),
) -> Result<Page> {
    let columns = seen(granted, &query.columns);
    let backwards = query.before.is_some();
    let (sort, id) = (asked.sort(), asked.id());
    let (descending, begins) = direction(query, &sort, id);
    let shown = select_list(query.collection, &sort, &columns);
    let keys = format!("{id}, {sort}");
    // Found along words, all are put in order before the first is shown: what a page shows is looked up for the page.
    let mut select = asked.select(granted, if asked.is_along_words() { &keys } else { &shown });
    if let Some((condition, values)) = begins {
        select = select.and(&condition, values);
    }
    if let Some(end) = end {
        let until = if descending { ">=" } else { "<=" };
        select = select
            .and(&format!("({sort}, {id}) {until} ({{}}, {{}})"), [end.key.value(), Value::from(end.id)]);
    }
    let order = Order { sort: &sort, id, descending };
    if asked.is_along_words() {
        let found = select.first(&mut read.0, &order, query.limit + 1, |row| row.get(0)).await?;
        select = with_ids(granted, query.collection, &shown, found);
    }
    let mut records = select
        .first(&mut read.0, &order, query.limit + 1, |row| read_record(query.collection, &columns, row))
        .await?;
    let more = records.len() > query.limit;
    records.truncate(query.limit);
    if backwards {
        records.reverse();
    }
    let first = records.first().map(|record| record.place.clone());
    let last = records.last().map(|record| record.place.clone());
    Ok(Page {
        total: Total::Exactly(records.len()),
        before: first.filter(|_| if backwards { more } else { query.after.is_some() }),
        after: last.filter(|_| backwards || more),
        records,
    })
}

/// The records with these ids.
fn with_ids(granted: &AnyGranted, collection: &Collection, shown: &str, ids: Vec<uuid::Uuid>) -> Fenced {
    Select::of(shown, collection.from).within(granted, &collection.owner).among(collection.id, ids)
}

/// One record with all of its fields; out of reach is not found.
pub async fn find<P: Permission>(
    read: &mut Read,
    granted: &Granted<P>,
    collection: &'static Collection,
    id: AnyId,
) -> Result<Record> {
    must_show::<P>(collection)?;
    one(read, granted, collection, id).await
}

async fn one(
    read: &mut Read,
    granted: &AnyGranted,
    collection: &'static Collection,
    id: AnyId,
) -> Result<Record> {
    let fields = seen(granted, &collection.fields.iter().collect());
    let found = Select::of(&select_list(collection, "0", &fields), collection.from)
        .within(granted, &collection.owner)
        .and(&format!("{} = {{}}", collection.id), [Value::from(id.uuid)])
        .row(&mut read.0, |row| read_record(collection, &fields, row))
        .await?;
    match found {
        Some(record) => Ok(record),
        None if collection.name == ACCOUNTS.name => {
            Err(accounts::absent(&mut read.0, granted, AccountId::from_uuid(id.uuid)).await?)
        }
        None => Err(Error::NotFound),
    }
}

/// Refuses a proof of another permission than the one that the collection is seen with.
fn must_show<P: Permission>(collection: &Collection) -> Result<()> {
    if P::KEY == collection.view {
        return Ok(());
    }
    Err(Error::bug(format!("{} are not seen with {}", collection.plural, P::KEY.name())))
}

/// The fields less those that are not for whoever asks.
fn seen(granted: &AnyGranted, fields: &Arc<[&'static Field]>) -> Arc<[&'static Field]> {
    let actor = granted.actor();
    if fields.iter().all(|field| field.is_for(actor)) {
        return Arc::clone(fields);
    }
    fields.iter().filter(|field| field.is_for(actor)).copied().collect()
}

/// Nobody finds out by a filter what he or she may not see.
fn may_filter(granted: &AnyGranted, query: &Query) -> Result<()> {
    let hidden = query.filters.iter().find(|filter| !filter.field.is_for(granted.actor()));
    hidden.map_or(Ok(()), |filter| Err(Error::invalid(filter.field.name, "There is no such parameter.")))
}

fn select_list(collection: &Collection, sort: &str, fields: &[&'static Field]) -> String {
    let mut list = vec![collection.id, sort];
    list.extend(fields.iter().flat_map(|field| columns(field)));
    list.join(", ")
}

fn read_record(
    collection: &'static Collection,
    fields: &Arc<[&'static Field]>,
    row: &Row<'_>,
) -> db::Result<Record> {
    let id = row.get(0)?;
    let place = Cursor { key: SortKey::of(row.value(1)?), id };
    let mut cells: Vec<Cell> = Vec::with_capacity(fields.len());
    let mut index = 2;
    for field in fields.iter() {
        cells.push(field.kind.read(row, index, field.shown.is_some())?);
        index += 1 + usize::from(field.shown.is_some());
    }
    Ok(Record {
        collection: collection.name,
        id: Record::any_id(collection, id),
        fields: fields.clone(),
        cells,
        place,
    })
}
