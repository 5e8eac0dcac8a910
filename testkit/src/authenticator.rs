//! The person's end of a second factor: an app that knows the secret and the time, and nothing of Portico.

use kernel::{Span, Timestamp};
use ring::hmac;

/// What the app shows at this moment; `secret` as it is typed into the app.
pub fn code_at(secret: &str, at: Timestamp) -> String {
    let plain: String = secret.chars().filter(|c| !c.is_whitespace()).collect();
    let key = data_encoding::BASE32_NOPAD.decode(plain.as_bytes()).expect("a secret in base32");
    let key = hmac::Key::new(hmac::HMAC_SHA1_FOR_LEGACY_USE_ONLY, &key);
    let step = at.micros() / Span::seconds(30).as_micros();
    let mac = hmac::sign(&key, &step.to_be_bytes());
    let mac = mac.as_ref();
    let offset = usize::from(mac[19] & 15);
    let four = mac[offset..offset + 4].iter().fold(0u32, |sum, byte| (sum << 8) | u32::from(*byte));
    format!("{:06}", (four & 0x7fff_ffff) % 1_000_000)
}
