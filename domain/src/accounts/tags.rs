//! Tags sort clients by what they are to the organization, such as their business (S3-25). Upper and lower case are
//! the same tag; the way it was written first stays.

use db::{Value, params};
use kernel::text::{TextError, fold, line};
use kernel::{AccountId, Error, OrgId, Result};

use super::for_the_team;
use super::list::{Account, find_in};
use super::repeated::repeat;
use crate::access::{AccountsEdit, AccountsView, Granted, Owner, Select};
use crate::change::Change;
use crate::history::{Action, Event};
use crate::house::{House, Read};

/// Tags of one account.
pub const MOST: usize = 20;

const OWNER: Owner = Owner {
    org: "r.org_id",
    account: "r.account_id",
    contact: None,
    creator: None,
    assignee: None,
    about: None,
    marked: None,
};

#[derive(Clone, Debug)]
pub struct Tag {
    text: String,
    folded: String,
}

impl Tag {
    pub const MAX: usize = 40;

    pub fn parse(text: &str) -> Result<Self, TextError> {
        let text = line(text, Self::MAX)?.split_whitespace().collect::<Vec<_>>().join(" ");
        let folded = fold(&text);
        if folded.is_empty() {
            return Err("Enter a tag.".into());
        }
        if text.contains(',') {
            return Err("A tag has no comma.".into());
        }
        Ok(Self { text, folded })
    }

    /// Several with commas between them; at least one.
    pub fn parse_all(text: &str) -> Result<Vec<Self>, TextError> {
        let mut tags = Vec::new();
        for part in text.split(',').filter(|part| !part.trim().is_empty()) {
            tags.push(Self::parse(part)?);
        }
        if tags.is_empty() { Err("Enter a tag.".into()) } else { Ok(tags) }
    }

    pub fn as_str(&self) -> &str {
        &self.text
    }

    pub fn folded(&self) -> String {
        self.folded.clone()
    }
}

pub async fn list(read: &mut Read, granted: &Granted<AccountsView>, id: AccountId) -> Result<Vec<String>> {
    for_the_team(granted)?;
    Select::of("r.tag", "account_tags r")
        .within(granted, &OWNER)
        .and("r.account_id = {}", [Value::from(id)])
        .then("ORDER BY r.folded")
        .rows(&mut read.0, |row| row.get(0))
        .await
}

/// The tags that are in use anywhere, for suggestions; at most `limit`.
pub async fn in_use(read: &mut Read, granted: &Granted<AccountsView>, limit: usize) -> Result<Vec<String>> {
    for_the_team(granted)?;
    let open = if granted.actor().is_cleared() { "" } else { "AND t.secure = 0" };
    // From tag to tag along the index: many accounts have the same few.
    let sql = format!(
        "WITH RECURSIVE used (folded) AS (
           SELECT (SELECT t.folded FROM account_tags t WHERE t.org_id = ?1 {open} ORDER BY t.folded LIMIT 1)
           UNION ALL
           SELECT (SELECT t.folded FROM account_tags t WHERE t.org_id = ?1 AND t.folded > u.folded {open}
                   ORDER BY t.folded LIMIT 1)
           FROM used u WHERE u.folded IS NOT NULL)
         SELECT (SELECT t.tag FROM account_tags t WHERE t.org_id = ?1 AND t.folded = u.folded {open}
                 ORDER BY t.folded, t.name_folded, t.account_id LIMIT 1)
         FROM used u WHERE u.folded IS NOT NULL LIMIT {limit}"
    );
    Ok(read.0.rows(&sql, params![granted.org()], |row| row.get(0)).await?)
}

/// Gives the account these tags beside those it has.
pub async fn add(
    house: &House,
    granted: &Granted<AccountsEdit>,
    id: AccountId,
    more: Vec<Tag>,
) -> Result<()> {
    rewrite(house, granted, id, |tags| tags.extend(more)).await
}

pub async fn remove(house: &House, granted: &Granted<AccountsEdit>, id: AccountId, tag: &Tag) -> Result<()> {
    rewrite(house, granted, id, |tags| tags.retain(|one| one.folded != tag.folded)).await
}

