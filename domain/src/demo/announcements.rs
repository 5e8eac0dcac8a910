//! What a client of the demo is about to tell its contacts.

use kernel::{Error, Result, Span};

use super::cast;
use super::people::Opened;
use super::statuses::client;
use crate::access::{Actor, Grants, Key, Reach};
use crate::announcements::{self, NewAnnouncement};
use crate::house::House;
use crate::notices::Channel;

const TEXT: &str = "Dear {{ first_name }},\n\nthe practice is **closed from the 24th to the 1st**. Emergency calls reach \
                    whoever is on call, as always.\n\n- Please hand over your patients by Thursday noon.\n- The keys stay \
                    at the front desk.\n\nThank you for this year!\n\n{{ business }}";

/// Written the night before, for next week.
pub(super) async fn of_day(house: &House, actor: &Actor, accounts: &[Opened], ago: i64) -> Result<()> {
    if ago != 1 {
        return Ok(());
    }
    let found = accounts.iter().find(|one| one.firm.name == cast::BRIGHT_SMILE);
    let opened = found.ok_or_else(|| Error::bug("an announcement of nobody"))?;
    let client =
        client(house, actor, opened, Grants::of(&[(Key::AnnouncementsSend, Reach::Account)])).await?;
    let new = NewAnnouncement {
        channel: Channel::Email,
        subject: "Closed between the years".to_owned(),
        text: TEXT.to_owned(),
        to: opened.contacts.clone(),
        at: Some(house.now() + Span::days(7)),
    };
    announcements::compose(house, &client.may()?, opened.account, new, "").await?;
    Ok(())
}
