//! What waits to be told: for the end of quiet hours, or for the letter in which it is told with others.

use db::{Value, params};
use kernel::{AccountId, OrgId, OutgoingId, Result, Span, Timestamp, UserId};
use serde_json::json;

use super::tell::Notice;
use super::wanting::Wanting;
use super::{Channel, Letter, LetterKind, put};
use crate::change::Change;
use crate::house::House;

/// People told in one go.
const AT_ONCE: usize = 100;
/// What one letter tells; what is left comes with the next one.
const IN_A_LETTER: usize = 100;
/// Whoever has not got the letter a day later finds it all in the portal.
const LASTS: Span = Span::days(1);

/// Each of what came waits for its time.
pub(super) async fn keep(
    change: &mut Change,
    org: OrgId,
    one: &Wanting,
    notice: &Notice,
    (at_once, due): (bool, Timestamp),
) -> Result<()> {
    let row = |data: &serde_json::Value| {
        vec![
            Value::from(org),
            Value::from(OutgoingId::new(change.at, &change.dice)),
            Value::from(one.user),
            Value::from(notice.account),
            Value::from(one.channel.name()),
            Value::from(notice.kind.name()),
            Value::from(data.to_string()),
            Value::from(i64::from(at_once)),
            Value::from(notice.ends_at),
            Value::from(due),
            Value::from(change.at),
        ]
    };
    let rows: Vec<Vec<Value<'static>>> = notice.all.iter().map(row).collect();
    let sql = "INSERT INTO notices_waiting (org_id, id, user_id, account_id, channel, kind, data, at_once, ends_at, due_at,
                                            created_at)
               VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)";
    change.tx.execute_many(sql, &rows).await?;
    Ok(())
}

/// To whom something is told, and of which account.
struct Due {
    org: OrgId,
    user: UserId,
    account: AccountId,
    channel: Channel,
}

struct Waited {
    id: OutgoingId,
    kind: String,
    data: serde_json::Value,
    at_once: bool,
    ends_at: Option<Timestamp>,
}

/// Tells what has waited for long enough; how many letters that makes. Any number of processes may do so at once.
pub async fn tell_due(house: &House) -> Result<usize> {
    let sql = format!(
        "SELECT DISTINCT org_id, user_id, account_id, channel FROM notices_waiting WHERE due_at <= ?1 LIMIT {AT_ONCE}"
    );
    let due: Vec<(OrgId, UserId, AccountId, String)> = house
        .read()
        .await?
        .0
        .rows(&sql, params![house.now()], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?)))
        .await?;
    let mut told = 0;
    for (org, user, account, channel) in due {
        let Some(channel) = Channel::parse(&channel) else { continue };
        told += usize::from(tell(house, &Due { org, user, account, channel }).await?);
    }
    Ok(told)
}

async fn tell(house: &House, due: &Due) -> Result<bool> {
    let mut change = house.change_unasked().await?;
    let waited = take(&mut change, due).await?;
    let to = address(&mut change, due).await?;
    let letter = match (waited.as_slice(), to) {
        ([], _) | (_, None) => None,
        ([one], Some(to)) if one.at_once => LetterKind::parse(&one.kind).map(|kind| Letter {
            kind,
            ends_at: one.ends_at,
            ..letter(due, to, one.data.clone(), change.at)
        }),
        (all, Some(to)) => {
            let items: Vec<_> = all.iter().map(|one| json!({ "kind": one.kind, "data": one.data })).collect();
            Some(letter(due, to, json!({ "items": items }), change.at))
        }
    };
    let told = letter.is_some();
    if let Some(letter) = letter {
        put(&mut change, due.org, letter).await?;
    }
    change.commit_housekeeping().await?;
    Ok(told)
}

fn letter(due: &Due, to: String, data: serde_json::Value, now: Timestamp) -> Letter {
    Letter {
        kind: LetterKind::Digest,
        channel: due.channel,
        to,
        user: Some(due.user),
        account: Some(due.account),
        data,
        ends_at: Some(now + LASTS),
    }
}

/// What another process takes at this moment, it tells.
async fn take(change: &mut Change, due: &Due) -> Result<Vec<Waited>> {
    let sql = format!(
        "SELECT id, kind, data, at_once, ends_at FROM notices_waiting
         WHERE org_id = ?1 AND user_id = ?2 AND account_id = ?3 AND channel = ?4 AND due_at <= ?5
         ORDER BY created_at, id LIMIT {IN_A_LETTER}"
    );
    let found = change
        .tx
        .rows(&sql, params![due.org, due.user, due.account, due.channel.name(), change.at], |row| {
            Ok(Waited {
                id: row.get(0)?,
                kind: row.get(1)?,
                data: serde_json::from_str(&row.get::<String>(2)?).unwrap_or_default(),
                at_once: row.get::<i64>(3)? != 0,
                ends_at: row.get(4)?,
            })
        })
        .await?;
    let mut ours = Vec::new();
    for one in found {
        let sql = "DELETE FROM notices_waiting WHERE org_id = ?1 AND id = ?2";
        if change.tx.execute(sql, params![due.org, one.id]).await? == 1 {
            ours.push(one);
        }
    }
    Ok(ours)
}

/// Where the person is reached now; nothing if there is no way, or no such person in the account any more.
async fn address(change: &mut Change, due: &Due) -> Result<Option<String>> {
    let found = change
        .tx
        .row(
            "SELECT u.email, CASE WHEN u.phone_verified_at IS NULL THEN '' ELSE u.phone END
             FROM memberships m JOIN users u ON u.org_id = m.org_id AND u.id = m.user_id
             WHERE m.org_id = ?1 AND m.account_id = ?2 AND m.user_id = ?3",
            params![due.org, due.account, due.user],
            |row| row.get(usize::from(due.channel != Channel::Email)),
        )
        .await?;
    Ok(found.filter(|to: &String| !to.is_empty()))
}
