//! The time zone and the formats that somebody reads in: one's own choice, before the account's and the
//! organization's (C-23).

use db::{Tx, params};
use kernel::{DateFormat, Error, Formats, MemberId, OrgId, Result, TimeFormat, TimeZoneName, UserId};

use crate::access::{Granted, UsersManage, UsersView};
use crate::change::Change;
use crate::history::{Action, Event};
use crate::house::{House, Read};
use crate::people::users;

/// What was not chosen is as the account (its zone) and the organization (its formats) have it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Preferences {
    pub time_zone: Option<TimeZoneName>,
    pub date: Option<DateFormat>,
    pub time: Option<TimeFormat>,
}

impl Preferences {
    /// What the database kept; a zone or a format that is not known any more was not chosen.
    pub(crate) fn stored(time_zone: &str, date: &str, time: &str) -> Self {
        Self {
            time_zone: Some(time_zone)
                .filter(|name| !name.is_empty())
                .and_then(|name| TimeZoneName::parse(name).ok()),
            date: DateFormat::parse(date),
            time: TimeFormat::parse(time),
        }
    }

    /// The formats that count: one's own choice wins (C-23).
    pub fn formats(&self, organization: Formats) -> Formats {
        Formats { date: self.date.unwrap_or(organization.date), time: self.time.unwrap_or(organization.time) }
    }

    /// The zone that was chosen.
    pub(crate) fn zone_name(&self) -> Option<&str> {
        self.time_zone.as_ref().map(TimeZoneName::as_str)
    }

    fn date_name(&self) -> &'static str {
        self.date.map_or("", DateFormat::name)
    }

    fn time_name(&self) -> &'static str {
        self.time.map_or("", TimeFormat::name)
    }
}

/// What a portal user within reach has chosen.
pub async fn of_member(
    read: &mut Read,
    granted: &Granted<UsersView>,
    id: impl Into<MemberId>,
) -> Result<Preferences> {
    let member = users::find(read, granted, id).await?;
    of(&mut read.0, granted.org(), member.user).await
}

/// Chooses for a portal user, who can choose otherwise at any time.
pub async fn prefer(
    house: &House,
    granted: &Granted<UsersManage>,
    id: impl Into<MemberId>,
    chosen: &Preferences,
) -> Result<()> {
    let mut change = house.change(granted).await?;
    let member = users::find_in(&mut change.tx, granted, id).await?;
    users::refuse_shared(granted, &member, "how this person reads dates and times")?;
    let before = of(&mut change.tx, granted.org(), member.user).await?;
    if before == *chosen {
        return Ok(());
    }
    store(&mut change, granted.org(), member.user, chosen).await?;
    let event = Event::of(Action::ProfileEdited)
        .about(member.id.any(), member.name)
        .in_account(member.account)
        .owned(member.contact, Some(member.user));
    let event = difference(event, &before, chosen);
    change.record(granted.actor(), event).await?.commit().await
}

pub(super) async fn of(tx: &mut Tx, org: OrgId, id: UserId) -> Result<Preferences> {
    tx.row(
        "SELECT time_zone, date_format, time_format FROM users WHERE org_id = ?1 AND id = ?2",
        params![org, id],
        |row| {
            let (zone, date, time): (String, String, String) = (row.get(0)?, row.get(1)?, row.get(2)?);
            Ok(Preferences::stored(&zone, &date, &time))
        },
    )
    .await?
    .ok_or(Error::NotFound)
}

pub(super) async fn store(change: &mut Change, org: OrgId, id: UserId, chosen: &Preferences) -> Result<()> {
    change
        .tx
        .execute(
            "UPDATE users SET time_zone = ?3, date_format = ?4, time_format = ?5 WHERE org_id = ?1 AND id = ?2",
            params![org, id, chosen.zone_name().unwrap_or_default(), chosen.date_name(), chosen.time_name()],
        )
        .await?;
    Ok(())
}

/// Notes what is different now; nothing stands for “not chosen”.
pub(super) fn difference(event: Event, before: &Preferences, after: &Preferences) -> Event {
    event
        .changed("time zone", before.zone_name().unwrap_or_default(), after.zone_name().unwrap_or_default())
        .changed("date format", before.date_name(), after.date_name())
        .changed("time format", before.time_name(), after.time_name())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn c_23_what_a_person_chose_comes_before_what_the_organization_has() {
        let organization = Formats { date: DateFormat::MonthDayYear, time: TimeFormat::Twelve };
        assert_eq!(Preferences::default().formats(organization), organization);
        let own = Preferences { time: Some(TimeFormat::TwentyFour), ..Preferences::default() };
        assert_eq!(
            own.formats(organization),
            Formats { date: DateFormat::MonthDayYear, time: TimeFormat::TwentyFour },
            "each by itself"
        );
        for formats in Formats::all() {
            let own = Preferences::stored("America/Chicago", formats.date.name(), formats.time.name());
            assert_eq!(own.formats(organization), formats);
            assert_eq!(own.zone_name(), Some("America/Chicago"));
        }
        assert_eq!(Preferences::stored("Moon/Sea", "DDMM", "13h"), Preferences::default());
    }
}
