//! Who is on call now and next, as cards.

use domain::Read;
use domain::access::{OnCallView, Reach};
use domain::on_call::{self, OnCall, Somebody};
use kernel::Result;

use super::Place;
use super::words::{local, reached, when, zone};
use crate::Visitor;
use crate::ui::OnCallCard;

/// A card for each schedule of the account; none if they are not the visitor’s to see.
pub async fn cards(visitor: &Visitor, read: &mut Read, place: &Place) -> Result<Vec<OnCallCard>> {
    let Ok(granted) = visitor.may::<OnCallView>() else { return Ok(Vec::new()) };
    let found = on_call::now(read, &granted, place.account, visitor.who.now).await?;
    let all = granted.reach() != Reach::Own;
    Ok(found.into_iter().map(|one| card(visitor, place, one, all)).collect())
}

/// A schedule at this moment. Who sees only his or her own is not told that nobody is there.
pub fn card(visitor: &Visitor, place: &Place, on_call: OnCall, all: bool) -> OnCallCard {
    let now = visitor.who.now;
    let local = local(visitor, &on_call.time_zone);
    let gap = on_call.now.is_none() && all;
    let name = |somebody: &Option<Somebody>| somebody.as_ref().map_or("nobody", |one| &one.name).to_owned();
    let until = match (&on_call.now, on_call.until, &on_call.next) {
        (Some(_), Some(until), Some((at, next))) if *at == until => {
            format!("until {}, then {}", when(&local, now, until), name(next))
        }
        (Some(_), Some(until), _) => format!("until {}", when(&local, now, until)),
        (Some(_), None, _) => "until further notice".to_owned(),
        (None, _, Some((at, next))) if all => format!("{} from {}", name(next), when(&local, now, *at)),
        (None, _, Some((at, _))) => format!("You are from {}", when(&local, now, *at)),
        (None, _, None) => String::new(),
    };
    OnCallCard {
        schedule: on_call.name,
        href: place.calendar(on_call.schedule),
        others: on_call
            .order
            .into_iter()
            .filter(|one| Some(one) != on_call.now.as_ref())
            .map(reached)
            .collect(),
        who: on_call.now.map(reached),
        nobody: if gap { "Nobody is on call" } else { "You are not on call now" }.to_owned(),
        gap,
        until,
        zone: zone(&on_call.time_zone, now),
    }
}
