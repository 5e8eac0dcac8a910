//! Finding an account while its caller is on the line: by a part of what it is called, or by the number that was dialed.

use db::Value;
use kernel::text::{dialed_digits, fold};
use kernel::{AccountId, Result};

use super::list::{ACCOUNTS, OWNER};
use super::words::WORDS;
use crate::access::{AccountsView, Fenced, Granted, Select};
use crate::house::Read;
use crate::records::pattern;
use crate::records::words::{Way, between, way};

/// Fewer digits than these are in too many numbers.
const DIGITS: usize = 3;

const NUMBERS: &str = "(SELECT string_agg(n.number, '\n' ORDER BY n.number) FROM account_numbers n \
    WHERE n.org_id = r.org_id AND n.account_id = r.id)";

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
            let all = Select::of(&columns(), "accounts r").within(granted, &OWNER);
            anywhere(all, &words, digits.as_deref())
        }
        Way::Beginnings { rarest, .. } => {
            let select = match &rarest {
                Some(word) => Select::of(&columns(), &format!("{} CROSS JOIN accounts r", WORDS.from()))
                    .given(between(granted.org(), word))
                    .within(granted, &OWNER)
                    .and(WORDS.joined, []),
                None => Select::of(&columns(), "accounts r").within(granted, &OWNER),
            };
            let others = typed.split(' ').filter(|word| Some(*word) != rarest.as_deref());
            others.fold(select, |select, word| WORDS.begins(select, word))
        }
    };
    select
        .and("r.template = 0", [])
        .then(&format!("ORDER BY r.name_folded, r.id LIMIT {limit}"))
        .rows(&mut read.0, |row| {
            Ok(Found {
                id: row.get(0)?,
                name: row.get(1)?,
                locked: row.get::<Option<kernel::Timestamp>>(2)?.is_some(),
                in_setup: row.get::<i64>(3)? != 0,
                numbers: row
                    .get::<Option<String>>(4)?
                    .map_or_else(Vec::new, |all| all.lines().map(str::to_owned).collect()),
            })
        })
        .await
}

fn columns() -> String {
    format!("r.id, r.name, r.locked_at, r.in_setup, {NUMBERS}")
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
