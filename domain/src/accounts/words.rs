//! The words by which an account is found as one types: of its name, address, numbers, tags, nickname and the id that
//! another system knows it by (S3-10).

use db::{Tx, params};
use kernel::{AccountId, OrgId, Result};

use crate::house::House;
use crate::records::words::{Words, line_of, words_of};

pub(super) const WORDS: Words =
    Words { table: "account_words", id: "account_id", joined: "r.id = w.account_id", column: "r.words" };

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
    let line = line_of(&words);
    if line == before {
        return Ok(());
    }
    WORDS.keep(tx, org, id.uuid(), (&before, &words)).await?;
    tx.execute("UPDATE accounts SET words = ?3 WHERE org_id = ?1 AND id = ?2", params![org, id, line])
        .await?;
    Ok(())
}

/// An account that goes takes its words along.
pub(super) async fn forget(tx: &mut Tx, org: OrgId, id: AccountId) -> Result<()> {
    WORDS.forget(tx, org, id.uuid()).await
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
