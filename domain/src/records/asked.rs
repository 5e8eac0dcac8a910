//! How a question to a list is put to the database: within its fence, along the shortest way.

use db::{Tx, Value};
use kernel::{AnyId, Result, text::fold};

use super::fields::{Condition, text::pattern};
use super::words::{self, Way};
use super::{Collection, Lead, Query};
use crate::access::{AnyGranted, Fenced, Owner, Select};

/// The SQL of all by which the search finds a record.
fn searched(granted: &AnyGranted, collection: &Collection) -> String {
    let fields = collection.fields.iter().filter(|field| field.is_for(granted.actor()));
    let more: Vec<&str> = fields.filter_map(|field| field.found_by).collect();
    if more.is_empty() {
        return collection.search.to_owned();
    }
    format!("({} || ' ' || {})", collection.search, more.join(" || ' ' || "))
}

/// A question as it is put: to the records, along the table that one of its filters leads by, or along words.
pub(super) struct Asked<'a> {
    query: &'a Query,
    /// The lead, and which of the filters it stands for.
    lead: Option<(usize, Lead)>,
    /// How the words of the search are looked for.
    way: Way,
}

impl<'a> Asked<'a> {
    /// As all that match are counted, up to `limit`.
    pub async fn counted(tx: &mut Tx, granted: &AnyGranted, query: &'a Query, limit: usize) -> Result<Self> {
        let way = words::way(tx, granted, query.collection, &query.q).await?;
        Ok(Self::along(query, if limit < words::FEW { way.where_few() } else { way }))
    }

    /// As a page of the list is read in that way.
    pub fn along(query: &'a Query, way: Way) -> Self {
        let lead = if way.along().is_empty() { Lead::of(query) } else { None };
        Self { query, lead, way }
    }

    pub fn id(&self) -> &'static str {
        self.lead.as_ref().map_or(self.query.collection.id, |(_, lead)| lead.id)
    }

    /// Whether the words of the search lead to the records, in no order.
    pub fn is_along_words(&self) -> bool {
        !self.way.along().is_empty()
    }

    pub fn sort(&self) -> String {
        self.written(self.query.sort.sort.unwrap_or(self.query.sort.column))
    }

    fn written(&self, sql: &str) -> String {
        self.lead.as_ref().map_or_else(|| sql.to_owned(), |(_, lead)| lead.repeated(sql))
    }

    fn owner(&self) -> &Owner {
        self.lead.as_ref().map_or(&self.query.collection.owner, |(_, lead)| &lead.owner)
    }

    /// The SQL of the filters, each with its values.
    fn filters(&self) -> Vec<Condition> {
        let each = self.query.filters.iter().enumerate().map(|(place, filter)| match &self.lead {
            Some((filter, lead)) if *filter == place => lead.condition.clone(),
            _ => (self.written(&filter.condition.0), filter.condition.1.clone()),
        });
        each.collect()
    }

    /// The fence, the filters and the search.
    pub fn select(&self, granted: &AnyGranted, columns: &str) -> Fenced {
        self.select_from(&self.with_lead(self.query.collection.from), granted, columns)
    }

    /// The lead before the records: it is walked, and each record looked up.
    fn with_lead(&self, records: &str) -> String {
        match (&self.lead, &self.query.collection.words) {
            (Some((_, lead)), _) => format!("{} CROSS JOIN {records}", lead.from),
            (None, Some(words)) if self.is_along_words() => {
                format!("{} CROSS JOIN {records}", words.from(self.way.along().len()))
            }
            _ => records.to_owned(),
        }
    }

    /// All that match, for counting them.
    pub fn all(&self, granted: &AnyGranted) -> Fenced {
        self.select_from(&self.counted_from(granted), granted, self.id())
    }

    /// The tables that decide which records match.
    fn counted_from(&self, granted: &AnyGranted) -> String {
        let owner = self.owner();
        let mut asked = vec![owner.org.to_owned(), owner.account.to_owned(), self.id().to_owned()];
        asked.extend([owner.contact, owner.creator].into_iter().flatten().map(str::to_owned));
        asked.extend(self.filters().into_iter().map(|(sql, _)| sql));
        if !self.query.q.is_empty() {
            asked.push(searched(granted, self.query.collection));
            asked.push(format!("{RECORD}.words"));
        }
        let asked = asked.join(" ");
        match &self.lead {
            Some((_, lead)) if !uses(&asked, RECORD) => lead.from.to_owned(),
            _ => self.with_lead(&joined_for(self.query.collection.from, &asked)),
        }
    }

    fn select_from(&self, from: &str, granted: &AnyGranted, columns: &str) -> Fenced {
        let Query { collection, q, .. } = self.query;
        let along = self.way.along();
        let mut select = match &collection.words {
            Some(words) if !along.is_empty() => Select::of(columns, from)
                .given(words::between(granted.org(), along))
                .within(granted, self.owner())
                .and(words.joined, []),
            _ => Select::of(columns, from).within(granted, self.owner()),
        };
        if let Some((_, lead)) = self.lead.as_ref().filter(|(_, lead)| from != lead.from) {
            select = select.and(lead.joined, []);
        }
        for (condition, values) in self.filters() {
            select = select.and(&condition, values);
        }
        let search = searched(granted, collection);
        for word in fold(q).split(' ').filter(|word| !word.is_empty()) {
            let id = word.parse::<AnyId>().ok().filter(|id| id.prefix == collection.prefix);
            select = match id {
                Some(id) => select.and(&format!("{} = {{}}", self.id()), [Value::from(id.uuid)]),
                // It is what the table of words is walked along for.
                None if along.iter().any(|one| one == word) => select,
                None => match (&collection.words, &self.way) {
                    (Some(words), Way::Beginnings { .. }) => words.begins(select, word),
                    _ => select.and(&format!("{search} LIKE {{}} ESCAPE '\\'"), [Value::from(pattern(word))]),
                },
            };
        }
        select
    }
}

/// What the records' own table is called in every question.
const RECORD: &str = "r";

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
