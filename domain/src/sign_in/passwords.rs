//! Passwords: made by Portico or chosen by the person, kept only as a hash.

use db::{Tx, params};
use kernel::{Dice, OrgId, Result, UserId, text::fold};

use super::password_hashing::LONGEST;
use crate::change::Change;

/// The shortest password that a person may choose (C-03: the shipped default).
pub const SHORTEST: usize = 12;

/// A password of 15 characters of all four classes, such as `Cn6~Tc8|Mr0=Rv5` (S0-21): about 63 bits.
/// Letters and digits that are easily mistaken for each other are left out.
pub fn generate(dice: &Dice) -> String {
    let pick = |from: &'static [u8]| dice.pick(from).copied().map_or('x', char::from);
    let mut password = String::with_capacity(15);
    for group in 0..4 {
        if group > 0 {
            password.push(pick(b"~|=+-*/_.:;!?#%"));
        }
        password.push(pick(b"ABCDEFGHJKLMNPQRSTUVWXYZ"));
        password.push(pick(b"abcdefghijkmnpqrstuvwxyz"));
        password.push(pick(b"0123456789"));
    }
    password
}

/// What is wrong with a password that a person chose; the words it must not consist of are in `context`.
pub fn judge(password: &str, context: &[&str]) -> std::result::Result<(), String> {
    let length = password.chars().count();
    if length < SHORTEST {
        return Err(format!("Use at least {SHORTEST} characters; this has {length}."));
    }
    if password.len() > LONGEST {
        return Err(format!("Use at most {LONGEST} bytes; letters without accents are one each."));
    }
    let folded = fold(password);
    let mut rest = folded.clone();
    for word in context.iter().map(|word| fold(word)).filter(|word| word.len() > 3) {
        rest = rest.replace(&word, "");
    }
    let distinct = rest.chars().collect::<std::collections::HashSet<_>>().len();
    let sequence = "abcdefghijklmnopqrstuvwxyz0123456789012345678901234567890qwertyuiopasdfghjklzxcvbnm";
    if distinct < 5 || sequence.contains(&rest) {
        return Err("This is too easy to guess. Use several words that do not belong together.".to_owned());
    }
    Ok(())
}

pub(crate) async fn store(change: &mut Change, org: OrgId, user: UserId, hash: &str) -> Result<()> {
    change
        .tx
        .execute(
            "INSERT INTO passwords (org_id, user_id, hash, changed_at) VALUES (?1, ?2, ?3, ?4)
             ON CONFLICT (org_id, user_id) DO UPDATE SET hash = excluded.hash, changed_at = excluded.changed_at",
            params![org, user, hash, change.at],
        )
        .await?;
    Ok(())
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
    }

    #[test]
    fn c_03_length_counts_and_guessable_ones_are_refused() {
        for good in ["correct horse", "Cn6~Tc8|Mr0=Rv5", "twelve chars"] {
            assert_eq!(judge(good, &["Bright Smile"]), Ok(()), "{good}");
        }
        for bad in ["short", "elevenchars", "aaaaaaaaaaaaaa", "123456789012", "brightsmile1", "qwertyuiopas"]
        {
            assert!(judge(bad, &["brightsmile", "ann"]).is_err(), "{bad}");
        }
    }
}
