//! When its time has come, an announcement becomes letters in the outbox, once.

use db::params;
use kernel::{AccountId, AnnouncementId, OrgId, Result, Span};
use serde_json::json;

use crate::access::Actor;
use crate::change::Change;
use crate::history::{Action, Event};
use crate::house::House;
use crate::notices::{self, Channel, Letter, LetterKind};

/// A letter that could not leave for so long would only confuse.
const LASTS: Span = Span::days(3);
/// Announcements of one look.
const AT_ONCE: usize = 20;

/// Sends what is due; of two processes that look at once each announcement goes out by one.
pub async fn send_due(house: &House) -> Result<usize> {
    let now = house.now();
    let sql = format!(
        "SELECT org_id, id FROM announcements WHERE state = 'scheduled' AND send_at <= ?1 ORDER BY send_at LIMIT {AT_ONCE}"
    );
    let due: Vec<(OrgId, AnnouncementId)> =
        house.read().await?.0.rows(&sql, params![now], |row| Ok((row.get(0)?, row.get(1)?))).await?;
    let mut sent = 0;
    for (org, id) in due {
        let mut change = house.change_unasked().await?;
        let Some((account, title)) = put_letters(&mut change, org, id).await? else { continue };
        let event = Event::of(Action::AnnouncementSent).about(id.any(), title).in_account(account);
        change.record(&Actor::system(org, "announcements"), event).await?.commit().await?;
        sent += 1;
    }
    Ok(sent)
}

/// The letters of an announcement that is still to be sent; none if somebody else was quicker, or has cancelled it.
pub(super) async fn put_letters(
    change: &mut Change,
    org: OrgId,
    id: AnnouncementId,
) -> Result<Option<(AccountId, String)>> {
    let ours = change
        .tx
        .execute(
            "UPDATE announcements SET state = 'sent', send_at = ?3 WHERE org_id = ?1 AND id = ?2 AND state = 'scheduled'",
            params![org, id, change.at],
        )
        .await?;
    if ours == 0 {
        return Ok(None);
    }
    let about = change
        .tx
        .row(
            "SELECT account_id, channel, subject, body FROM announcements WHERE org_id = ?1 AND id = ?2",
            params![org, id],
            |row| Ok((row.get(0)?, row.get::<String>(1)?, row.get::<String>(2)?, row.get::<String>(3)?)),
        )
        .await?;
    let Some((account, channel, subject, body)) = about else { return Ok(None) };
    let recipients: Vec<(i64, String)> = change
        .tx
        .rows(
            "SELECT place, recipient FROM announcement_recipients
             WHERE org_id = ?1 AND announcement_id = ?2 AND left_out = '' ORDER BY place",
            params![org, id],
            |row| Ok((row.get(0)?, row.get(1)?)),
        )
        .await?;
    for (place, to) in recipients {
        let letter = Letter {
            kind: LetterKind::Announcement,
            channel: Channel::parse(&channel).unwrap_or(Channel::Email),
            to,
            user: None,
            account: Some(account),
            data: json!({ "announcement": id.to_string(), "place": place }),
            ends_at: Some(change.at + LASTS),
        };
        let outgoing = notices::put(change, org, letter).await?;
        change
            .tx
            .execute(
                "UPDATE announcement_recipients SET outgoing_id = ?4
                 WHERE org_id = ?1 AND announcement_id = ?2 AND place = ?3",
                params![org, id, place, outgoing],
            )
            .await?;
    }
    let title = if subject.is_empty() { body } else { subject };
    Ok(Some((account, title.lines().next().unwrap_or_default().chars().take(80).collect())))
}
