//! The words by which a portal user is found as one types: of the name, the address, the title and the company (S1-08).

use db::{Tx, Value, params};
use kernel::{AccountId, MemberId, OrgId, Result, UserId};

use crate::house::House;
use crate::records::words::{Words, line_of, words_of};

pub(super) const WORDS: Words =
    Words { table: "member_words", id: "member_id", joined: "r.id = w.member_id", column: "r.words" };

/// Users of one transaction, where those of an older version get their words.
const TOGETHER: usize = 500;

/// Whose words are written again.
#[derive(Clone, Copy, Debug)]
pub(super) enum Whose {
    /// One user, who came.
    Member(MemberId),
    /// A person, in all accounts.
    Person(UserId),
    /// All users of an account.
    Account(AccountId),
}

/// Writes the words of users again, of whom they are others than before. To be called in each change of a person's name,
/// address and title, and of an account's name.
pub(super) async fn index(tx: &mut Tx, org: OrgId, whose: Whose) -> Result<()> {
    let (column, id) = match whose {
        Whose::Member(id) => ("id", Value::from(id)),
        Whose::Person(id) => ("user_id", Value::from(id)),
        Whose::Account(id) => ("account_id", Value::from(id)),
    };
    let sql = format!(
        "SELECT m.id, m.words, u.name, u.email, u.title, m.account_name_folded
         FROM memberships m JOIN users u ON u.org_id = m.org_id AND u.id = m.user_id
         WHERE m.org_id = ?1 AND m.{column} = ?2"
    );
    let found: Vec<(MemberId, String, Vec<String>)> = tx
        .rows(&sql, &[Value::from(org), id], |row| {
            let texts: [String; 4] = [row.get(2)?, row.get(3)?, row.get(4)?, row.get(5)?];
            Ok((row.get(0)?, row.get(1)?, words_of(&texts.join("\n"), "")))
        })
        .await?;
    for (id, before, words) in found {
        let line = line_of(&words);
        if line != before {
            WORDS.keep(tx, org, id.uuid(), (&before, &words)).await?;
            tx.execute(
                "UPDATE memberships SET words = ?3 WHERE org_id = ?1 AND id = ?2",
                params![org, id, line],
            )
            .await?;
        }
    }
    Ok(())
}

/// Gives users of an older version their words.
pub(crate) async fn fill(house: &House) -> Result<()> {
    loop {
        let mut change = house.change_unasked().await?;
        let sql = format!("SELECT org_id, id FROM memberships WHERE words = '' LIMIT {TOGETHER}");
        let without: Vec<(OrgId, MemberId)> =
            change.tx.rows(&sql, &[], |row| Ok((row.get(0)?, row.get(1)?))).await?;
        for (org, id) in &without {
            index(&mut change.tx, *org, Whose::Member(*id)).await?;
        }
        change.commit_housekeeping().await?;
        if without.len() < TOGETHER {
            return Ok(());
        }
    }
}
