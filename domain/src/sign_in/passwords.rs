//! Passwords: made by Portico or chosen by the person, kept only as a hash.

use db::{Tx, params};
use kernel::{Dice, OrgId, Result, Span, Timestamp, UserId};

use crate::change::Change;
use crate::house::House;
use crate::notices::{self, Channel, Letter, LetterKind};
use crate::people::invitations;

/// How long a password that somebody else knows opens the page on which another one is chosen (ASVS 6.4.1).
const TEMPORARY: Span = Span::hours(72);

/// A password of 15 characters of all four classes, such as `Cn6~Tc8|Mr0=Rv5` (S0-21): about 63 bits.
/// Letters and digits that are easily mistaken for each other are left out.
pub fn generate(dice: &Dice) -> String {
    generate_for(dice, 15)
}

/// The same, with more groups where the organization asks for longer ones.
pub fn generate_for(dice: &Dice, shortest: usize) -> String {
    // Three characters a group and one between two of them.
    let groups = shortest.saturating_add(1).div_ceil(4).max(4);
    let pick = |from: &'static [u8]| dice.pick(from).copied().map_or('x', char::from);
    let mut password = String::with_capacity(groups * 4);
    for group in 0..groups {
        if group > 0 {
            password.push(pick(b"~|=+-*/_.:;!?#%"));
        }
        password.push(pick(b"ABCDEFGHJKLMNPQRSTUVWXYZ"));
        password.push(pick(b"abcdefghijkmnpqrstuvwxyz"));
        password.push(pick(b"0123456789"));
    }
    password
}

/// Keeps a password that the person chose, or means to keep.
pub(crate) async fn store(change: &mut Change, org: OrgId, user: UserId, hash: &str) -> Result<()> {
    keep(change, org, user, hash, None).await
}

/// Keeps a password that somebody else made: whoever signs in with it chooses another one before anything opens
/// (C-05), and after three days it opens nothing.
pub(crate) async fn store_temporary(change: &mut Change, org: OrgId, user: UserId, hash: &str) -> Result<()> {
    let until = change.at + TEMPORARY;
    keep(change, org, user, hash, Some(until)).await
}

/// A password made by Portico, with its hash. It is printed nowhere but in the letter that brings it.
pub(crate) struct Temporary {
    password: String,
    hash: String,
}

impl Temporary {
    pub async fn make(house: &House, shortest: usize) -> Result<Self> {
        let password = generate_for(&house.dice, shortest);
        let hash = house.passwords.hash(&password, &house.dice).await?;
        Ok(Self { password, hash })
    }

    pub fn reveal(&self) -> &str {
        &self.password
    }

    pub fn hash(&self) -> &str {
        &self.hash
    }
}

/// Whether the person has a password that is meant to stay.
pub(crate) async fn is_kept(tx: &mut Tx, org: OrgId, user: UserId) -> Result<bool> {
    let sql = "SELECT 1 FROM passwords WHERE org_id = ?1 AND user_id = ?2 AND temporary_until IS NULL";
    Ok(tx.row(sql, params![org, user], |_| Ok(())).await?.is_some())
}

/// A temporary password opens nothing any more; one that the person chose stays.
pub(crate) async fn forget_temporary(tx: &mut Tx, org: OrgId, user: UserId) -> Result<()> {
    let sql = "DELETE FROM passwords WHERE org_id = ?1 AND user_id = ?2 AND temporary_until IS NOT NULL";
    tx.execute(sql, params![org, user]).await?;
    Ok(())
}

/// A password that came with an invitation opens one session, in which another one is chosen. False if it has opened
/// one already: of fifty who sign in with it at the same moment, one is first (ASVS 6.4.1).
pub(super) async fn spend(change: &mut Change, org: OrgId, user: UserId) -> Result<bool> {
    if !invitations::brought_password(&mut change.tx, org, user).await? {
        return Ok(true);
    }
    let spent = change
        .tx
        .execute(
            "UPDATE passwords SET temporary_until = ?3 WHERE org_id = ?1 AND user_id = ?2 AND temporary_until > ?3",
            params![org, user, change.at],
        )
        .await?;
    Ok(spent == 1)
}

async fn keep(
    change: &mut Change,
    org: OrgId,
    user: UserId,
    hash: &str,
    temporary_until: Option<Timestamp>,
) -> Result<()> {
    change
        .tx
        .execute(
            "INSERT INTO passwords (org_id, user_id, hash, changed_at, temporary_until) VALUES (?1, ?2, ?3, ?4, ?5)
             ON CONFLICT (org_id, user_id) DO UPDATE SET hash = excluded.hash, changed_at = excluded.changed_at,
                 temporary_until = excluded.temporary_until",
            params![org, user, hash, change.at, temporary_until],
        )
        .await?;
    Ok(())
}

/// Tells the person that the password is another one now.
pub(crate) async fn tell(change: &mut Change, org: OrgId, user: UserId, email: &str) -> Result<()> {
    let letter = Letter {
        kind: LetterKind::PasswordChanged,
        channel: Channel::Email,
        to: email.to_owned(),
        user: Some(user),
        account: None,
        data: serde_json::Value::Null,
        ends_at: None,
    };
    notices::put(change, org, letter).await?;
    Ok(())
}

pub(crate) async fn hash_of(tx: &mut Tx, org: OrgId, user: UserId) -> Result<Option<String>> {
    Ok(tx
        .row("SELECT hash FROM passwords WHERE org_id = ?1 AND user_id = ?2", params![org, user], |row| {
            row.get(0)
        })
        .await?)
}

pub(crate) async fn forget(tx: &mut Tx, org: OrgId, user: UserId) -> Result<()> {
    tx.execute("DELETE FROM passwords WHERE org_id = ?1 AND user_id = ?2", params![org, user]).await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn s0_21_a_generated_password_has_fifteen_characters_of_four_classes() {
        let dice = Dice::seeded(3);
        for _ in 0..200 {
            let password = generate(&dice);
            assert_eq!(password.chars().count(), 15, "{password}");
            assert!(password.chars().any(|c| c.is_ascii_uppercase()), "{password}");
            assert!(password.chars().any(|c| c.is_ascii_lowercase()), "{password}");
            assert!(password.chars().any(|c| c.is_ascii_digit()), "{password}");
            assert!(password.chars().any(|c| c.is_ascii_punctuation()), "{password}");
        }
        for (shortest, length) in [(6, 15), (15, 15), (16, 19), (128, 131)] {
            assert_eq!(generate_for(&dice, shortest).len(), length);
        }
    }
}
