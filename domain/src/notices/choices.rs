//! Which letters people want, and by which way. Only the kinds in [`OPTIONAL`] can be chosen: everything else, and what
//! is about signing in above all, is sent to everybody whom it concerns.

use db::{Tx, params};
use kernel::{Error, OrgId, Result, UserId};

use super::{Channel, LetterKind};
use crate::access::{Actor, Key, Kind};
use crate::change::Change;
use crate::history::{Action, Event};
use crate::house::{House, Read};
use crate::sign_in::SignedIn;

/// A kind of letter that one may want or not.
#[derive(Clone, Copy, Debug)]
pub struct Optional {
    pub kind: LetterKind,
    /// Whom it can concern: people of this kind who may do this.
    pub whose: Kind,
    pub needs: Key,
    /// The ways it can go, and whether it goes that way to somebody who has not chosen.
    pub ways: &'static [(Channel, bool)],
    pub waits: Waits,
}

/// What it may wait for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Waits {
    /// For nothing: it is of use only at its time.
    Never,
    /// For the end of quiet hours.
    QuietHours,
    /// For a letter that tells it with others, too.
    Gathered,
}

/// The kind, if it can be chosen.
pub fn optional(kind: LetterKind) -> Option<&'static Optional> {
    OPTIONAL.iter().find(|optional| optional.kind == kind)
}

impl Optional {
    fn concerns(&self, actor: &Actor) -> bool {
        actor.kind() == self.whose && actor.grants().reach(self.needs).is_some()
    }
}

// One line for each kind that can be chosen.
pub static OPTIONAL: &[Optional] = &[
    Optional {
        kind: LetterKind::NewMessage,
        whose: Kind::PortalUser,
        needs: Key::MessagesView,
        ways: &[(Channel::Email, false), (Channel::Sms, false)],
        waits: Waits::Gathered,
    },
    Optional {
        kind: LetterKind::MissedCall,
        whose: Kind::PortalUser,
        needs: Key::CallsView,
        ways: &[(Channel::Email, false), (Channel::Sms, false)],
        waits: Waits::Gathered,
    },
    Optional {
        kind: LetterKind::TaskDue,
        whose: Kind::PortalUser,
        needs: Key::TasksView,
        ways: &[(Channel::Email, false), (Channel::Sms, false)],
        waits: Waits::Gathered,
    },
    Optional {
        kind: LetterKind::ShiftStarts,
        whose: Kind::PortalUser,
        needs: Key::OnCallView,
        ways: &[(Channel::Email, false), (Channel::Sms, false)],
        waits: Waits::Never,
    },
    Optional {
        kind: LetterKind::ScheduleChanged,
        whose: Kind::PortalUser,
        needs: Key::OnCallView,
        ways: &[(Channel::Email, true), (Channel::Sms, false)],
        waits: Waits::Gathered,
    },
    Optional {
        kind: LetterKind::TurnAsked,
        whose: Kind::PortalUser,
        needs: Key::OnCallSwap,
        ways: &[(Channel::Email, true), (Channel::Sms, false)],
        waits: Waits::QuietHours,
    },
    Optional {
        kind: LetterKind::ProposalAnswered,
        whose: Kind::PortalUser,
        needs: Key::ResourcesEdit,
        ways: &[(Channel::Email, true), (Channel::Sms, false)],
        waits: Waits::QuietHours,
    },
];

/// Whether this way is on for somebody who has not chosen; nothing for a letter that cannot be chosen.
fn shipped(kind: LetterKind, channel: Channel) -> Option<bool> {
    Some(optional(kind)?.ways.iter().any(|(way, on)| *way == channel && *on))
}

/// The letters that everybody gets whom they concern. Tests go to whoever asks for them, and
/// what is about emergency access to few; messages to whoever a delivery plan names. A digest has what was chosen.
pub fn always() -> impl Iterator<Item = LetterKind> {
    let asked_for = |kind: &LetterKind| {
        use LetterKind::{
            Digest, EmergencyAsked, EmergencyOpened, Invitation, MessageDelivery, Test, WebhookDisabled,
        };
        matches!(
            kind,
            Digest | Test | Invitation | EmergencyAsked | EmergencyOpened | MessageDelivery | WebhookDisabled
        )
    };
    let chosen = |kind: &LetterKind| optional(*kind).is_some();
    LetterKind::ALL.iter().copied().filter(move |kind| !asked_for(kind) && !chosen(kind))
}

/// One way of one kind, and whether the person wants it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Chosen {
    pub kind: LetterKind,
    pub channel: Channel,
    pub wanted: bool,
}

/// What one can choose oneself, as it is now. A text message goes only to a number that was shown to be one's own.
pub async fn own(read: &mut Read, who: &SignedIn) -> Result<Vec<Chosen>> {
    of(&mut read.0, who).await
}

async fn of(tx: &mut Tx, who: &SignedIn) -> Result<Vec<Chosen>> {
    let mut all = Vec::new();
    for optional in OPTIONAL.iter().filter(|one| one.concerns(&who.actor)) {
        for (channel, on) in optional.ways {
            if *channel == Channel::Sms && !who.shown.phone {
                continue;
            }
            let wanted = kept(tx, who.actor.org(), who.user, optional.kind, *channel).await?.unwrap_or(*on);
            all.push(Chosen { kind: optional.kind, channel: *channel, wanted });
        }
    }
    Ok(all)
}

