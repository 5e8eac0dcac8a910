//! What a permission is about: the kind of record, and how much of it somebody reaches.

use db::Tx;
use kernel::Result;

use super::granted::Imagined;
use super::{Actor, Granted, Key, Select};
use crate::accounts::ACCOUNTS;
use crate::history::HISTORY;
use crate::people::contacts::CONTACTS;
use crate::people::users::USERS;
use crate::records::calls::CALLS;
use crate::records::messages::MESSAGES;
use crate::records::{COUNTED_UP_TO, Collection};
use crate::resources::RESOURCES;
use crate::tasks::TASKS;

const COLLECTIONS: [&Collection; 8] =
    [&ACCOUNTS, &USERS, &CONTACTS, &CALLS, &MESSAGES, &TASKS, &RESOURCES, &HISTORY];

/// The kind of record that a permission is about: `calls.view` is about calls.
pub fn thing(key: Key) -> Option<&'static Collection> {
    let name = key.name().split('.').next().unwrap_or_default();
    COLLECTIONS.into_iter().find(|collection| collection.name == name)
}

/// How many records this permission reaches for `actor`, counted no further than a list is: by the fence itself.
pub(super) async fn reached(tx: &mut Tx, actor: &Actor, key: Key, collection: &Collection) -> Result<usize> {
    let Some(granted) = Granted::<Imagined>::imagined(actor, key) else { return Ok(0) };
    let select = Select::of(collection.id, collection.from).within(&granted, &collection.owner);
    select.count_up_to(tx, COUNTED_UP_TO + 1).await
}
