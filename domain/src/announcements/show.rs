//! One announcement, and what has become of each of its letters.

use db::{Tx, Value, params};
use kernel::{AccountId, AnnouncementId, ContactId, Error, Result, Timestamp};

use super::collection::OWNER;
use crate::access::{AnnouncementsView, AnyGranted, Granted, Select};
use crate::house::Read;
use crate::notices::{Channel, State};

#[derive(Clone, Debug)]
pub struct Announcement {
    pub id: AnnouncementId,
    pub account: AccountId,
    pub account_name: String,
    pub channel: Channel,
    pub subject: String,
    pub text: String,
    /// One of [`super::STATES`].
    pub state: String,
    pub send_at: Timestamp,
    pub created_by: String,
    pub created_at: Timestamp,
    pub recipients: Vec<Recipient>,
}

#[derive(Clone, Debug)]
pub struct Recipient {
    pub contact: ContactId,
    pub name: String,
    pub recipient: String,
    /// Why this person got nothing; empty if a letter was made.
    pub left_out: String,
    /// None before it goes out.
    pub state: Option<State>,
    /// What the other side said, if it is not sent.
    pub reason: String,
}

impl Announcement {
    /// What stands for it in lists: a text message has no subject.
    pub fn title(&self) -> String {
        let words = if self.subject.is_empty() {
            self.text.lines().next().unwrap_or_default()
        } else {
            &self.subject
        };
        words.chars().take(80).collect()
    }
}

pub async fn find(
    read: &mut Read,
    granted: &Granted<AnnouncementsView>,
    id: AnnouncementId,
) -> Result<Announcement> {
    let found = find_in(&mut read.0, granted, id).await?;
    let recipients = read
        .0
        .rows(
            "SELECT p.contact_id, p.name, p.recipient, p.left_out, o.state, COALESCE(o.reason, '')
             FROM announcement_recipients p LEFT JOIN outbox o ON o.org_id = p.org_id AND o.id = p.outgoing_id
             WHERE p.org_id = ?1 AND p.announcement_id = ?2 ORDER BY p.place",
            params![granted.org(), id],
            |row| {
                Ok(Recipient {
                    contact: row.get(0)?,
                    name: row.get(1)?,
                    recipient: row.get(2)?,
                    left_out: row.get(3)?,
                    state: row.get::<Option<String>>(4)?.map(|state| State::stored(&state)),
                    reason: row.get(5)?,
                })
            },
        )
        .await?;
    Ok(Announcement { recipients, ..found })
}

pub(super) async fn find_in(tx: &mut Tx, granted: &AnyGranted, id: AnnouncementId) -> Result<Announcement> {
    Select::of(
        "r.id, r.account_id, a.name, r.channel, r.subject, r.body, r.state, r.send_at, r.creator, r.created_at",
        "announcements r JOIN accounts a ON a.org_id = r.org_id AND a.id = r.account_id",
    )
    .within(granted, &OWNER)
    .and("r.id = {}", [Value::from(id)])
    .row(tx, |row| {
        Ok(Announcement {
            id: row.get(0)?,
            account: row.get(1)?,
            account_name: row.get(2)?,
            channel: Channel::parse(&row.get::<String>(3)?).unwrap_or(Channel::Email),
            subject: row.get(4)?,
            text: row.get(5)?,
            state: row.get(6)?,
            send_at: row.get(7)?,
            created_by: row.get(8)?,
            created_at: row.get(9)?,
            recipients: Vec::new(),
        })
    })
    .await?
    .ok_or(Error::NotFound)
}
