//! What somebody may do: a reach for each permission, or none.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt;

use kernel::{Error, Result};
use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};

use super::{Key, Reach};

/// Permission x reach. What is not in it may not be done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Grants {
    reaches: [Option<Reach>; Key::ALL.len()],
    /// What a role gives and a switch has put to sleep: it may not be done, and whoever has it may give it to others.
    asleep: [Option<Reach>; Key::ALL.len()],
}

impl Default for Grants {
    fn default() -> Self {
        Self::NONE
    }
}

impl Grants {
    pub const NONE: Self = Self { reaches: [None; Key::ALL.len()], asleep: [None; Key::ALL.len()] };

    /// Everything, as far as `reach`.
    pub const fn everything(reach: Reach) -> Self {
        Self { reaches: [Some(reach); Key::ALL.len()], asleep: [None; Key::ALL.len()] }
    }

    pub fn of(list: &[(Key, Reach)]) -> Self {
        let mut grants = Self::NONE;
        for (key, reach) in list {
            grants.give(*key, *reach);
        }
        grants
    }

    pub fn reach(&self, key: Key) -> Option<Reach> {
        self.reaches.get(key as usize).copied().flatten()
    }

    /// How far one may give it to others: as far as one's roles have it, whether it is switched on or not.
    pub fn gives(&self, key: Key) -> Option<Reach> {
        Reach::union(self.reach(key), self.asleep.get(key as usize).copied().flatten())
    }

    /// Whether one may do everything, as far as there is, be it switched on or not.
    pub fn gives_everything(&self) -> bool {
        Key::ALL.iter().all(|key| self.gives(*key) == Some(Reach::Organization))
    }

    fn give(&mut self, key: Key, reach: Reach) {
        if let Some(place) = self.reaches.get_mut(key as usize) {
            *place = Reach::union(*place, Some(reach));
        }
    }

    pub fn without(mut self, keys: &[Key]) -> Self {
        for key in keys {
            let place = *key as usize;
            for one in [self.reaches.get_mut(place), self.asleep.get_mut(place)].into_iter().flatten() {
                *one = None;
            }
        }
        self
    }

    /// The same with these switched off.
    pub fn switched_off(mut self, keys: &[Key]) -> Self {
        for key in keys {
            let place = *key as usize;
            if let (Some(reach), Some(asleep)) = (self.reaches.get_mut(place), self.asleep.get_mut(place)) {
                *asleep = Reach::union(*asleep, reach.take());
            }
        }
        self
    }

    /// Each permission as far as `how` leaves it, those that are switched off as well.
    pub(super) fn narrowed(&self, how: impl Fn(Key, Reach) -> Option<Reach>) -> Self {
        let mut narrowed = self.clone();
        for key in Key::ALL {
            let place = *key as usize;
            let both = [narrowed.reaches.get_mut(place), narrowed.asleep.get_mut(place)];
            for one in both.into_iter().flatten() {
                *one = one.and_then(|reach| how(*key, reach));
            }
        }
        narrowed
    }

    pub fn union(&self, other: &Self) -> Self {
        self.combine(other, Reach::union)
    }

    pub fn both(&self, other: &Self) -> Self {
        self.combine(other, Reach::both)
    }

    fn combine(&self, other: &Self, how: fn(Option<Reach>, Option<Reach>) -> Option<Reach>) -> Self {
        let mut combined = Self::NONE;
        for key in Key::ALL {
            let place = *key as usize;
            if let Some(reach) = combined.reaches.get_mut(place) {
                *reach = how(self.reach(*key), other.reach(*key));
            }
            if let Some(asleep) = combined.asleep.get_mut(place) {
                *asleep = how(self.gives(*key), other.gives(*key))
                    .filter(|_| combined.reaches.get(place) == Some(&None));
            }
        }
        combined
    }

    /// Holds every reach at `limit`: an account's user never gets the organization's reach,
    /// whatever a role says.
    pub fn at_most(mut self, limit: Reach) -> Self {
        for place in self.reaches.iter_mut().chain(&mut self.asleep) {
            *place = place.map(|reach| reach.min(limit));
        }
        self
    }

    pub fn list(&self) -> impl Iterator<Item = (Key, Reach)> {
        Key::ALL.iter().filter_map(|key| self.reach(*key).map(|reach| (*key, reach)))
    }

    /// The form that the database keeps: `{"calls.view":"own"}`.
    pub fn to_json(&self) -> String {
        let map: BTreeMap<_, _> = self.list().map(|(key, reach)| (key.name(), reach.name())).collect();
        serde_json::to_string(&map).unwrap_or_default()
    }

    /// What the database kept. A name that this version does not know grants nothing.
    pub fn from_json(text: &str) -> Result<Self> {
        serde_json::from_str(text).map_err(Error::bug)
    }
}

/// Read at each request for each role of the visitor: name by name, without a map in between.
impl<'de> Deserialize<'de> for Grants {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> std::result::Result<Self, D::Error> {
        deserializer.deserialize_map(Pairs)
    }
}

struct Pairs;

impl<'de> Visitor<'de> for Pairs {
    type Value = Grants;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a reach for each permission")
    }

    fn visit_map<M: MapAccess<'de>>(self, mut map: M) -> std::result::Result<Grants, M::Error> {
        let mut grants = Grants::NONE;
        while let Some((key, reach)) = map.next_entry::<Cow<'_, str>, Cow<'_, str>>()? {
            if let (Some(key), Some(reach)) = (Key::parse(&key), Reach::parse(&reach)) {
                grants.give(key, reach);
            }
        }
        Ok(grants)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_reads_back_and_the_unknown_grants_nothing() {
        let grants = Grants::of(&[(Key::CallsView, Reach::Own), (Key::MessagesMark, Reach::Account)]);
        assert_eq!(Grants::from_json(&grants.to_json()).unwrap(), grants);
        assert_eq!(Grants::from_json(r#"{"moon.view":"own","calls.view":"galaxy"}"#).unwrap(), Grants::NONE);
        assert!(Grants::from_json("calls").is_err());
    }

    #[test]
    fn what_is_switched_off_may_not_be_done_and_may_be_given() {
        let all = Grants::everything(Reach::Organization);
        let off = all.clone().switched_off(&[Key::CallsView]);
        assert_eq!((off.reach(Key::CallsView), off.gives(Key::CallsView)), (None, Some(Reach::Organization)));
        assert_eq!(off.both(&all).reach(Key::CallsView), None);
        assert_eq!(off.both(&all).gives(Key::CallsView), Some(Reach::Organization));
        assert_eq!(off.both(&Grants::NONE).gives(Key::CallsView), None);
        assert_eq!(off.union(&all), all);
        assert_eq!(off.without(&[Key::CallsView]).gives(Key::CallsView), None);
    }

    #[test]
    fn an_accounts_user_never_reaches_the_organization() {
        let grants = Grants::everything(Reach::Organization).at_most(Reach::Account);
        assert!(grants.list().all(|(_, reach)| reach == Reach::Account));
    }
}
