//! What the team has noted about its clients: tags, a note here and there, and who looks after whom.

use kernel::{Error, Result};

use super::cast::{self, Trade};
use super::people::Opened;
use crate::access::Actor;
use crate::accounts::tags::Tag;
use crate::accounts::{self, assignments, note, tags};
use crate::house::House;

/// Account, and what is noted about it.
const NOTES: &[(&str, &str)] = &[
    (
        cast::BRIGHT_SMILE,
        "Pays on the first of the month.\nDr. Anand wants to be called only for real emergencies; everything else goes \
         to the front desk.",
    ),
    (
        cast::CEDAR_VALE,
        "Conflict checks before any new client is put through. Ask for the opposing party's name.",
    ),
    (cast::MARIGOLD, "Two invoices open since September. Locked until the first one is paid."),
    (cast::PACIFIC_CREST, "Still missing: the on-call list for the weekend. Kick-off call is booked."),
];

/// Clients whom everybody should treat with special care.
const KEY_CLIENTS: [&str; 3] = [cast::BRIGHT_SMILE, cast::CEDAR_VALE, cast::WILLOW_STREET];

pub(super) async fn take(house: &House, actor: &Actor, opened: &[Opened]) -> Result<()> {
    let team = assignments::offered(&mut house.read().await?, &actor.may()?).await?;
    let lead = team.iter().find(|one| cast::AGENTS.first().is_some_and(|agent| agent.name == one.name));
    for (place, one) in opened.iter().enumerate() {
        let (id, name) = (one.account, one.firm.name);
        let mut words = vec![trade(one.firm.trade)];
        words.extend(KEY_CLIENTS.contains(&name).then_some("Key client"));
        let all = words.into_iter().map(Tag::parse).collect::<Result<Vec<_>, _>>().map_err(Error::bug)?;
        tags::add(house, &actor.may()?, id, all).await?;
        // Each looks after every third, and the administrator helps with the key clients.
        let mine = team.iter().cycle().nth(place).into_iter();
        let helps = lead.filter(|_| KEY_CLIENTS.contains(&name));
        let both = mine.chain(helps).map(|operator| operator.id).collect();
        assignments::set(house, &actor.may()?, id, both).await?;
        if let Some((_, text)) = NOTES.iter().find(|(account, _)| *account == name) {
            note::write(house, &actor.may()?, id, text).await?;
        }
        if name == cast::PACIFIC_CREST {
            accounts::reopen_setup(house, &actor.may()?, id).await?;
        }
    }
    Ok(())
}

const fn trade(trade: Trade) -> &'static str {
    match trade {
        Trade::Dental => "Dental",
        Trade::Law => "Law",
        Trade::Heating | Trade::Plumbing | Trade::Electric => "Trades",
        Trade::Animals => "Veterinary",
        Trade::Property => "Property",
        Trade::Clinic | Trade::HomeCare => "Health care",
        Trade::Insurance => "Insurance",
        Trade::Towing => "Towing",
        Trade::Rentals => "Rentals",
    }
}
