//! The secret of an endpoint, and what it signs: HMAC-SHA256 over id, time and body (Standard Webhooks 1.0).

use data_encoding::BASE64;
use kernel::{Dice, Span};
use ring::hmac;

/// How long the secret before the present one still signs.
pub const OVERLAP: Span = Span::hours(24);
const PREFIX: &str = "whsec_";

/// A new one: 256 random bits.
pub(crate) fn new(dice: &Dice) -> Vec<u8> {
    let bytes: [u8; 32] = dice.bytes();
    bytes.to_vec()
}

/// As it is shown, once.
pub(crate) fn shown(secret: &[u8]) -> String {
    format!("{PREFIX}{}", BASE64.encode(secret))
}

/// `v1,…`, one for each secret, with spaces between them.
pub(crate) fn signatures(secrets: &[Vec<u8>], id: &str, seconds: i64, body: &str) -> String {
    let signed = format!("{id}.{seconds}.{body}");
    let each = secrets.iter().map(|secret| {
        let key = hmac::Key::new(hmac::HMAC_SHA256, secret);
        format!("v1,{}", BASE64.encode(hmac::sign(&key, signed.as_bytes()).as_ref()))
    });
    each.collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The example of the specification.
    #[test]
    fn the_signature_is_that_of_the_standard() {
        let secret = BASE64.decode(b"MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw").unwrap();
        let body = r#"{"test": 2432232314}"#;
        let signed = signatures(&[secret], "msg_p5jXN8AQM9LWM0D4loKWxJek", 1_614_265_330, body);
        assert_eq!(signed, "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
    }
}
