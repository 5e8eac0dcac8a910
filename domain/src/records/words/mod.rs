//! Searching among many, as one types: what is typed is looked for at the beginnings of words, along an index of them,
//! and anywhere only if nothing begins so.

mod kept;
mod way;

use db::Value;
use kernel::OrgId;

use super::fields::text::pattern;
use crate::access::Fenced;

pub(crate) use kept::{line_of, words_of};
pub(super) use way::FEW;
pub(crate) use way::{Way, way};

/// Where the words of a collection's records stand. Its table has `org_id`, `word` and the record's id.
pub struct Words {
    pub table: &'static str,
    pub id: &'static str,
    /// How a row of it and the record belong together; it is called `w`.
    pub joined: &'static str,
    /// The SQL of all words of a record, each after a space.
    pub column: &'static str,
}

impl Words {
    /// The records that have all of so many words, each once; [`between`] fills its places.
    pub(crate) fn from(&self, many: usize) -> String {
        let Self { table, id, .. } = self;
        let another = format!(
            " AND EXISTS (SELECT 1 FROM {table} m
                WHERE m.org_id = n.org_id AND m.{id} = n.{id} AND m.word >= {{}} AND m.word < {{}})"
        );
        let others = another.repeat(many.saturating_sub(1));
        format!(
            "(SELECT DISTINCT n.{id} FROM {table} n
              WHERE n.org_id = {{}} AND n.word >= {{}} AND n.word < {{}}{others}) w"
        )
    }

    /// Only records with a word that begins so.
    pub(crate) fn begins(&self, select: Fenced, word: &str) -> Fenced {
        let pattern = pattern(&format!(" {word}"));
        select.and(&format!("{} LIKE {{}} ESCAPE '\\'", self.column), [Value::from(pattern)])
    }
}

/// The organization, and for each word the bounds between which words begin so.
pub(crate) fn between(org: OrgId, along: &[String]) -> Vec<Value<'static>> {
    let bounds = |word: &String| [Value::from(word.clone()), Value::from(format!("{word}{}", char::MAX))];
    std::iter::once(Value::from(org)).chain(along.iter().flat_map(bounds)).collect()
}
