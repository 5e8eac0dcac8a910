//! The one place where a reach becomes the beginning of every query.

use db::Value;

use super::{AnyGranted, Reach};

/// Which columns of a table say whose a row is. What a table does not have, nobody owns by.
#[derive(Clone, Copy, Debug)]
pub struct Owner {
    pub org: &'static str,
    pub account: &'static str,
    pub contact: Option<&'static str>,
    pub creator: Option<&'static str>,
    /// The user that it was given to, where that may be another one than who made it.
    pub assignee: Option<&'static str>,
    /// The account that a row without one is about all the same: kept from operators without the clearance, if that
    /// account is Secure.
    pub about: Option<&'static str>,
    /// The column that says whether the account of the row is Secure, where the table repeats it.
    pub marked: Option<&'static str>,
}

/// The conditions that keep a query within `granted`, written with `{}` for their values: a row is within reach
/// if one of them holds. None of them means that nothing is.
pub(super) fn fence(granted: &AnyGranted, owner: &Owner) -> Vec<(String, Vec<Value<'static>>)> {
    let org = format!("{} = {{}}", owner.org);
    if granted.reach() == Reach::Organization {
        let mut values = vec![Value::from(granted.org())];
        return match granted.actor().clearance().condition(owner) {
            None => vec![(org, values)],
            Some((open, more)) => {
                values.extend(more);
                vec![(format!("{org} AND {open}"), values)]
            }
        };
    }
    // A missing link narrows, never widens: no place, no rows.
    let Some(place) = granted.actor().place() else { return Vec::new() };
    let account = format!("{org} AND {} = {{}}", owner.account);
    let values = vec![Value::from(granted.org()), Value::from(place.account)];
    if granted.reach() == Reach::Account {
        return vec![(account, values)];
    }
    let own = |column: &str, value: Value<'static>| {
        (format!("{account} AND {column} = {{}}"), values.iter().cloned().chain([value]).collect())
    };
    let for_contact = owner.contact.zip(place.contact).map(|(column, id)| own(column, Value::from(id)));
    let of_user = |column: Option<&'static str>| {
        column.zip(granted.actor().user_id()).map(|(column, id)| own(column, Value::from(id)))
    };
    for_contact.into_iter().chain(of_user(owner.creator)).chain(of_user(owner.assignee)).collect()
}
