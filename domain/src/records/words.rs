//! Searching among many, as one types: what is typed is looked for at the beginnings of words, along an index of them,
//! and anywhere only if nothing begins so.

use db::{Tx, Value, params};
use kernel::{AnyId, OrgId, Result, text::fold};

use super::Collection;
use super::fields::text::pattern;
use crate::access::{Fenced, Granted, Permission, Select};

/// As many records as these are looked up one by one; of more, a page is found sooner by walking the list.
pub(super) const FEW: usize = 1_000;

/// Where the words of a collection's records stand. Its table has `org_id`, `word` and the record's id.
pub struct Words {
    pub table: &'static str,
    pub id: &'static str,
    /// How a row of it and the record belong together; it is called `w`.
    pub joined: &'static str,
    /// The SQL of all words of a record, each after a space.
    pub column: &'static str,
}

/// How the words of a search are looked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Way {
    Anywhere,
    /// The rarest of them, if its records are looked up along it, and whether they are few.
    Beginnings {
        rarest: Option<String>,
        few: bool,
    },
}

impl Way {
    /// The word that is walked along.
    pub fn word(&self) -> Option<&str> {
        match self {
            Self::Beginnings { rarest, .. } => rarest.as_deref(),
            Self::Anywhere => None,
        }
    }

    /// The same, but along a word only if few records have it.
    pub fn where_few(self) -> Self {
        match self {
            Self::Beginnings { few: false, .. } => Self::Beginnings { rarest: None, few: false },
            way => way,
        }
    }
}

impl Words {
    /// The records that have a word, each once; [`between`] fills its places.
    pub(crate) fn from(&self) -> String {
        let Self { table, id, .. } = self;
        format!(
            "(SELECT DISTINCT n.{id} FROM {table} n WHERE n.org_id = {{}} AND n.word >= {{}} AND n.word < {{}}) w"
        )
    }

    /// Only records with a word that begins so.
    pub(crate) fn begins(&self, select: Fenced, word: &str) -> Fenced {
        let pattern = pattern(&format!(" {word}"));
        select.and(&format!("{} LIKE {{}} ESCAPE '\\'", self.column), [Value::from(pattern)])
    }
}

/// The organization and the bounds between which words begin so.
pub(crate) fn between(org: OrgId, word: &str) -> [Value<'static>; 3] {
    [Value::from(org), Value::from(word.to_owned()), Value::from(format!("{word}{}", char::MAX))]
}

/// Beginnings, if there is a record within reach whose words begin with all that was typed, whatever else the list is
/// narrowed by: a box beside it finds in the same way as the list does.
pub(crate) async fn way<P: Permission>(
    tx: &mut Tx,
    granted: &Granted<P>,
    collection: &Collection,
    typed: &str,
) -> Result<Way> {
    let Some(words) = &collection.words else { return Ok(Way::Anywhere) };
    // What is for the team is among the words.
    if typed.is_empty() || !granted.actor().is_of_the_team() {
        return Ok(Way::Anywhere);
    }
    let folded = fold(typed);
    let typed: Vec<&str> = folded.split(' ').filter(|word| !is_id(collection, word)).collect();
    let mut rarest: Option<(usize, &str)> = None;
    for word in &typed {
        let count = count(tx, words, granted.org(), word).await?;
        if count == 0 {
            return Ok(Way::Anywhere);
        }
        if rarest.is_none_or(|(least, _)| count < least) {
            rarest = Some((count, *word));
        }
    }
    let Some((count, rarest)) = rarest else { return Ok(Way::Anywhere) };
    let from = format!("{} CROSS JOIN {}", words.from(), collection.from);
    let mut any = Select::of("1", &from)
        .given(between(granted.org(), rarest))
        .within(granted, &collection.owner)
        .and(words.joined, []);
    for word in typed.iter().filter(|word| **word != rarest) {
        any = words.begins(any, word);
    }
    let found = any.then("LIMIT 1").row(tx, |_| Ok(())).await?;
    Ok(found
        .map_or(Way::Anywhere, |()| Way::Beginnings { rarest: Some(rarest.to_owned()), few: count <= FEW }))
}

fn is_id(collection: &Collection, word: &str) -> bool {
    word.is_empty() || word.parse::<AnyId>().is_ok_and(|id| id.prefix == collection.prefix)
}

/// How often words begin so, counted no further than where they are many.
async fn count(tx: &mut Tx, words: &Words, org: OrgId, word: &str) -> Result<usize> {
    let sql = format!(
        "SELECT count(*) FROM (SELECT 1 FROM {} WHERE org_id = ?1 AND word >= ?2 AND word < ?3 LIMIT {}) AS counted",
        words.table,
        FEW + 1
    );
    let [_, from, until] = between(org, word);
    let count: i64 = tx.row(&sql, params![org, from, until], |row| row.get(0)).await?.unwrap_or(0);
    Ok(usize::try_from(count).unwrap_or(0))
}
