//! Permissions as a program writes them: a reach for each by its name.

use std::collections::BTreeMap;

use domain::access::{Grants, Key, Reach};
use kernel::Invalid;

/// The grants that are written; each that there is not is named.
pub(super) fn read(invalid: &mut Invalid, written: &BTreeMap<String, String>) -> Grants {
    let mut grants = Vec::new();
    for (key, reach) in written {
        let field = || format!("permissions.{}", key.chars().take(80).collect::<String>());
        match (Key::parse(key), Reach::parse(reach)) {
            (Some(key), Some(reach)) => grants.push((key, reach)),
            (None, _) => invalid.push(field(), "There is no such permission."),
            (_, None) => invalid.push(field(), "Send own, account or organization."),
        }
    }
    Grants::of(&grants)
}

pub(super) fn written(grants: &Grants) -> BTreeMap<String, String> {
    grants.list().map(|(key, reach)| (key.name().to_owned(), reach.name().to_owned())).collect()
}
