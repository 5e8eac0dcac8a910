//! Somebody comes into an account: a new person, or one who is in another account already (C-07).

use db::{Tx, params};
use kernel::{AccountId, Email, Error, MemberId, OrgId, Result, UserId};

use super::add::{Known, NewMember};
use super::disable::restate_person;
use super::list::elsewhere_in;
use super::store::{self, NewUser};
use super::verified::repeat_number;
use super::words::{self, Whose};
use crate::access::{Actor, Kind, UsersView, roles};
use crate::accounts::plans::{self, Limited};
use crate::change::Change;
use crate::history::{Action, Event};
use crate::organizations;
use crate::people::{contacts, invitations};
use crate::sign_in::secure_link;

/// Who came in.
pub(crate) struct Joined {
    pub id: MemberId,
    pub user: UserId,
    /// The person's address as it is kept.
    pub email: String,
    pub known: Option<Known>,
}

/// The rows of a new member, and the event that tells of it. The roles must be the actor's to give.
pub(crate) async fn join(
    change: &mut Change,
    actor: &Actor,
    account: AccountId,
    new: &NewMember,
) -> Result<(Joined, Event)> {
    let org = actor.org();
    let given = roles::chosen(&mut change.tx, actor, Kind::PortalUser, &new.roles, &[]).await?;
    if let Some(contact) = new.contact {
        contacts::in_account(&mut change.tx, org, account, contact).await?;
    }
    plans::must_have_room(&mut change.tx, org, account, Limited::Users).await?;
    let joined = if let Some(Person { user, name, email, account: to }) =
        held(change, org, account, &new.email).await?
    {
        let accounts = match actor.may::<UsersView>() {
            Ok(seen) => elsewhere_in(&mut change.tx, &seen, user, account).await?,
            Err(_) => Vec::new(),
        };
        let accounts = accounts.into_iter().map(|place| place.account_name).collect();
        let id = MemberId::new(change.at, &change.dice);
        Joined { id, user, email, known: Some(Known { name, account: to, accounts }) }
    } else {
        let user = NewUser {
            kind: Kind::PortalUser,
            name: new.name.clone(),
            email: new.email.clone(),
            title: new.title.clone(),
        };
        let user = store::insert(change, org, &user).await?;
        Joined { id: user.into(), user, email: new.email.as_str().to_owned(), known: None }
    };
    change
        .tx
        .execute(
            "INSERT INTO memberships (org_id, user_id, account_id, contact_id, email_folded, account_name_folded, id,
                                      created_at)
             SELECT org_id, ?2, id, ?4, ?5, name_folded, ?6, ?7 FROM accounts WHERE org_id = ?1 AND id = ?3",
            params![org, joined.user, account, new.contact, new.email.folded(), joined.id, change.at],
        )
        .await?;
    words::index(&mut change.tx, org, Whose::Member(joined.id)).await?;
    roles::set_member(&mut change.tx, org, joined.user, account, &given).await?;
    if joined.known.is_some() {
        restate_person(change, org, joined.user).await?;
        repeat_number(&mut change.tx, org, joined.user).await?;
        invitations::restate(change, org, joined.user).await?;
    }
    secure_link::first_user_came(change, org, account).await?;
    let name = joined.known.as_ref().map_or(new.name.as_str(), |known| known.name.as_str());
    let event = Event::of(Action::UserAdded)
        .about(joined.id.any(), name)
        .in_account(account)
        .changed("email", "", joined.email.as_str())
        .changed("roles", "", roles::names(&given));
    Ok((joined, event))
}

/// The person as of when nobody else can change where he or she belongs.
async fn held(change: &mut Change, org: OrgId, account: AccountId, email: &Email) -> Result<Option<Person>> {
    match known(&mut change.tx, org, account, email).await? {
        None => Ok(None),
        Some(person) => {
            store::hold(change, org, person.user).await?;
            known(&mut change.tx, org, account, email).await
        }
    }
}

/// Somebody who was there before, and the name of the account to come into.
pub(super) struct Person {
    user: UserId,
    name: String,
    email: String,
    account: String,
}

/// The portal user with this address, where one person may be in several accounts: an operator's address is never
/// taken, and nobody comes into an account twice.
pub(super) async fn known(
    tx: &mut Tx,
    org: OrgId,
    account: AccountId,
    email: &Email,
) -> Result<Option<Person>> {
    let organization = organizations::by_number_in(tx, org).await?;
    if !organization.settings.clients.several_accounts {
        return Ok(None);
    }
    let found = tx
        .row(
            "SELECT u.id, u.name, u.email, a.name, m.id FROM users u
             JOIN accounts a ON a.org_id = u.org_id AND a.id = ?4
             LEFT JOIN memberships m ON m.org_id = u.org_id AND m.user_id = u.id AND m.account_id = ?4
             WHERE u.org_id = ?1 AND u.email_folded = ?2 AND u.kind = ?3",
            params![org, email.folded(), Kind::PortalUser.name(), account],
            |row| {
                let person =
                    Person { user: row.get(0)?, name: row.get(1)?, email: row.get(2)?, account: row.get(3)? };
                Ok((person, row.get::<Option<MemberId>>(4)?))
            },
        )
        .await?;
    match found {
        None => Ok(None),
        Some((person, None)) => Ok(Some(person)),
        Some((_, Some(_))) => Err(Error::invalid(
            "email",
            "This person is a user of this account already. Enter another address.",
        )),
    }
}
