//! Codes of six digits that change every thirty seconds (RFC 6238 with SHA-1), as pure functions.

use std::fmt;

use data_encoding::BASE32_NOPAD;
use kernel::{Dice, Timestamp, same};
use ring::hmac;
use url::form_urlencoded::byte_serialize;

const SECONDS: i64 = 30;
pub(super) const DIGITS: usize = 6;

/// What the app and Portico share. Never printed; shown once, while it is set up.
#[derive(Clone, PartialEq, Eq)]
pub(super) struct Secret(Vec<u8>);

impl Secret {
    pub fn new(dice: &Dice) -> Self {
        Self(dice.bytes::<20>().to_vec())
    }

    pub const fn stored(bytes: Vec<u8>) -> Self {
        Self(bytes)
    }

    pub fn as_bytes(&self) -> &[u8] {
        &self.0
    }

    /// As it is typed into an app.
    pub fn base32(&self) -> String {
        BASE32_NOPAD.encode(&self.0)
    }

    /// The address that an app opens; everything it does not say is as apps assume it.
    pub fn uri(&self, organization: &str, email: &str) -> String {
        // A plus is no space there.
        let encoded = |text: &str| byte_serialize(text.as_bytes()).collect::<String>().replace('+', "%20");
        let issuer = encoded(organization);
        format!("otpauth://totp/{issuer}:{}?secret={}&issuer={issuer}", encoded(email), self.base32())
    }

    /// The step that this code is of: the present one, the one before or the one after, if it is later than the last
    /// one that was accepted.
    pub fn step_of(&self, code: &str, now: Timestamp, last: i64) -> Option<i64> {
        let present = step_at(now);
        let mut steps = [present, present - 1, present + 1].into_iter();
        steps.find(|step| *step > last && same(self.code(*step).as_bytes(), code.as_bytes()))
    }

    /// The code of a step (RFC 4226, 5.3).
    pub(super) fn code(&self, step: i64) -> String {
        let key = hmac::Key::new(hmac::HMAC_SHA1_FOR_LEGACY_USE_ONLY, &self.0);
        let mac = hmac::sign(&key, &step.to_be_bytes());
        let mac = mac.as_ref();
        let offset = usize::from(mac.last().copied().unwrap_or_default() & 0x0f);
        let four = mac.get(offset..offset + 4).and_then(|four| <[u8; 4]>::try_from(four).ok());
        let number = four.map_or(0, u32::from_be_bytes) & 0x7fff_ffff;
        format!("{:0DIGITS$}", number % 1_000_000)
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(redacted)")
    }
}

/// The number of thirty seconds since 1970.
pub(super) const fn step_at(now: Timestamp) -> i64 {
    now.micros().div_euclid(1_000_000 * SECONDS)
}

#[cfg(test)]
mod tests {
    use super::*;
    use kernel::Span;

    fn rfc() -> Secret {
        Secret::stored(b"12345678901234567890".to_vec())
    }

    const fn at(second: i64) -> Timestamp {
        Timestamp::from_micros(second * 1_000_000)
    }

    #[test]
    fn the_codes_are_those_of_rfc_6238() {
        for (second, code) in [
            (59, "287082"),
            (1_111_111_109, "081804"),
            (1_111_111_111, "050471"),
            (1_234_567_890, "005924"),
            (2_000_000_000, "279037"),
            (20_000_000_000, "353130"),
        ] {
            assert_eq!(rfc().code(step_at(at(second))), code, "{second}");
        }
    }

    #[test]
    fn one_step_before_and_after_are_accepted_and_none_twice() {
        let now = at(1_111_111_111);
        let step = step_at(now);
        for (off, accepted) in [(-2, false), (-1, true), (0, true), (1, true), (2, false)] {
            let code = rfc().code(step + off);
            assert_eq!(rfc().step_of(&code, now, 0), accepted.then_some(step + off), "{off}");
            assert_eq!(rfc().step_of(&code, now, step + off), None, "{off} a second time");
        }
        assert_eq!(rfc().step_of("000000", now, 0), None);
        assert_eq!(rfc().step_of("", now, 0), None);
        assert_eq!(step_at(now + Span::seconds(30)), step + 1);
    }

    #[test]
    fn an_app_reads_the_secret_and_a_log_does_not() {
        assert_eq!(rfc().base32(), "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");
        assert_eq!(format!("{:?}", rfc()), "Secret(redacted)");
        assert_eq!(
            rfc().uri("Harbor & Line", "a+b@x.example"),
            "otpauth://totp/Harbor%20%26%20Line:a%2Bb%40x.example\
             ?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Harbor%20%26%20Line"
        );
    }
}