/// Gives the account these tags and no others.
pub async fn set(
    house: &House,
    granted: &Granted<AccountsEdit>,
    id: AccountId,
    tags: Vec<Tag>,
) -> Result<()> {
    rewrite(house, granted, id, |before| *before = tags).await
}

async fn rewrite(
    house: &House,
    granted: &Granted<AccountsEdit>,
    id: AccountId,
    how: impl FnOnce(&mut Vec<Tag>) + Send,
) -> Result<()> {
    for_the_team(granted)?;
    let mut change = house.change(granted).await?;
    let account = find_in(&mut change.tx, granted, id).await?;
    match rewrite_in(&mut change, granted.org(), &account, how).await? {
        Some(event) => change.record(granted.actor(), event).await?.commit().await,
        None => Ok(()),
    }
}

/// The same within a change that others share; nothing to tell if the tags stay as they are. The event is about the
/// account and not in it: the client does not read it.
pub(super) async fn rewrite_in(
    change: &mut Change,
    org: OrgId,
    account: &Account,
    how: impl FnOnce(&mut Vec<Tag>) + Send,
) -> Result<Option<Event>> {
    let before = tags_of(change, org, account.id).await?;
    let mut written = before.clone();
    how(&mut written);
    let mut after: Vec<Tag> = Vec::with_capacity(written.len());
    for tag in written {
        if !after.iter().any(|one| one.folded == tag.folded) {
            after.push(tag);
        }
    }
    after.sort_by(|one, other| one.folded.cmp(&other.folded));
    if after.len() > MOST {
        return Err(Error::invalid("tags", format!("An account has at most {MOST} tags.")));
    }
    let (old, new) = (words(&before, Tag::as_str), words(&after, Tag::as_str));
    if old == new {
        return Ok(None);
    }
    change
        .tx
        .execute("DELETE FROM account_tags WHERE org_id = ?1 AND account_id = ?2", params![org, account.id])
        .await?;
    for tag in &after {
        change
            .tx
            .execute(
                "INSERT INTO account_tags (org_id, account_id, folded, tag) VALUES (?1, ?2, ?3, ?4)",
                params![org, account.id, tag.folded.as_str(), tag.as_str()],
            )
            .await?;
    }
    let lines = after.iter().map(Tag::as_str).collect::<Vec<_>>().join("\n");
    change
        .tx
        .execute(
            "UPDATE accounts SET tags_folded = ?3, tags = ?4 WHERE org_id = ?1 AND id = ?2",
            params![org, account.id, words(&after, |tag| &tag.folded), lines],
        )
        .await?;
    repeat(&mut change.tx, org, account.id).await?;
    let event = Event::of(Action::AccountTagged).about(account.id.any(), account.name.as_str());
    Ok(Some(event.changed("tags", old, new)))
}

async fn tags_of(change: &mut Change, org: OrgId, id: AccountId) -> Result<Vec<Tag>> {
    Ok(change
        .tx
        .rows(
            "SELECT tag, folded FROM account_tags WHERE org_id = ?1 AND account_id = ?2 ORDER BY folded",
            params![org, id],
            |row| Ok(Tag { text: row.get(0)?, folded: row.get(1)? }),
        )
        .await?)
}

fn words(tags: &[Tag], word: impl Fn(&Tag) -> &str) -> String {
    tags.iter().map(word).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn s3_25_a_tag_is_one_line_without_commas_and_case_does_not_matter() {
        assert_eq!(Tag::parse("  Law  firm ").unwrap().as_str(), "Law firm");
        assert_eq!(Tag::parse("LAW FIRM").unwrap().folded(), Tag::parse("law firm").unwrap().folded());
        assert!(Tag::parse(&"é".repeat(40)).is_ok());
        for wrong in ["", "  ", "a,b", "a\nb", &"é".repeat(41)] {
            assert!(Tag::parse(wrong).is_err(), "{wrong}");
        }
        let all = Tag::parse_all("dental, VIP ,").unwrap();
        assert_eq!(all.iter().map(Tag::as_str).collect::<Vec<_>>(), ["dental", "VIP"]);
        assert!(Tag::parse_all(" , ").is_err());
    }
}
