//! Groups sort the contacts of an account by what they are to it: owners, night staff, suppliers.

use db::Value;
use kernel::text::{TextError, fold, line};
use kernel::{AccountId, Result};

use super::list::OWNER;
use crate::access::{ContactsView, Granted, Select};
use crate::house::Read;
use crate::records::fields::Condition;
use crate::records::pattern;

/// Groups of one contact.
pub const MOST_GROUPS: usize = 10;
pub const LONGEST_GROUP: usize = 40;

/// Several with commas between them; upper and lower case are the same group.
pub fn parse_groups(text: &str) -> Result<Vec<String>, TextError> {
    let mut groups: Vec<String> = Vec::new();
    for part in text.split([',', '\n']) {
        let group = line(part, LONGEST_GROUP)?.split_whitespace().collect::<Vec<_>>().join(" ");
        if !group.is_empty() && !groups.iter().any(|one| fold(one) == fold(&group)) {
            groups.push(group);
        }
    }
    if groups.len() > MOST_GROUPS {
        return Err(TextError(format!("A contact is in at most {MOST_GROUPS} groups.")));
    }
    Ok(groups)
}

/// By which they are found.
pub(super) fn folded(groups: &[String]) -> String {
    let each: Vec<String> = groups.iter().map(|group| fold(group)).collect();
    if each.is_empty() { String::new() } else { format!("\n{}\n", each.join("\n")) }
}

/// Whoever is in this very group.
pub(super) fn asked(written: &str) -> Result<Condition, String> {
    let group = fold(written.trim());
    if group.is_empty() {
        return Err("Write the name of a group.".to_owned());
    }
    let one = pattern(&format!("\n{group}\n"));
    Ok(("r.groups_folded LIKE {} ESCAPE '\\'".to_owned(), vec![Value::from(one)]))
}

/// The groups that are in use within reach, in one account or in any, by name; at most `limit`.
pub async fn groups(
    read: &mut Read,
    granted: &Granted<ContactsView>,
    account: Option<AccountId>,
    limit: usize,
) -> Result<Vec<String>> {
    let mut select = Select::of("DISTINCT r.group_names", "contacts r")
        .within(granted, &OWNER)
        .and("r.group_names <> ''", []);
    if let Some(account) = account {
        select = select.and("r.account_id = {}", [Value::from(account)]);
    }
    let sets: Vec<String> =
        select.then("ORDER BY r.group_names LIMIT 2000").rows(&mut read.0, |row| row.get(0)).await?;
    let mut names: Vec<String> = sets.iter().flat_map(|set| set.lines()).map(str::to_owned).collect();
    names.sort_by_cached_key(|name| fold(name));
    names.dedup_by_key(|name| fold(name));
    names.truncate(limit);
    Ok(names)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn s0_09_groups_are_names_with_commas_between_them() {
        assert_eq!(parse_groups(" Owners, night  staff,,OWNERS").unwrap(), ["Owners", "night staff"]);
        assert!(parse_groups("").unwrap().is_empty());
        assert!(parse_groups(&"x".repeat(LONGEST_GROUP)).is_ok());
        assert!(parse_groups(&"x".repeat(LONGEST_GROUP + 1)).is_err());
        let many = |n: usize| (0..n).map(|n| n.to_string()).collect::<Vec<_>>().join(",");
        assert!(parse_groups(&many(MOST_GROUPS)).is_ok() && parse_groups(&many(MOST_GROUPS + 1)).is_err());
        assert_eq!(folded(&["Owners".to_owned(), "Über uns".to_owned()]), "\nowners\nuber uns\n");
        assert!(folded(&[]).is_empty() && asked(" ").is_err());
    }
}
