//! Which way a search takes: along the words that begin so, or through all records.

use db::Tx;
use kernel::{AnyId, OrgId, Result, text::fold};

use super::{Words, between};
use crate::access::{AnyGranted, Select};
use crate::records::Collection;

/// As many records as these are looked up one by one; of more, a page is found sooner by walking the list, unless they
/// stand at its end.
pub(in crate::records) const FEW: usize = 1_000;

/// As many are looked up where the list was walked for a stretch, and not enough of them stood there.
const MANY: usize = 10_000;

/// How the words of a search are looked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Way {
    Anywhere,
    /// The words, the rarest first, if the records that have all of them are looked up along them; and how many have the
    /// rarest, counted up to [`MANY`].
    Beginnings {
        along: Vec<String>,
        rarest: usize,
    },
}

impl Way {
    /// The words that are walked along.
    pub fn along(&self) -> &[String] {
        match self {
            Self::Beginnings { along, .. } => along,
            Self::Anywhere => &[],
        }
    }

    /// The same, but along words only if few records have them.
    pub fn where_few(self) -> Self {
        match self {
            Self::Beginnings { rarest, .. } if rarest > FEW => Self::Beginnings { along: Vec::new(), rarest },
            way => way,
        }
    }

    /// Whether so many have all words that the list is walked first, and few enough to be looked up after that.
    pub const fn is_of_many(&self) -> bool {
        matches!(self, Self::Beginnings { rarest, .. } if FEW < *rarest && *rarest <= MANY)
    }
}

/// Beginnings, if there is a record within reach whose words begin with all that was typed, whatever else the list is
/// narrowed by: a box beside it finds in the same way as the list does.
pub(crate) async fn way(
    tx: &mut Tx,
    granted: &AnyGranted,
    collection: &Collection,
    typed: &str,
) -> Result<Way> {
    let Some(words) = &collection.words else { return Ok(Way::Anywhere) };
    // What is for the team is among the words.
    if typed.is_empty() || !granted.actor().is_of_the_team() {
        return Ok(Way::Anywhere);
    }
    let folded = fold(typed);
    let mut counted = Vec::new();
    for word in folded.split(' ').filter(|word| !is_id(collection, word)) {
        match count(tx, words, granted.org(), word, MANY).await? {
            0 => return Ok(Way::Anywhere),
            count => counted.push((count, word.to_owned())),
        }
    }
    counted.sort();
    let Some(rarest) = counted.first().map(|(count, _)| *count) else { return Ok(Way::Anywhere) };
    let along: Vec<String> = counted.into_iter().map(|(_, word)| word).collect();
    let from = format!("{} CROSS JOIN {}", words.from(along.len()), collection.from);
    let found = Select::of(collection.id, &from)
        .given(between(granted.org(), &along))
        .within(granted, &collection.owner)
        .and(words.joined, [])
        .count_up_to(tx, 1)
        .await?;
    Ok(if found == 0 { Way::Anywhere } else { Way::Beginnings { along, rarest } })
}

fn is_id(collection: &Collection, word: &str) -> bool {
    word.is_empty() || word.parse::<AnyId>().is_ok_and(|id| id.prefix == collection.prefix)
}

/// How often words begin so, counted no further than one beyond `limit`.
async fn count(tx: &mut Tx, words: &Words, org: OrgId, word: &str, limit: usize) -> Result<usize> {
    let sql = format!(
        "SELECT count(*) FROM (SELECT 1 FROM {} WHERE org_id = ?1 AND word >= ?2 AND word < ?3 LIMIT {}) AS counted",
        words.table,
        limit + 1
    );
    let count: i64 = tx.row(&sql, &between(org, &[word.to_owned()]), |row| row.get(0)).await?.unwrap_or(0);
    Ok(usize::try_from(count).unwrap_or(0))
}
