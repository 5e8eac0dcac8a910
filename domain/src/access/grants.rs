//! What somebody may do: a reach for each permission, or none.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt;

use kernel::{Error, Result};
use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};

use super::{Key, Reach};

/// Permission x reach. What is not in it may not be done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Grants([Option<Reach>; Key::ALL.len()]);

impl Default for Grants {
    fn default() -> Self {
        Self::NONE
    }
}

impl Grants {
    pub const NONE: Self = Self([None; Key::ALL.len()]);

    /// Everything, as far as `reach`.
    pub const fn everything(reach: Reach) -> Self {
        Self([Some(reach); Key::ALL.len()])
    }

    pub fn of(list: &[(Key, Reach)]) -> Self {
        let mut grants = Self::NONE;
        for (key, reach) in list {
            grants.give(*key, *reach);
        }
        grants
    }

    pub fn reach(&self, key: Key) -> Option<Reach> {
        self.0.get(key as usize).copied().flatten()
    }

    fn give(&mut self, key: Key, reach: Reach) {
        if let Some(place) = self.0.get_mut(key as usize) {
            *place = Reach::union(*place, Some(reach));
        }
    }

    pub fn without(mut self, keys: &[Key]) -> Self {
        for key in keys {
            if let Some(place) = self.0.get_mut(*key as usize) {
                *place = None;
            }
        }
        self
    }

    pub fn union(&self, other: &Self) -> Self {
        self.combine(other, Reach::union)
    }

    pub fn both(&self, other: &Self) -> Self {
        self.combine(other, Reach::both)
    }

    fn combine(&self, other: &Self, how: fn(Option<Reach>, Option<Reach>) -> Option<Reach>) -> Self {
        let mut combined = Self::NONE;
        for ((place, a), b) in combined.0.iter_mut().zip(&self.0).zip(&other.0) {
            *place = how(*a, *b);
        }
        combined
    }

    /// Holds every reach at `limit`: an account's user never gets the organization's reach,
    /// whatever a role says.
    pub fn at_most(mut self, limit: Reach) -> Self {
        for place in &mut self.0 {
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
    fn an_accounts_user_never_reaches_the_organization() {
        let grants = Grants::everything(Reach::Organization).at_most(Reach::Account);
        assert!(grants.list().all(|(_, reach)| reach == Reach::Account));
    }
}
