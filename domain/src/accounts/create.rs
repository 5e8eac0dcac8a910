//! A new client account, together with its first portal user.

use db::params;
use kernel::{AccountId, Email, Name, OrgId, Result, UserId};

use super::AccountDetails;
use super::numbers;
use crate::access::{AccountsCreate, Granted, roles};
use crate::change::Change;
use crate::history::{Action, Event};
use crate::house::House;
use crate::people::users::{self, NewMember};
use crate::sign_in::passwords;

pub struct NewAccount {
    pub details: AccountDetails,
    /// Numbers at which calls for this account arrive.
    pub numbers: Vec<kernel::Phone>,
    /// Who signs in first (S0-13); none if the organization withholds the portal from this account (S0-12).
    pub first_user: Option<FirstUser>,
}

pub struct FirstUser {
    pub name: Name,
    /// The login identifier (S0-17).
    pub email: Email,
}

/// What a new account came to be.
pub struct Created {
    pub id: AccountId,
    pub first_user: Option<UserId>,
    /// The first user's password, shown this once and never again (S0-14, S0-21).
    pub password: Option<String>,
}

/// Creates the account and its first portal user, a *Client Admin* with a generated password, in one step.
pub async fn create(house: &House, granted: &Granted<AccountsCreate>, new: NewAccount) -> Result<Created> {
    // Hashing takes long: it is done before the database is held.
    let password = passwords::generate(&house.dice);
    let hash = match new.first_user {
        Some(_) => Some(house.passwords.hash(&password, &house.dice).await?),
        None => None,
    };
    let mut change = house.change(granted).await?;
    let org = granted.org();
    let id = insert(&mut change, org, &new.details).await?;
    for number in &new.numbers {
        numbers::insert(&mut change, org, id, number).await?;
    }
    let event = Event::of(Action::AccountCreated)
        .about(id.any(), new.details.name.as_str())
        .in_account(id)
        .changed("email", "", new.details.email.as_str())
        .changed("phone", "", new.details.phone_text())
        .changed("time zone", "", new.details.time_zone.as_str());
    let mut recorded = change.record(granted.actor(), event).await?;
    let mut first_user = None;
    if let (Some(user), Some(hash)) = (new.first_user, hash) {
        let member = NewMember {
            name: user.name,
            email: user.email,
            title: String::new(),
            roles: vec![roles::preset_in(&mut recorded.change().tx, org, "client_admin").await?],
            contact: None,
        };
        let (user, event) = users::insert_member(recorded.change(), granted.actor(), id, &member).await?;
        passwords::store(recorded.change(), org, user, &hash).await?;
        recorded = recorded.and(granted.actor(), event).await?;
        first_user = Some(user);
    }
    recorded.commit().await?;
    Ok(Created { id, first_user, password: first_user.map(|_| password) })
}

async fn insert(change: &mut Change, org: OrgId, details: &AccountDetails) -> Result<AccountId> {
    let id = AccountId::new(change.at, &change.dice);
    change
        .tx
        .execute(
            "INSERT INTO accounts (org_id, id, name, name_folded, email, email_folded, phone, time_zone,
                                   search, created_at)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
            params![
                org,
                id,
                &details.name,
                details.name.folded(),
                &details.email,
                details.email.folded(),
                details.phone_text(),
                details.time_zone.as_str(),
                details.search(),
                change.at,
            ],
        )
        .await?;
    Ok(id)
}
