//! One reader's letter of an announcement, written as it is sent, with the way to get no more of them.

use db::params;
use kernel::{AccountId, AnnouncementId, Purpose, Result, Timestamp, Token};

use super::compose::values;
use super::links;
use super::screening::SCREENED_FOR;
use crate::change::Change;
use crate::notices::{Channel, Filled, Occasion, Words, fill_words};

struct Found {
    account: AccountId,
    business: String,
    locked: bool,
    screened: bool,
    subject: String,
    body: String,
    name: String,
    recipient: String,
}

/// Looks once more: who has unsubscribed since it was written gets none, and nobody gets what may no longer be sent.
pub(crate) async fn fill(change: &mut Change, occasion: &Occasion<'_>) -> Result<Filled> {
    let data = &occasion.letter.data;
    let id = data.get("announcement").and_then(|id| id.as_str()).unwrap_or_default();
    let place = data.get("place").and_then(serde_json::Value::as_i64);
    let (Ok(id), Some(place)) = (id.parse::<AnnouncementId>(), place) else {
        return Ok(Filled::Drop("It is about no announcement."));
    };
    let org = occasion.organization.id;
    let Some(found) = find(change, occasion, id, place).await? else {
        return Ok(Filled::Drop("The announcement is no longer there."));
    };
    if found.locked {
        return Ok(Filled::Drop("The account is locked."));
    }
    let refused = change
        .tx
        .row(
            "SELECT 1 FROM announcement_refusals WHERE org_id = ?1 AND account_id = ?2 AND recipient = ?3",
            params![org, found.account, found.recipient.to_lowercase()],
            |_| Ok(()),
        )
        .await?;
    if refused.is_some() {
        return Ok(Filled::Drop("This person has unsubscribed."));
    }
    let values = values(&found.name, &found.business);
    let filled = fill_words(&found.subject, &values)
        .and_then(|subject| fill_words(&found.body, &values).map(|body| Words { subject, body }));
    let Ok(words) = filled else { return Ok(Filled::Drop("Its text cannot be filled in.")) };
    let own = links::own(occasion.address);
    let link = links::external(&words.subject, &own).or_else(|| links::external(&words.body, &own));
    if found.screened && link.is_some() {
        return Ok(Filled::Drop(
            "It has a link to another site, and the account may not send such links now.",
        ));
    }
    let token = Token::new(&change.dice);
    change
        .tx
        .execute(
            "UPDATE announcement_recipients SET token_hash = ?4
             WHERE org_id = ?1 AND announcement_id = ?2 AND place = ?3",
            params![org, id, place, token.hash(Purpose::Unsubscribe).as_bytes()],
        )
        .await?;
    let no_more = format!("{}/unsubscribe/{}", occasion.address, token.reveal());
    let body = match occasion.letter.channel {
        Channel::Email => format!(
            "{}\n\n-- \n{}\n\nYou get this because you are a contact of {}. No more of these: {no_more}\n",
            words.body, found.business, found.business
        ),
        Channel::Sms => format!("{}: {} No more: {no_more}", found.business, words.body),
    };
    Ok(Filled::Written(Words { subject: words.subject, body }))
}

async fn find(
    change: &mut Change,
    occasion: &Occasion<'_>,
    id: AnnouncementId,
    place: i64,
) -> Result<Option<Found>> {
    let now = occasion.now;
    Ok(change
        .tx
        .row(
            "SELECT n.account_id, a.name, a.locked_at, a.send_links, a.created_at, n.subject, n.body, p.name, p.recipient
             FROM announcements n
             JOIN accounts a ON a.org_id = n.org_id AND a.id = n.account_id
             JOIN announcement_recipients p ON p.org_id = n.org_id AND p.announcement_id = n.id
             WHERE n.org_id = ?1 AND n.id = ?2 AND p.place = ?3 AND n.state = 'sent'",
            params![occasion.organization.id, id, place],
            |row| {
                Ok(Found {
                    account: row.get(0)?,
                    business: row.get(1)?,
                    locked: row.get::<Option<Timestamp>>(2)?.is_some(),
                    screened: row.get::<i64>(3)? == 0 && row.get::<Timestamp>(4)? + SCREENED_FOR > now,
                    subject: row.get(5)?,
                    body: row.get(6)?,
                    name: row.get(7)?,
                    recipient: row.get(8)?,
                })
            },
        )
        .await?)
}
