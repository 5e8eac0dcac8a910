//! A query in two steps: first the fence, then everything else.

use db::{Row, Tx, Value};

use super::{AnyGranted, Owner, fence::fence};

/// A query that has no fence yet, and so can be neither filtered nor run.
pub(crate) struct Select {
    columns: String,
    from: Condition,
}

/// SQL with `{}` for its values.
type Condition = (String, Vec<Value<'static>>);

/// A query that cannot leave its fence: conditions are only ever added by AND.
pub(crate) struct Fenced {
    columns: String,
    from: Condition,
    /// What is within reach: the rows of the one or of the other. No alternative, no rows.
    fences: Vec<Condition>,
    conditions: Vec<Condition>,
    tail: String,
}

/// The order of a list: the SQL that it is sorted by, the id that breaks ties, and the direction.
pub(crate) struct Order<'a> {
    pub sort: &'a str,
    pub id: &'a str,
    pub descending: bool,
}

impl Select {
    pub fn of(columns: &str, from: &str) -> Self {
        Self { columns: columns.to_owned(), from: (from.to_owned(), Vec::new()) }
    }

    /// The values of the places in `from`.
    pub fn given(mut self, values: impl IntoIterator<Item = Value<'static>>) -> Self {
        self.from.1 = values.into_iter().collect();
        self
    }

    pub fn within(self, granted: &AnyGranted, owner: &Owner) -> Fenced {
        Fenced {
            columns: self.columns,
            from: self.from,
            fences: fence(granted, owner),
            conditions: Vec::new(),
            tail: String::new(),
        }
    }
}

/// The condition that a column has one of these values; of none, nothing is found.
pub(crate) fn is_among(
    column: &str,
    values: impl IntoIterator<Item = impl Into<Value<'static>>>,
) -> Condition {
    let values: Vec<Value<'static>> = values.into_iter().map(Into::into).collect();
    let places = if values.is_empty() { "NULL".to_owned() } else { vec!["{}"; values.len()].join(", ") };
    (format!("{column} IN ({places})"), values)
}

impl Fenced {
    /// Adds that a column has one of these values.
    pub fn among(self, column: &str, values: impl IntoIterator<Item = impl Into<Value<'static>>>) -> Self {
        let (condition, values) = is_among(column, values);
        self.and(&condition, values)
    }

    /// Adds a condition written with `{}` for its values.
    pub fn and(mut self, condition: &str, values: impl IntoIterator<Item = Value<'static>>) -> Self {
        self.conditions.push((condition.to_owned(), values.into_iter().collect()));
        self
    }

    /// What follows the conditions: order and limit.
    pub fn then(mut self, tail: &str) -> Self {
        tail.clone_into(&mut self.tail);
        self
    }

