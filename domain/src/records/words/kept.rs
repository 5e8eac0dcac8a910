//! The words by which a record is found are written when it is made or renamed, and go with it.

use std::collections::BTreeSet;

use db::{Tx, Value};
use kernel::{OrgId, Result, text::fold};
use uuid::Uuid;

use super::Words;

/// A longer word is kept as far as this; nobody types more.
const LONGEST: usize = 60;
/// By so many of its last digits a number is known, too.
const ENDINGS: [usize; 3] = [10, 7, 4];

impl Words {
    /// Writes the words of a record where `before`, a line of [`line_of`], was written for it.
    pub(crate) async fn keep(
        &self,
        tx: &mut Tx,
        org: OrgId,
        record: Uuid,
        (before, words): (&str, &[String]),
    ) -> Result<()> {
        let Self { table, id, .. } = self;
        let had: BTreeSet<&str> = before.split(' ').filter(|word| !word.is_empty()).collect();
        let has: BTreeSet<&str> = words.iter().map(String::as_str).collect();
        let gone = with_words(org, record, &had, &has);
        if gone.len() > 2 {
            let places: Vec<String> = (3..=gone.len()).map(|place| format!("?{place}")).collect();
            let sql = format!(
                "DELETE FROM {table} WHERE org_id = ?1 AND {id} = ?2 AND word IN ({})",
                places.join(", ")
            );
            tx.execute(&sql, &gone).await?;
        }
        let new = with_words(org, record, &has, &had);
        if new.len() > 2 {
            let places: Vec<String> = (3..=new.len()).map(|place| format!("(?1, ?{place}, ?2)")).collect();
            let sql = format!(
                "INSERT INTO {table} (org_id, word, {id}) VALUES {} ON CONFLICT DO NOTHING",
                places.join(", ")
            );
            tx.execute(&sql, &new).await?;
        }
        Ok(())
    }

    /// A record that goes takes its words along.
    pub(crate) async fn forget(&self, tx: &mut Tx, org: OrgId, record: Uuid) -> Result<()> {
        let sql = format!("DELETE FROM {} WHERE org_id = ?1 AND {} = ?2", self.table, self.id);
        tx.execute(&sql, &[Value::from(org), Value::from(record)]).await?;
        Ok(())
    }
}

/// The organization, the record, and the words that only `these` are among.
fn with_words<'a>(
    org: OrgId,
    record: Uuid,
    these: &BTreeSet<&'a str>,
    others: &BTreeSet<&str>,
) -> Vec<Value<'a>> {
    let words = these.iter().filter(|word| !others.contains(*word)).map(|word| Value::from(*word));
    [Value::from(org), Value::from(record)].into_iter().chain(words).collect()
}

/// All words of a record, each after a space.
pub(crate) fn line_of(words: &[String]) -> String {
    words.iter().fold(String::new(), |line, word| line + " " + word)
}

/// Folded, each once, in alphabetical order: what stands between spaces as a whole, and its parts; numbers, one a line,
/// with and without what stands before them.
pub(crate) fn words_of(texts: &str, numbers: &str) -> Vec<String> {
    let mut words = Vec::new();
    for whole in fold(texts).split(' ') {
        words.extend(whole.split(|c: char| !c.is_alphanumeric()).map(str::to_owned));
        words.push(whole.to_owned());
    }
    for number in numbers.lines() {
        let digits: String = number.chars().filter(char::is_ascii_digit).collect();
        let endings = ENDINGS.iter().filter_map(|length| digits.get(digits.len().checked_sub(*length)?..));
        words.extend(endings.map(str::to_owned));
        words.push(number.replace(' ', ""));
        words.push(digits);
    }
    for word in &mut words {
        *word = word.chars().take(LONGEST).collect();
    }
    words.retain(|word| !word.is_empty());
    words.sort();
    words.dedup();
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn s3_10_a_record_has_the_words_that_somebody_would_type() {
        let words =
            words_of("Müller & Sons\noffice@muller-sons.test\nLaw firm", "+15125550143\n+442079460123");
        for word in [
            "&",
            "+15125550143",
            "+442079460123",
            "0123",
            "0143",
            "15125550143",
            "2079460123",
            "442079460123",
            "5125550143",
            "5550143",
            "9460123",
            "firm",
            "law",
            "muller",
            "office",
            "office@muller-sons.test",
            "sons",
            "test",
        ] {
            assert!(words.iter().any(|one| one == word), "{word} of {words:?}");
        }
        assert_eq!(words.len(), 18, "{words:?}");
        assert_eq!(words_of("", ""), Vec::<String>::new());
        assert_eq!(words_of(&"x".repeat(100), "").first().map(String::len), Some(LONGEST));
    }
}
