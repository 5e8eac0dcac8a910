//! Secrets that open a door: they are shown once, kept only as a hash, and never printed.

use std::fmt;

use data_encoding::BASE64URL_NOPAD;
use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;

use crate::Dice;

/// What a token is good for. A token of one purpose is nothing at another door, because its hash differs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    Session,
    LoginAs,
    ApiKey,
    FirstPassword,
    /// The link of an account, and the browsers that are in by it.
    SecureLink,
    PasswordReset,
    /// By which somebody gets no more announcements.
    Unsubscribe,
    /// By which somebody acknowledges a message.
    Acknowledgement,
    Device,
    /// What a device is asked to sign: to make a passkey, to sign in by one, to show one after the password, and to
    /// give one in place of the password once more.
    PasskeyNew,
    PasskeySignIn,
    PasskeyFactor,
    PasskeyProof,
    /// The link that a calendar program follows.
    CalendarFeed,
    /// Where the provider of text messages brings replies.
    SmsReplies,
}

impl Purpose {
    const fn label(self) -> &'static [u8] {
        match self {
            Self::Session => b"session",
            Self::LoginAs => b"login_as",
            Self::ApiKey => b"api_key",
            Self::FirstPassword => b"first_password",
            Self::SecureLink => b"secure_link",
            Self::PasswordReset => b"password_reset",
            Self::Unsubscribe => b"unsubscribe",
            Self::Acknowledgement => b"acknowledgement",
            Self::Device => b"device",
            Self::PasskeyNew => b"passkey_new",
            Self::PasskeySignIn => b"passkey_sign_in",
            Self::PasskeyFactor => b"passkey_factor",
            Self::PasskeyProof => b"passkey_proof",
            Self::CalendarFeed => b"calendar_feed",
            Self::SmsReplies => b"sms_replies",
        }
    }
}

/// 256 random bits. `Debug` does not show them; `reveal` is called where the person must see them.
#[derive(Clone, PartialEq, Eq)]
pub struct Token([u8; 32]);

/// The SHA-256 of a token and its purpose: all that the database keeps.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct TokenHash([u8; 32]);

impl Token {
    pub fn new(dice: &Dice) -> Self {
        Self(dice.bytes())
    }

    /// Reads what [`Token::reveal`] wrote; `None` for anything else.
    pub fn parse(text: &str) -> Option<Self> {
        BASE64URL_NOPAD.decode(text.as_bytes()).ok()?.try_into().ok().map(Self)
    }

    /// The token itself, 43 characters of base64url.
    pub fn reveal(&self) -> String {
        BASE64URL_NOPAD.encode(&self.0)
    }

    pub fn hash(&self, purpose: Purpose) -> TokenHash {
        let mut sha = Sha256::new();
        sha.update(purpose.label());
        sha.update([0]);
        sha.update(self.0);
        TokenHash(sha.finalize().into())
    }
}

impl fmt::Debug for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Token(redacted)")
    }
}

impl TokenHash {
    pub fn as_bytes(&self) -> &[u8] {
        &self.0
    }
}

/// Whether two secrets are the same, in a time that does not tell how far they agree.
pub fn same(a: &[u8], b: &[u8]) -> bool {
    a.ct_eq(b).into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_is_good_for_one_purpose_and_never_printed() {
        let token = Token::new(&Dice::seeded(1));
        assert_ne!(token.hash(Purpose::Session), token.hash(Purpose::ApiKey));
        assert_eq!(format!("{token:?}"), "Token(redacted)");
        assert_eq!(Token::parse(&token.reveal()).unwrap(), token);
        assert!(Token::parse("").is_none());
        assert!(Token::parse(&format!("{}=", token.reveal())).is_none());
    }

    #[test]
    fn same_compares_whole_values() {
        assert!(same(b"abc", b"abc"));
        assert!(!same(b"abc", b"abd"));
        assert!(!same(b"abc", b"ab"));
    }
}
