//! The words by which an account is found as one types: of its name, address, numbers, tags, nickname and the id that
//! another system knows it by (S3-10).

use db::{Tx, Value, params};
use kernel::{AccountId, OrgId, Result, text::fold};

use crate::house::House;
use crate::records::Words;

pub(super) const WORDS: Words =
    Words { table: "account_words", id: "account_id", joined: "r.id = w.account_id", column: "r.words" };

/// A longer word is kept as far as this; nobody types more.
const LONGEST: usize = 60;
/// By so many of its last digits a number is known, too.
const ENDINGS: [usize; 3] = [10, 7, 4];
/// Accounts of one transaction, where those of an older version get their words.
const TOGETHER: usize = 500;

/// Writes the words of an account again, if they are others than before.
pub(super) async fn index(tx: &mut Tx, org: OrgId, id: AccountId) -> Result<()> {
    let found: Option<(Vec<String>, String)> = tx
        .row(
            "SELECT a.words, a.phone, (SELECT string_agg(n.number, '\n') FROM account_numbers n
                WHERE n.org_id = a.org_id AND n.account_id = a.id), a.nickname, a.external_id, a.name, a.email, a.tags
             FROM accounts a WHERE a.org_id = ?1 AND a.id = ?2",
            params![org, id],
            |row| {
                let numbers = [row.get(1)?, row.get::<Option<String>>(2)?.unwrap_or_default()].join("\n");
                let perhaps = [row.get::<Option<String>>(3)?, row.get(4)?].into_iter().flatten();
                let texts: Vec<String> = perhaps.chain([row.get(5)?, row.get(6)?, row.get(7)?]).collect();
                Ok((words_of(&texts.join("\n"), &numbers), row.get(0)?))
            },
        )
        .await?;
    let Some((words, before)) = found else { return Ok(()) };
    let line = words.iter().fold(String::new(), |line, word| line + " " + word);
    if line == before {
        return Ok(());
    }
    forget(tx, org, id).await?;
    if !words.is_empty() {
        let places: Vec<String> = (0..words.len()).map(|place| format!("(?1, ?{}, ?2)", place + 3)).collect();
        let sql = format!(
            "INSERT INTO account_words (org_id, word, account_id) VALUES {} ON CONFLICT DO NOTHING",
            places.join(", ")
        );
        let values: Vec<Value<'_>> = [Value::from(org), Value::from(id)]
            .into_iter()
            .chain(words.iter().map(|word| Value::from(word.as_str())))
            .collect();
        tx.execute(&sql, &values).await?;
    }
    tx.execute("UPDATE accounts SET words = ?3 WHERE org_id = ?1 AND id = ?2", params![org, id, line])
        .await?;
    Ok(())
}

/// An account that goes takes its words along.
pub(super) async fn forget(tx: &mut Tx, org: OrgId, id: AccountId) -> Result<()> {
    let sql = "DELETE FROM account_words WHERE org_id = ?1 AND account_id = ?2";
    tx.execute(sql, params![org, id]).await?;
    Ok(())
}

/// Gives accounts of an older version their words.
pub(crate) async fn fill(house: &House) -> Result<()> {
    loop {
        let mut change = house.change_unasked().await?;
        let without: Vec<(OrgId, AccountId)> = change
            .tx
            .rows(&format!("SELECT org_id, id FROM accounts WHERE words = '' LIMIT {TOGETHER}"), &[], |row| {
                Ok((row.get(0)?, row.get(1)?))
            })
            .await?;
        for (org, id) in &without {
            index(&mut change.tx, *org, *id).await?;
        }
        change.commit_housekeeping().await?;
        if without.len() < TOGETHER {
            return Ok(());
        }
    }
}

/// Folded, each once, in alphabetical order: what stands between spaces as a whole, and its parts; numbers, one a line,
/// with and without what stands before them.
fn words_of(texts: &str, numbers: &str) -> Vec<String> {
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
    fn s3_10_an_account_has_the_words_that_somebody_would_type() {
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