    pub async fn rows<T: Send>(
        &self,
        tx: &mut Tx,
        read: impl FnMut(&Row<'_>) -> db::Result<T> + Send,
    ) -> kernel::Result<Vec<T>> {
        let mut sql = Text::default();
        self.write(&mut sql, &self.fences, &self.tail);
        Ok(tx.rows(&sql.text, &sql.values, read).await?)
    }

    pub async fn row<T: Send>(
        &self,
        tx: &mut Tx,
        read: impl FnMut(&Row<'_>) -> db::Result<T> + Send,
    ) -> kernel::Result<Option<T>> {
        Ok(self.rows(tx, read).await?.into_iter().next())
    }

    /// The first `limit` rows in this order. The id must be the first column, what is sorted by the second.
    /// Where there are two fences, each is walked along its own index, and no more than `limit` rows of it.
    pub async fn first<T: Send>(
        &self,
        tx: &mut Tx,
        order: &Order<'_>,
        limit: usize,
        read: impl FnMut(&Row<'_>) -> db::Result<T> + Send,
    ) -> kernel::Result<Vec<T>> {
        let way = if order.descending { "DESC" } else { "ASC" };
        let tail = format!("ORDER BY {} {way}, {} {way} LIMIT {limit}", order.sort, order.id);
        let mut sql = Text::default();
        self.write_each(&mut sql, &tail);
        if self.fences.len() > 1 {
            sql.text = format!("{} ORDER BY 2 {way}, 1 {way} LIMIT {limit}", sql.text);
        }
        Ok(tx.rows(&sql.text, &sql.values, read).await?)
    }

    /// The number of rows, counted no further than `limit`. The id must be the first column.
    pub async fn count_up_to(&self, tx: &mut Tx, limit: usize) -> kernel::Result<usize> {
        let mut sql = Text::default();
        sql.text.push_str("SELECT count(*) FROM (");
        self.write_each(&mut sql, &format!("LIMIT {limit}"));
        sql.text.push_str(") AS counted");
        let count = tx.row(&sql.text, &sql.values, |row| row.get::<i64>(0)).await?.unwrap_or(0);
        Ok(usize::try_from(count).unwrap_or(0).min(limit))
    }

    /// One query a fence, each with its own tail, put together without doubles.
    fn write_each(&self, sql: &mut Text, tail: &str) {
        if self.fences.len() < 2 {
            return self.write(sql, &self.fences, tail);
        }
        for (place, fence) in self.fences.iter().enumerate() {
            sql.text.push_str(if place == 0 { "SELECT * FROM (" } else { " UNION SELECT * FROM (" });
            self.write(sql, std::slice::from_ref(fence), tail);
            sql.text.push_str(") AS part");
            sql.text.push_str(&place.to_string());
        }
    }

    fn write(&self, sql: &mut Text, fences: &[Condition], tail: &str) {
        for part in ["SELECT ", self.columns.as_str(), " FROM "] {
            sql.text.push_str(part);
        }
        sql.push(&self.from);
        sql.text.push_str(" WHERE (");
        // The fences stand in brackets of their own: nothing that follows can reach around them.
        if fences.is_empty() {
            sql.text.push_str("1 = 0");
        }
        for (place, fence) in fences.iter().enumerate() {
            sql.text.push_str(if place == 0 { "(" } else { " OR (" });
            sql.push(fence);
            sql.text.push(')');
        }
        sql.text.push(')');
        for condition in &self.conditions {
            sql.text.push_str(" AND (");
            sql.push(condition);
            sql.text.push(')');
        }
        sql.text.push(' ');
        sql.text.push_str(tail);
    }
}

/// SQL on its way to the database: the text and the values of its places.
#[derive(Default)]
struct Text {
    text: String,
    values: Vec<Value<'static>>,
}

impl Text {
    fn push(&mut self, (condition, values): &Condition) {
        let mut values = values.iter();
        let mut parts = condition.split("{}");
        self.text.push_str(parts.next().unwrap_or_default());
        for part in parts {
            self.values.push(values.next().cloned().unwrap_or(Value::Null));
            self.text.push('?');
            self.text.push_str(&self.values.len().to_string());
            self.text.push_str(part);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn query(fences: &[&str]) -> Fenced {
        Fenced {
            columns: "id, at".to_owned(),
            from: ("t".to_owned(), Vec::new()),
            fences: fences.iter().map(|fence| ((*fence).to_owned(), vec![Value::Int(1)])).collect(),
            conditions: vec![("c = {} OR d = {}".to_owned(), vec![Value::Int(2), Value::Int(3)])],
            tail: "LIMIT 5".to_owned(),
        }
    }

    fn text(fenced: &Fenced) -> String {
        let mut sql = Text::default();
        fenced.write(&mut sql, &fenced.fences, &fenced.tail);
        sql.text
    }

    #[test]
    fn no_condition_reaches_around_the_fence() {
        assert_eq!(text(&query(&[])), "SELECT id, at FROM t WHERE (1 = 0) AND (c = ?1 OR d = ?2) LIMIT 5");
        assert_eq!(
            text(&query(&["a = {}"])),
            "SELECT id, at FROM t WHERE ((a = ?1)) AND (c = ?2 OR d = ?3) LIMIT 5"
        );
        assert_eq!(
            text(&query(&["a = {}", "b = {}"])),
            "SELECT id, at FROM t WHERE ((a = ?1) OR (b = ?2)) AND (c = ?3 OR d = ?4) LIMIT 5"
        );
    }

    #[test]
    fn two_fences_are_walked_each_along_its_own_index() {
        let mut sql = Text::default();
        query(&["a = {}", "b = {}"]).write_each(&mut sql, "LIMIT 2");
        assert_eq!(
            sql.text,
            "SELECT * FROM (SELECT id, at FROM t WHERE ((a = ?1)) AND (c = ?2 OR d = ?3) LIMIT 2) AS part0 \
             UNION SELECT * FROM (SELECT id, at FROM t WHERE ((b = ?4)) AND (c = ?5 OR d = ?6) LIMIT 2) AS part1"
        );
    }
}
