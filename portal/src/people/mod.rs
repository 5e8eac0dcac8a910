//! The people of the client's business: contacts, who can sign in, and who helped.

pub mod access;
pub mod all_users;
pub mod contacts;
pub mod invite;
pub mod second_factor;
pub mod show;
pub mod support;
mod user_form;
mod user_menu;
pub mod users;

use kernel::{AccountId, Error, Result};
use web::Visitor;
use web::ui::{Choice, Shell};

const PATH: &str = "/people";
const USERS: &str = "/people/users";
const CONTACTS: &str = "/people/contacts";

/// The frame of a page below the people.
fn below(visitor: &Visitor, title: &str) -> Shell {
    Shell { trail: vec![Choice::new("People", PATH, false)], ..visitor.shell(title) }
}

/// The account that the visitor is in.
fn account(visitor: &Visitor) -> Result<AccountId> {
    Ok(visitor.who.actor.place().ok_or(Error::NotFound)?.account)
}
