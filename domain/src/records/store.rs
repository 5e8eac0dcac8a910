//! Asks the database for the records of any collection, always within a fence.

use std::sync::Arc;

use db::{Row, Value};
use kernel::{AccountId, AnyId, Error, Result, text::fold};

use super::cursor::SortKey;
use super::fields::{columns, text::pattern};
use super::{COUNTED_UP_TO, Cell, Collection, Cursor, Field, Page, Query, Record, Total};
use crate::access::{Fenced, Granted, Order, Permission, Select};
use crate::accounts::{self, ACCOUNTS};
use crate::house::Read;

/// One page of the list, with the count of all that match.
pub async fn list<P: Permission>(read: &mut Read, granted: &Granted<P>, query: &Query) -> Result<Page> {
    must_show::<P>(query.collection)?;
    let mut page = page(read, granted, query).await?;
    // What fits on the first page was counted by reading it: a search for something rare goes through the list once.
    if query.after.is_some() || query.before.is_some() || page.after.is_some() {
        page.total = count(read, granted, query).await?;
    }
    Ok(page)
}

/// How many match, without any of them.
pub async fn count<P: Permission>(read: &mut Read, granted: &Granted<P>, query: &Query) -> Result<Total> {
    must_show::<P>(query.collection)?;
    may_filter(granted, query)?;
    let all = matching_in(&counted_from(granted, query), granted, query, query.collection.id);
    Ok(Total::of(all.count_up_to(&mut read.0, COUNTED_UP_TO + 1).await?))
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
    let (sort, id) = (query.sort.sort.unwrap_or(query.sort.column), query.collection.id);
    let order = Order { sort, id, descending: query.descending };
    matching(granted, query, &format!("{id}, {sort}, {label}"))
        .first(tx, &order, limit, |row| Ok((row.get(0)?, row.get(2)?)))
        .await
}

