//! The one place where a reach becomes the beginning of every query.

use db::Value;

use super::{Granted, Reach};

/// Which columns of a table say whose a row is. What a table does not have, nobody owns by.
#[derive(Clone, Copy, Debug)]
pub struct Owner {
    pub org: &'static str,
    pub account: &'static str,
    pub contact: Option<&'static str>,
    pub creator: Option<&'static str>,
}

/// The condition that keeps a query within `granted`, written with `{}` for its values.
pub(super) fn fence<P>(granted: &Granted<P>, owner: &Owner) -> (String, Vec<Value<'static>>) {
    let mut text = format!("{} = {{}}", owner.org);
    let mut values = vec![Value::from(granted.org())];
    if granted.reach() == Reach::Organization {
        return (text, values);
    }
    // A missing link narrows, never widens: no place, no rows.
    let Some(place) = granted.actor().place() else { return ("1 = 0".to_owned(), Vec::new()) };
    text = format!("{text} AND {} = {{}}", owner.account);
    values.push(Value::from(place.account));
    if granted.reach() == Reach::Account {
        return (text, values);
    }
    let mut own = Vec::new();
    if let (Some(column), Some(contact)) = (owner.contact, place.contact) {
        own.push(format!("{column} = {{}}"));
        values.push(Value::from(contact));
    }
    if let (Some(column), Some(user)) = (owner.creator, granted.actor().user_id()) {
        own.push(format!("{column} = {{}}"));
        values.push(Value::from(user));
    }
    if own.is_empty() {
        return ("1 = 0".to_owned(), Vec::new());
    }
    text = format!("{text} AND ({})", own.join(" OR "));
    (text, values)
}
