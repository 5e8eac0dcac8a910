//! The person's end of a passkey: a device with a key, and a browser around it. Each thing that either says can be made
//! wrong.

use data_encoding::BASE64URL_NOPAD;
use kernel::UserId;
use ring::digest::{SHA256, digest};
use ring::rand::SystemRandom;
use ring::signature::{ECDSA_P256_SHA256_ASN1_SIGNING, EcdsaKeyPair, Ed25519KeyPair, KeyPair};

/// The person touched the device, which made sure who it was.
pub const PRESENT: u8 = 1;
pub const VERIFIED: u8 = 4;
/// The key may be synced, and is.
pub const SYNCABLE: u8 = 8;
pub const SYNCED: u8 = 16;
const NEW_KEY: u8 = 64;

enum Pair {
    P256(EcdsaKeyPair),
    Ed25519(Ed25519KeyPair),
}

pub struct Device {
    pair: Pair,
    /// What the key is called.
    pub id: Vec<u8>,
    /// Whose it is.
    pub handle: Vec<u8>,
    /// For which host.
    pub party: String,
    pub flags: u8,
    /// Zero where the device does not count.
    pub count: u32,
    /// What the browser says about the page.
    pub origin: String,
    pub framed: bool,
    /// In place of `webauthn.create` and `webauthn.get`.
    pub ceremony: Option<&'static str>,
    /// The statement about the device, where it is none of those there are.
    pub format: Option<&'static str>,
}

/// What is sent after a key was made; both in base64url.
pub struct NewKey {
    pub client_data: String,
    pub attestation: String,
}

/// What is sent after something was signed; all in base64url.
#[derive(Clone)]
pub struct Answer {
    pub credential: String,
    pub client_data: String,
    pub authenticator_data: String,
    pub signature: String,
    pub user_handle: String,
}

