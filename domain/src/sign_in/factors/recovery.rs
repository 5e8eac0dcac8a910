//! Ten codes for when the app is lost: 120 random bits each, kept as a hash, good once.

use data_encoding::BASE32_NOPAD;
use db::params;
use kernel::{Dice, OrgId, Result, UserId};
use sha2::{Digest, Sha256};

use crate::change::Change;

pub(super) const HOW_MANY: usize = 10;
const CHARACTERS: usize = 24;

/// `ABCD-EFGH-…`, as it is shown and written down.
fn generate(dice: &Dice) -> String {
    let text = BASE32_NOPAD.encode(&dice.bytes::<15>());
    let groups: Vec<&str> =
        text.as_bytes().chunks(4).filter_map(|four| std::str::from_utf8(four).ok()).collect();
    groups.join("-")
}

/// What was written, as it is hashed; none if it cannot be such a code.
pub(super) fn read(written: &str) -> Option<String> {
    let plain: String = written
        .chars()
        .filter(|c| !c.is_whitespace() && *c != '-')
        .map(|c| c.to_ascii_uppercase())
        .take(CHARACTERS + 1)
        .collect();
    (plain.len() == CHARACTERS && plain.bytes().all(|b| b.is_ascii_alphanumeric())).then_some(plain)
}

/// The hash also covers whose the code is: it is good for nobody else.
fn hash(user: UserId, plain: &str) -> Vec<u8> {
    Sha256::digest(format!("recovery\0{user}\0{plain}")).to_vec()
}

/// Makes ten new ones; those before are dead.
pub(in crate::sign_in) async fn renew(change: &mut Change, org: OrgId, user: UserId) -> Result<Vec<String>> {
    let before = "DELETE FROM recovery_codes WHERE org_id = ?1 AND user_id = ?2";
    change.tx.execute(before, params![org, user]).await?;
    let mut codes = Vec::with_capacity(HOW_MANY);
    for _ in 0..HOW_MANY {
        let code = generate(&change.dice);
        let kept = hash(user, &code.replace('-', ""));
        change
            .tx
            .execute(
                "INSERT INTO recovery_codes (org_id, user_id, code_hash, created_at) VALUES (?1, ?2, ?3, ?4)",
                params![org, user, kept.as_slice(), change.at],
            )
            .await?;
        codes.push(code);
    }
    Ok(codes)
}

/// Spends a code; of several who do so at once, one succeeds.
pub(super) async fn spend(change: &mut Change, org: OrgId, user: UserId, plain: &str) -> Result<bool> {
    let spent = change
        .tx
        .execute(
            "DELETE FROM recovery_codes WHERE org_id = ?1 AND user_id = ?2 AND code_hash = ?3",
            params![org, user, hash(user, plain).as_slice()],
        )
        .await?;
    Ok(spent == 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_read_however_it_is_written() {
        let code = generate(&Dice::seeded(1));
        assert_eq!(code.len(), 29, "{code}");
        let plain = code.replace('-', "");
        for written in
            [code.clone(), plain.clone(), code.to_lowercase(), format!(" {} ", code.replace('-', " "))]
        {
            assert_eq!(read(&written).as_deref(), Some(plain.as_str()), "{written}");
        }
        for not in ["", "123456", &format!("{plain}A"), &"é".repeat(24)] {
            assert_eq!(read(not), None, "{not}");
        }
    }
}
