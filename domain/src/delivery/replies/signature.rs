//! Whether a request comes from the provider: it signs the address and the fields of its form, as Twilio does.

use std::fmt;

use data_encoding::BASE64;
use kernel::same;
use ring::hmac;

/// What the provider signs with; never printed.
#[derive(Clone)]
pub struct SigningKey(String);

impl fmt::Debug for SigningKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SigningKey(redacted)")
    }
}

impl SigningKey {
    pub fn new(key: impl Into<String>) -> Self {
        Self(key.into())
    }

    /// Whether the signature is of this request: of the address, and after it each field with its value, in the order of
    /// their names.
    pub fn has_signed(&self, address: &str, fields: &[(String, String)], signature: &str) -> bool {
        same(self.signature(address, fields).as_bytes(), signature.as_bytes())
    }

    /// What the provider writes beside such a request.
    pub fn signature(&self, address: &str, fields: &[(String, String)]) -> String {
        let mut sorted: Vec<&(String, String)> = fields.iter().collect();
        sorted.sort();
        let mut signed = address.to_owned();
        for (name, value) in sorted {
            signed.push_str(name);
            signed.push_str(value);
        }
        let key = hmac::Key::new(hmac::HMAC_SHA1_FOR_LEGACY_USE_ONLY, self.0.as_bytes());
        BASE64.encode(hmac::sign(&key, signed.as_bytes()).as_ref())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_request_is_signed_as_twilio_signs_it() {
        let field = |name: &str, value: &str| (name.to_owned(), value.to_owned());
        let fields = [
            field("From", "+14158675309"),
            field("CallSid", "CA1234567890ABCDE"),
            field("To", "+18005551212"),
            field("Digits", "1234"),
            field("Caller", "+14158675309"),
        ];
        let (key, address) = (SigningKey::new("12345"), "https://mycompany.com/myapp.php?foo=1&bar=2");
        let signature = "RSOYDt4T1cUTdK1PDd93/VVr8B8=";
        assert!(key.has_signed(address, &fields, signature));
        for (key, address, fields, signature) in [
            (&SigningKey::new("12346"), address, &fields[..], signature),
            (&key, "https://mycompany.com/", &fields[..], signature),
            (&key, address, &fields[1..], signature),
            (&key, address, &fields[..], ""),
        ] {
            assert!(!key.has_signed(address, fields, signature));
        }
        assert_eq!(format!("{key:?}"), "SigningKey(redacted)");
    }
}