async fn kept(
    tx: &mut Tx,
    org: OrgId,
    user: UserId,
    kind: LetterKind,
    channel: Channel,
) -> Result<Option<bool>> {
    Ok(tx
        .row(
            "SELECT wanted FROM letter_choices WHERE org_id = ?1 AND user_id = ?2 AND kind = ?3 AND channel = ?4",
            params![org, user, kind.name(), channel.name()],
            |row| Ok(row.get::<i64>(0)? != 0),
        )
        .await?)
}

/// Chooses among what [`own`] offers: what is not in `wanted` is not wanted. It counts from the next letter that is
/// sent. Nobody chooses for somebody else.
pub async fn choose(house: &House, who: &SignedIn, wanted: &[(LetterKind, Channel)]) -> Result<()> {
    who.actor.must_be_oneself()?;
    let mut change = house.change_unasked().await?;
    let offered = of(&mut change.tx, who).await?;
    let known = |(kind, channel): &(LetterKind, Channel)| {
        offered.iter().any(|one| one.kind == *kind && one.channel == *channel)
    };
    if let Some((kind, _)) = wanted.iter().find(|one| !known(one)) {
        return Err(Error::invalid(kind.name(), "Choose among the ways that are offered."));
    }
    let place = who.actor.place();
    let mut event = Event::of(Action::LettersChosen)
        .about(who.user.any(), who.name.as_str())
        .owned(place.and_then(|place| place.contact), Some(who.user));
    let words = |wanted: bool| if wanted { "wanted" } else { "not wanted" };
    for before in offered {
        let after = wanted.contains(&(before.kind, before.channel));
        if after == before.wanted {
            continue;
        }
        store(&mut change, who, before.kind, before.channel, after).await?;
        let name = format!("{} by {}", before.kind.shape().title, before.channel.title());
        event = event.changed(&name, words(before.wanted), words(after));
    }
    if event.changes.is_empty() {
        return Ok(());
    }
    if let Some(place) = place {
        event = event.in_account(place.account);
    }
    change.record(&who.actor, event).await?.commit().await
}

async fn store(
    change: &mut Change,
    who: &SignedIn,
    kind: LetterKind,
    channel: Channel,
    wanted: bool,
) -> Result<()> {
    change
        .tx
        .execute(
            "INSERT INTO letter_choices (org_id, user_id, kind, channel, wanted) VALUES (?1, ?2, ?3, ?4, ?5)
             ON CONFLICT (org_id, user_id, kind, channel) DO UPDATE SET wanted = excluded.wanted",
            params![who.actor.org(), who.user, kind.name(), channel.name(), i64::from(wanted)],
        )
        .await?;
    Ok(())
}

/// Why a letter is not sent that its person may choose; asked when it leaves, so that the latest choice counts.
pub(super) async fn unwanted(
    tx: &mut Tx,
    org: OrgId,
    user: UserId,
    kind: LetterKind,
    channel: Channel,
    to: &str,
) -> Result<Option<&'static str>> {
    let on = shipped(kind, channel);
    // What is in a digest was chosen piece by piece.
    if on.is_none() && kind != LetterKind::Digest {
        return Ok(None);
    }
    if on.is_some() && !is_wanted(tx, org, user, kind, channel).await? {
        return Ok(Some("The person does not want such letters."));
    }
    let theirs = match channel {
        Channel::Email => "SELECT 1 FROM users WHERE org_id = ?1 AND id = ?2 AND email_folded = ?3",
        Channel::Sms => {
            "SELECT 1 FROM users WHERE org_id = ?1 AND id = ?2 AND phone = ?3 AND phone_verified_at IS NOT NULL"
        }
    };
    let found = tx.row(theirs, params![org, user, to.to_lowercase()], |_| Ok(())).await?;
    Ok(if found.is_some() { None } else { Some("The address or number is another one by now.") })
}

/// Whether the person wants letters of this kind by this way, as of now.
pub(super) async fn is_wanted(
    tx: &mut Tx,
    org: OrgId,
    user: UserId,
    kind: LetterKind,
    channel: Channel,
) -> Result<bool> {
    let on = shipped(kind, channel).unwrap_or(false);
    Ok(kept(tx, org, user, kind, channel).await?.unwrap_or(on))
}

/// Takes the choices of a person away who is deleted, and what waits to be told.
pub(crate) async fn forget(tx: &mut Tx, org: OrgId, user: UserId) -> Result<()> {
    for sql in [
        "DELETE FROM letter_choices WHERE org_id = ?1 AND user_id = ?2",
        "DELETE FROM notice_times WHERE org_id = ?1 AND user_id = ?2",
        "DELETE FROM notice_rhythms WHERE org_id = ?1 AND user_id = ?2",
        "DELETE FROM notices_waiting WHERE org_id = ?1 AND user_id = ?2",
    ] {
        tx.execute(sql, params![org, user]).await?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_letter_about_signing_in_can_never_be_chosen() {
        for kind in [
            LetterKind::PasswordChanged,
            LetterKind::PasswordReset,
            LetterKind::NewDevice,
            LetterKind::SecondFactor,
            LetterKind::EmailChanged,
            LetterKind::NumberVerified,
            LetterKind::VerifyContact,
            LetterKind::VerifyEmail,
            LetterKind::VerifyPhone,
        ] {
            assert!(OPTIONAL.iter().all(|optional| optional.kind != kind), "{}", kind.name());
            assert!(always().any(|one| one == kind), "{}", kind.name());
        }
    }

    #[test]
    fn each_way_that_can_be_chosen_has_a_text() {
        for optional in OPTIONAL {
            for (channel, _) in optional.ways {
                let shape = optional.kind.shape();
                let text = if *channel == Channel::Email { shape.email } else { shape.sms };
                assert!(text.is_some(), "{} {}", shape.name, channel.name());
            }
        }
    }
}