impl Device {
    /// One with a key on P-256 that counts, in a browser at the host of an organization.
    pub fn at(host: &str, user: UserId) -> Self {
        let dice = SystemRandom::new();
        let key = EcdsaKeyPair::generate_pkcs8(&ECDSA_P256_SHA256_ASN1_SIGNING, &dice).expect("a key");
        let key = EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_ASN1_SIGNING, key.as_ref(), &dice);
        Self::with(Pair::P256(key.expect("a key")), host, user)
    }

    /// One with a key on Curve25519 that is synced and does not count, and whose statement is signed by itself.
    pub fn synced_at(host: &str, user: UserId) -> Self {
        let key = Ed25519KeyPair::generate_pkcs8(&SystemRandom::new()).expect("a key");
        let key = Ed25519KeyPair::from_pkcs8(key.as_ref()).expect("a key");
        let device = Self::with(Pair::Ed25519(key), host, user);
        Self { count: 0, flags: PRESENT | VERIFIED | SYNCABLE | SYNCED, format: Some("packed"), ..device }
    }

    fn with(pair: Pair, host: &str, user: UserId) -> Self {
        let public = match &pair {
            Pair::P256(key) => key.public_key().as_ref().to_vec(),
            Pair::Ed25519(key) => key.public_key().as_ref().to_vec(),
        };
        Self {
            pair,
            id: digest(&SHA256, &public).as_ref()[..16].to_vec(),
            handle: user.uuid().as_bytes().to_vec(),
            party: host.to_owned(),
            flags: PRESENT | VERIFIED,
            count: 1,
            origin: format!("http://{host}"),
            framed: false,
            ceremony: None,
            format: None,
        }
    }

    /// Makes the key, as the browser was asked to.
    pub fn make(&self, challenge: &str) -> NewKey {
        let client_data = self.client_data("webauthn.create", challenge);
        let mut data = self.head(NEW_KEY);
        data.extend([0; 16]);
        data.extend(u16::try_from(self.id.len()).expect("a short name").to_be_bytes());
        data.extend(&self.id);
        data.extend(self.public_key());
        let statement = match self.format {
            Some("packed") => {
                let signature = self.signature(&data, &client_data);
                [vec![0xa2], text("alg"), vec![self.algorithm()], text("sig"), bytes(&signature)].concat()
            }
            Some("false") => {
                [vec![0xa2], text("alg"), vec![self.algorithm()], text("sig"), bytes(&[7; 70])].concat()
            }
            _ => vec![0xa0],
        };
        let format = match self.format {
            None => "none",
            Some("false") => "packed",
            Some(other) => other,
        };
        let attestation = [
            vec![0xa3],
            text("fmt"),
            text(format),
            text("attStmt"),
            statement,
            text("authData"),
            bytes(&data),
        ]
        .concat();
        NewKey {
            client_data: BASE64URL_NOPAD.encode(client_data.as_bytes()),
            attestation: BASE64URL_NOPAD.encode(&attestation),
        }
    }

    /// Signs what the browser was asked to have signed, and counts on.
    pub fn sign(&mut self, challenge: &str) -> Answer {
        if self.count > 0 {
            self.count += 1;
        }
        let client_data = self.client_data("webauthn.get", challenge);
        let data = self.head(0);
        let signature = self.signature(&data, &client_data);
        Answer {
            credential: BASE64URL_NOPAD.encode(&self.id),
            client_data: BASE64URL_NOPAD.encode(client_data.as_bytes()),
            authenticator_data: BASE64URL_NOPAD.encode(&data),
            signature: BASE64URL_NOPAD.encode(&signature),
            user_handle: BASE64URL_NOPAD.encode(&self.handle),
        }
    }

    fn client_data(&self, ceremony: &str, challenge: &str) -> String {
        format!(
            r#"{{"type":"{}","challenge":"{challenge}","origin":"{}","crossOrigin":{},"other":[1]}}"#,
            self.ceremony.unwrap_or(ceremony),
            self.origin,
            self.framed
        )
    }

    fn head(&self, more: u8) -> Vec<u8> {
        let mut data = digest(&SHA256, self.party.as_bytes()).as_ref().to_vec();
        data.push(self.flags | more);
        data.extend(self.count.to_be_bytes());
        data
    }

    fn signature(&self, data: &[u8], client_data: &str) -> Vec<u8> {
        let message = [data, digest(&SHA256, client_data.as_bytes()).as_ref()].concat();
        match &self.pair {
            Pair::P256(key) => {
                key.sign(&SystemRandom::new(), &message).expect("a signature").as_ref().to_vec()
            }
            Pair::Ed25519(key) => key.sign(&message).as_ref().to_vec(),
        }
    }

    /// -7 or -8, as CBOR writes it.
    const fn algorithm(&self) -> u8 {
        match self.pair {
            Pair::P256(_) => 0x26,
            Pair::Ed25519(_) => 0x27,
        }
    }

    /// In COSE's form.
    fn public_key(&self) -> Vec<u8> {
        match &self.pair {
            Pair::P256(key) => {
                let point = key.public_key().as_ref();
                let head = vec![0xa5, 1, 2, 3, 0x26, 0x20, 1, 0x21];
                [head, bytes(&point[1..33]), vec![0x22], bytes(&point[33..])].concat()
            }
            Pair::Ed25519(key) => {
                let head = vec![0xa4, 1, 1, 3, 0x27, 0x20, 6, 0x21];
                [head, bytes(key.public_key().as_ref())].concat()
            }
        }
    }
}

fn text(text: &str) -> Vec<u8> {
    [head(0x60, text.len()), text.as_bytes().to_vec()].concat()
}

fn bytes(bytes: &[u8]) -> Vec<u8> {
    [head(0x40, bytes.len()), bytes.to_vec()].concat()
}

/// The kind of an item of CBOR, and its length.
fn head(kind: u8, length: usize) -> Vec<u8> {
    match u8::try_from(length) {
        Ok(length @ ..24) => vec![kind | length],
        Ok(length) => vec![kind | 0x18, length],
        Err(_) => {
            let length = u16::try_from(length).expect("something short").to_be_bytes();
            vec![kind | 0x19, length[0], length[1]]
        }
    }
}
