//! Finding an account while its caller is on the line: by a part of what it is called, or by the number that was dialed.

use db::Value;
use kernel::text::{dialed_digits, fold};
use kernel::{AccountId, OrgId, Result};

use super::list::{ACCOUNTS, OWNER};
use super::words::WORDS;
use crate::access::{AccountsView, Fenced, Granted, Select};
use crate::house::Read;
use crate::records::pattern;
use crate::records::words::{Way, between, way};

/// Fewer digits than these are in too many numbers.
const DIGITS: usize = 3;

const COLUMNS: &str = "r.id, r.name, r.locked_at, r.in_setup";

/// An account as one looks for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    pub id: AccountId,
    pub name: String,
    pub locked: bool,
    pub in_setup: bool,
    /// In E.164; a call to one of them is a call to this account.
    pub numbers: Vec<String>,
}

/// At most `limit` accounts, by name, with words that begin as each of `words`; if there are none, those that have them in
/// their name, address, nickname, or, written as a number, in one of their numbers. All of them for no words.
pub async fn look_up(
    read: &mut Read,
    granted: &Granted<AccountsView>,
    words: &str,
    limit: usize,
) -> Result<Vec<Found>> {
    // PostgreSQL keeps no text with a zero byte in it, so that nothing is found by one.
    let words = fold(words.trim()).replace('\0', "");
    let digits = digits_of(&words);
    let typed = digits.as_deref().unwrap_or(&words);
    let select = match way(&mut read.0, granted, &ACCOUNTS, typed).await?.where_few() {
        Way::Anywhere => {
            let all = Select::of(COLUMNS, "accounts r").within(granted, &OWNER);
            anywhere(all, &words, digits.as_deref())
        }
        Way::Beginnings { along, .. } if along.is_empty() => {
            let all = Select::of(COLUMNS, "accounts r").within(granted, &OWNER);
            typed.split(' ').fold(all, |select, word| WORDS.begins(select, word))
        }
        Way::Beginnings { along, .. } => {
            Select::of(COLUMNS, &format!("{} CROSS JOIN accounts r", WORDS.from(along.len())))
                .given(between(granted.org(), &along))
                .within(granted, &OWNER)
                .and(WORDS.joined, [])
        }
    };
    let found = select
        .and("r.template = 0", [])
        .then(&format!("ORDER BY r.name_folded, r.id LIMIT {limit}"))
        .rows(&mut read.0, |row| {
            Ok(Found {
                id: row.get(0)?,
                name: row.get(1)?,
                locked: row.get::<Option<kernel::Timestamp>>(2)?.is_some(),
                in_setup: row.get::<i64>(3)? != 0,
                numbers: Vec::new(),
            })
        })
        .await?;
    if found.is_empty() { Ok(found) } else { with_numbers(read, granted.org(), found).await }
}

/// Writes the numbers of those that were found beside them.
async fn with_numbers(read: &mut Read, org: OrgId, mut found: Vec<Found>) -> Result<Vec<Found>> {
    let places: Vec<String> = (0..found.len()).map(|place| format!("?{}", place + 2)).collect();
    let sql = format!(
        "SELECT account_id, number FROM account_numbers WHERE org_id = ?1 AND account_id IN ({}) ORDER BY number",
        places.join(", ")
    );
    let ids = found.iter().map(|one| Value::from(one.id));
    let values: Vec<Value<'_>> = std::iter::once(Value::from(org)).chain(ids).collect();
    let numbers: Vec<(AccountId, String)> =
        read.0.rows(&sql, &values, |row| Ok((row.get(0)?, row.get(1)?))).await?;
    for (account, number) in numbers {
        if let Some(one) = found.iter_mut().find(|one| one.id == account) {
            one.numbers.push(number);
        }
    }
    Ok(found)
}

/// What has the words anywhere, as they were typed, or the digits in one of its numbers.
fn anywhere(select: Fenced, words: &str, digits: Option<&str>) -> Fenced {
    let like = Value::from(pattern(words));
    let mut condition = "(r.search LIKE {} ESCAPE '\\' OR r.nickname LIKE {} ESCAPE '\\'".to_owned();
    let mut values = vec![like.clone(), like];
    if let Some(digits) = digits {
        condition.push_str(
            " OR r.id IN (SELECT n.account_id FROM account_numbers n
                 WHERE n.org_id = r.org_id AND (n.number LIKE {} OR n.national LIKE {}))",
        );
        let like = Value::from(format!("%{digits}%"));
        values.extend([like.clone(), like]);
    }
    condition.push(')');
    select.and(&condition, values)
}

/// The account of a number as a telephone system writes it: whole, or without its country code.
pub async fn of_number(
    read: &mut Read,
    granted: &Granted<AccountsView>,
    dialed: &str,
) -> Result<Option<AccountId>> {
    let digits = dialed_digits(dialed);
    if digits.is_empty() {
        return Ok(None);
    }
    let national = digits.trim_start_matches('0').to_owned();
    Select::of("r.id", "accounts r JOIN account_numbers n ON n.org_id = r.org_id AND n.account_id = r.id")
        .within(granted, &OWNER)
        .and("r.template = 0", [])
        .and(
            "(n.number = {} OR n.national = {} OR n.national = {})",
            [Value::from(format!("+{digits}")), Value::from(digits), Value::from(national)],
        )
        // A number that is this one as a whole is shorter than one that only ends so.
        .then("ORDER BY length(n.number), n.number LIMIT 1")
        .row(&mut read.0, |row| row.get(0))
        .await
}

/// The digits of what looks like a number and like nothing else.
fn digits_of(words: &str) -> Option<String> {
    let is_number = words.chars().all(|c| c.is_ascii_digit() || " +-().,/".contains(c));
    let digits = dialed_digits(words);
    (is_number && digits.len() >= DIGITS).then_some(digits)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_written_like_a_number_is_one() {
        let table = [
            ("512 555 0143", Some("5125550143")),
            ("+1 (512) 555-0143", Some("15125550143")),
            ("00 1 512 555 0143", Some("15125550143")),
            ("55", None),
            ("", None),
            ("suite 500", None),
        ];
        for (words, digits) in table {
            assert_eq!(digits_of(words).as_deref(), digits, "{words}");
        }
    }
}
