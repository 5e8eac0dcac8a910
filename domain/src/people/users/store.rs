//! Users as the database keeps them: one row a person, whatever door they use.

use db::{Tx, params};
use kernel::{AccountId, ContactId, Email, Error, MemberId, Name, OrgId, Result, UserId, text::fold};

use super::words::{self, Whose};
use super::{Member, join};
use crate::access::{Granted, Kind, UsersManage};
use crate::change::Change;
use crate::house::Read;

pub(crate) struct NewUser {
    pub kind: Kind,
    pub name: Name,
    pub email: Email,
    pub title: String,
}

fn search(name: &Name, email: &Email, title: &str) -> String {
    fold(&format!("{name} {email} {title}"))
}

pub(crate) async fn insert(change: &mut Change, org: OrgId, new: &NewUser) -> Result<UserId> {
    email_is_free(&mut change.tx, org, &new.email, None).await?;
    let id = UserId::new(change.at, &change.dice);
    change
        .tx
        .execute(
            "INSERT INTO users (org_id, id, kind, email, email_folded, name, title, search, created_at)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
            params![
                org,
                id,
                new.kind.name(),
                &new.email,
                new.email.folded(),
                &new.name,
                &new.title,
                search(&new.name, &new.email, &new.title),
                change.at,
            ],
        )
        .await?;
    Ok(id)
}

/// Writes who somebody is, and by what he or she is found.
pub(crate) async fn rename(
    change: &mut Change,
    org: OrgId,
    id: UserId,
    name: &Name,
    email: &Email,
    title: &str,
) -> Result<()> {
    change
        .tx
        .execute(
            "UPDATE users SET name = ?3, email = ?4, email_folded = ?5, title = ?6, search = ?7
             WHERE org_id = ?1 AND id = ?2",
            params![org, id, name, email, email.folded(), title, search(name, email, title)],
        )
        .await?;
    words::index(&mut change.tx, org, Whose::Person(id)).await
}

/// An address is used once among everybody, operators included (S1-22, S4-16, S4-17).
pub(crate) async fn email_is_free(
    tx: &mut Tx,
    org: OrgId,
    email: &Email,
    except: Option<UserId>,
) -> Result<()> {
    let holder: Option<UserId> = tx
        .row(
            "SELECT id FROM users WHERE org_id = ?1 AND email_folded = ?2",
            params![org, email.folded()],
            |row| row.get(0),
        )
        .await?;
    match holder {
        Some(id) if Some(id) != except => {
            Err(Error::invalid("email", "This email address is in use already. Enter another one."))
        }
        _ => Ok(()),
    }
}

/// Whether nobody can be added to the account with this address, because somebody signs in with it already.
pub async fn email_in_use(
    read: &mut Read,
    granted: &Granted<UsersManage>,
    account: AccountId,
    email: &str,
) -> Result<bool> {
    let Ok(email) = Email::parse(email) else { return Ok(false) };
    match join::known(&mut read.0, granted.org(), account, &email).await {
        Ok(Some(_)) => Ok(false),
        Ok(None) => Ok(email_is_free(&mut read.0, granted.org(), &email, None).await.is_err()),
        Err(Error::Invalid(_)) => Ok(true),
        Err(other) => Err(other),
    }
}

pub(crate) async fn by_email(tx: &mut Tx, org: OrgId, email: &Email, kind: Kind) -> Result<UserId> {
    tx.row(
        "SELECT id FROM users WHERE org_id = ?1 AND email_folded = ?2 AND kind = ?3",
        params![org, email.folded(), kind.name()],
        |row| row.get(0),
    )
    .await?
    .ok_or(Error::NotFound)
}

/// Takes the contact from whoever is linked to it: they fall to no records, never to all (E-10).
pub(crate) async fn unlink_contact(
    tx: &mut db::Tx,
    org: OrgId,
    account: AccountId,
    contact: ContactId,
) -> Result<()> {
    tx.execute(
        "UPDATE memberships SET contact_id = NULL WHERE org_id = ?1 AND account_id = ?2 AND contact_id = ?3",
        params![org, account, contact],
    )
    .await?;
    Ok(())
}