async fn page<P: Permission>(read: &mut Read, granted: &Granted<P>, query: &Query) -> Result<Page> {
    may_filter(granted, query)?;
    let columns = seen(granted, &query.columns);
    let backwards = query.before.is_some();
    let descending = query.descending != backwards;
    let sort = query.sort.sort.unwrap_or(query.sort.column);
    let id = query.collection.id;
    let mut select = matching(granted, query, &select_list(query.collection, sort, &columns));
    if let Some(cursor) = query.after.as_ref().or(query.before.as_ref()) {
        let than = if descending { "<" } else { ">" };
        select = select.and(
            &format!("({sort}, {id}) {than} ({{}}, {{}})"),
            [cursor.key.value(), Value::from(cursor.id)],
        );
    }
    let order = Order { sort, id, descending };
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

/// One record with all of its fields; out of reach is not found.
pub async fn find<P: Permission>(
    read: &mut Read,
    granted: &Granted<P>,
    collection: &'static Collection,
    id: AnyId,
) -> Result<Record> {
    must_show::<P>(collection)?;
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
fn seen<P>(granted: &Granted<P>, fields: &Arc<[&'static Field]>) -> Arc<[&'static Field]> {
    let actor = granted.actor();
    if fields.iter().all(|field| field.is_for(actor)) {
        return Arc::clone(fields);
    }
    fields.iter().filter(|field| field.is_for(actor)).copied().collect()
}

/// Nobody finds out by a filter what he or she may not see.
fn may_filter<P>(granted: &Granted<P>, query: &Query) -> Result<()> {
    let hidden = query.filters.iter().find(|filter| !filter.field.is_for(granted.actor()));
    hidden.map_or(Ok(()), |filter| Err(Error::invalid(filter.field.name, "There is no such parameter.")))
}

/// The SQL of all by which the search finds a record.
fn searched<P>(granted: &Granted<P>, collection: &Collection) -> String {
    let fields = collection.fields.iter().filter(|field| field.is_for(granted.actor()));
    let more: Vec<&str> = fields.filter_map(|field| field.found_by).collect();
    if more.is_empty() {
        return collection.search.to_owned();
    }
    format!("({} || ' ' || {})", collection.search, more.join(" || ' ' || "))
}

/// The fence, the filters and the search.
fn matching<P: Permission>(granted: &Granted<P>, query: &Query, columns: &str) -> Fenced {
    matching_in(query.collection.from, granted, query, columns)
}

/// The tables that decide which records match.
fn counted_from<P>(granted: &Granted<P>, query: &Query) -> String {
    let Collection { from, owner, id, .. } = query.collection;
    let mut asked = vec![owner.org.to_owned(), owner.account.to_owned(), (*id).to_owned()];
    asked.extend([owner.contact, owner.creator].into_iter().flatten().map(str::to_owned));
    asked.extend(query.filters.iter().map(|filter| filter.condition.0.clone()));
    if !query.q.is_empty() {
        asked.push(searched(granted, query.collection));
    }
    joined_for(from, &asked.join(" "))
}

/// The tables of `from` less those that are joined only to name things: a `LEFT JOIN` by the whole key neither adds
/// nor removes rows, but costs a look-up for each row that is counted. `asked` is the SQL of all conditions.
fn joined_for(from: &str, asked: &str) -> String {
    let mut tables = from.split(" LEFT JOIN ").map(str::trim);
    let first = tables.next().unwrap_or(from).to_owned();
    let mut asked = asked.to_owned();
    let mut kept = Vec::new();
    // From the last to the first: a join may be needed by the condition of a later one.
    for join in tables.collect::<Vec<_>>().into_iter().rev() {
        let alias = join.split_whitespace().nth(1).unwrap_or_default();
        if uses(&asked, alias) {
            asked = format!("{asked} {join}");
            kept.push(join);
        }
    }
    kept.iter().rev().fold(first, |tables, join| format!("{tables} LEFT JOIN {join}"))
}

/// Whether SQL names a column of the table that is called `alias` in it.
fn uses(sql: &str, alias: &str) -> bool {
    sql.split(|c: char| !(c.is_alphanumeric() || c == '_' || c == '.'))
        .any(|word| word.strip_prefix(alias).is_some_and(|rest| rest.starts_with('.')))
}

fn matching_in<P: Permission>(from: &str, granted: &Granted<P>, query: &Query, columns: &str) -> Fenced {
    let mut select = Select::of(columns, from).within(granted, &query.collection.owner);
    for filter in &query.filters {
        let (condition, values) = filter.condition.clone();
        select = select.and(&condition, values);
    }
    let search = searched(granted, query.collection);
    for word in fold(&query.q).split(' ').filter(|word| !word.is_empty()) {
        let id = word.parse::<AnyId>().ok().filter(|id| id.prefix == query.collection.prefix);
        select = match id {
            Some(id) => select.and(&format!("{} = {{}}", query.collection.id), [Value::from(id.uuid)]),
            None => select.and(&format!("{search} LIKE {{}} ESCAPE '\\'"), [Value::from(pattern(word))]),
        };
    }
    select
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

#[cfg(test)]
mod tests {
    use super::joined_for;

    #[test]
    fn a_count_joins_only_what_its_conditions_ask_for() {
        let from = "calls r LEFT JOIN accounts a ON a.org_id = r.org_id AND a.id = r.account_id \
            LEFT JOIN plans p ON p.org_id = a.org_id AND p.id = a.plan_id";
        for (asked, tables) in [
            ("r.org_id r.search", "calls r"),
            ("r.org_id data.id", "calls r"),
            (
                "(a.name LIKE {})",
                "calls r LEFT JOIN accounts a ON a.org_id = r.org_id AND a.id = r.account_id",
            ),
            // What a join needs is kept with it.
            ("p.name", from),
        ] {
            assert_eq!(joined_for(from, asked), tables, "{asked}");
        }
    }
}
