//! A query in two steps: first the fence, then everything else.

use db::{Row, Tx, Value};

use super::{Granted, Owner, fence::fence};

/// A query that has no fence yet, and so can be neither filtered nor run.
pub(crate) struct Select {
    text: String,
}

/// A query that cannot leave its fence: conditions are only ever added by AND.
pub(crate) struct Fenced {
    text: String,
    values: Vec<Value<'static>>,
}

impl Select {
    pub fn of(columns: &str, from: &str) -> Self {
        Self { text: format!("SELECT {columns} FROM {from} WHERE ") }
    }

    pub fn within<P>(self, granted: &Granted<P>, owner: &Owner) -> Fenced {
        let mut fenced = Fenced { text: self.text, values: Vec::new() };
        let (condition, values) = fence(granted, owner);
        fenced.push(&condition, values);
        fenced
    }
}

impl Fenced {
    /// Adds a condition written with `{}` for its values.
    pub fn and(mut self, condition: &str, values: impl IntoIterator<Item = Value<'static>>) -> Self {
        self.text.push_str(" AND (");
        self.push(condition, values);
        self.text.push(')');
        self
    }

    /// What follows the conditions: order and limit.
    pub fn then(mut self, tail: &str) -> Self {
        self.text.push(' ');
        self.text.push_str(tail);
        self
    }

    /// The number of rows, counted no further than `limit`.
    pub fn count_up_to(mut self, limit: usize) -> Self {
        self.text = format!("SELECT count(*) FROM ({} LIMIT {limit}) AS counted", self.text);
        self
    }

    fn push(&mut self, condition: &str, values: impl IntoIterator<Item = Value<'static>>) {
        let mut values = values.into_iter();
        let mut parts = condition.split("{}");
        self.text.push_str(parts.next().unwrap_or_default());
        for part in parts {
            self.values.push(values.next().unwrap_or(Value::Null));
            self.text.push('?');
            self.text.push_str(&self.values.len().to_string());
            self.text.push_str(part);
        }
    }

    pub async fn rows<T>(
        &self,
        tx: &mut Tx,
        read: impl FnMut(&Row<'_>) -> db::Result<T> + Send,
    ) -> kernel::Result<Vec<T>> {
        Ok(tx.rows(&self.text, &self.values, read).await?)
    }

    pub async fn row<T>(
        &self,
        tx: &mut Tx,
        read: impl FnMut(&Row<'_>) -> db::Result<T> + Send,
    ) -> kernel::Result<Option<T>> {
        Ok(tx.row(&self.text, &self.values, read).await?)
    }
}