/// Whoever is linked is linked to the one that stays when two contacts become one.
pub(crate) async fn move_contact(
    tx: &mut db::Tx,
    org: OrgId,
    account: AccountId,
    (from, to): (ContactId, ContactId),
) -> Result<()> {
    tx.execute(
        "UPDATE memberships SET contact_id = ?4 WHERE org_id = ?1 AND account_id = ?2 AND contact_id = ?3",
        params![org, account, from, to],
    )
    .await?;
    Ok(())
}

/// The names of those who are linked to a contact.
pub(crate) async fn linked_to(
    tx: &mut db::Tx,
    org: OrgId,
    account: AccountId,
    contact: ContactId,
) -> Result<Vec<String>> {
    let names = tx
        .rows(
            "SELECT u.name FROM memberships m JOIN users u ON u.org_id = m.org_id AND u.id = m.user_id
             WHERE m.org_id = ?1 AND m.account_id = ?2 AND m.contact_id = ?3 ORDER BY u.name",
            params![org, account, contact],
            |row| row.get(0),
        )
        .await?;
    Ok(names)
}

/// Where a membership is found in lists follows the person's address.
pub(super) async fn email_changed(tx: &mut Tx, org: OrgId, user: UserId, email: &Email) -> Result<()> {
    tx.execute(
        "UPDATE memberships SET email_folded = ?3 WHERE org_id = ?1 AND user_id = ?2",
        params![org, user, email.folded()],
    )
    .await?;
    Ok(())
}

/// … and the name of the account (S1-07).
pub(crate) async fn account_renamed(tx: &mut Tx, org: OrgId, account: AccountId, name: &Name) -> Result<()> {
    tx.execute(
        "UPDATE memberships SET account_name_folded = ?3
         WHERE org_id = ?1 AND account_id = ?2 AND account_name_folded <> ?3",
        params![org, account, name.folded()],
    )
    .await?;
    words::index(tx, org, Whose::Account(account)).await
}

/// What lists say of the person's invitation.
pub(crate) async fn set_invitation(tx: &mut Tx, org: OrgId, user: UserId, state: &str) -> Result<()> {
    tx.execute(
        "UPDATE memberships SET invitation = ?3 WHERE org_id = ?1 AND user_id = ?2 AND invitation <> ?3",
        params![org, user, state],
    )
    .await?;
    Ok(())
}

/// Of two who add a person to an account or take the person out of one, the second waits for the first.
pub(super) async fn hold(change: &mut Change, org: OrgId, user: UserId) -> Result<()> {
    change
        .tx
        .execute("UPDATE users SET kind = kind WHERE org_id = ?1 AND id = ?2", params![org, user])
        .await?;
    Ok(())
}

/// Where else the person is a user, by the addresses of the places. Put in order here: `SQLite` would walk through all
/// places of the organization in that order to find the few of one person.
pub(super) async fn other_places(
    tx: &mut Tx,
    org: OrgId,
    member: &Member,
) -> Result<Vec<(MemberId, AccountId)>> {
    let mut places: Vec<(MemberId, AccountId)> = tx
        .rows(
            "SELECT id, account_id FROM memberships WHERE org_id = ?1 AND user_id = ?2 AND id <> ?3",
            params![org, member.user, member.id],
            |row| Ok((row.get(0)?, row.get(1)?)),
        )
        .await?;
    places.sort_by_key(|(id, _)| id.uuid());
    Ok(places)
}

/// Notes that somebody came into an account.
pub(crate) async fn note_entry(
    change: &mut Change,
    org: OrgId,
    user: UserId,
    account: AccountId,
) -> Result<()> {
    change
        .tx
        .execute(
            "UPDATE memberships SET entered_at = ?4 WHERE org_id = ?1 AND user_id = ?2 AND account_id = ?3",
            params![org, user, account, change.at],
        )
        .await?;
    Ok(())
}

/// Where a person with several accounts comes out after signing in.
pub(crate) async fn set_landing(change: &mut Change, org: OrgId, user: UserId, lands: &str) -> Result<()> {
    change
        .tx
        .execute("UPDATE users SET lands = ?3 WHERE org_id = ?1 AND id = ?2", params![org, user, lands])
        .await?;
    Ok(())
}

pub(crate) async fn note_sign_in(change: &mut Change, org: OrgId, user: UserId) -> Result<()> {
    change
        .tx
        .execute(
            "UPDATE users SET signed_in_at = ?3 WHERE org_id = ?1 AND id = ?2",
            params![org, user, change.at],
        )
        .await?;
    Ok(())
}
