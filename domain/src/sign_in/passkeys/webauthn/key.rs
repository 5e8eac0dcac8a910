//! Public keys in COSE's form (RFC 9052, RFC 9053), and whether one of them signed something.

use minicbor::Decoder;
use minicbor::data::Type;
use ring::signature::{
    ECDSA_P256_SHA256_ASN1, ED25519, RSA_PKCS1_2048_8192_SHA256, RsaPublicKeyComponents, UnparsedPublicKey,
};

const ES256: i64 = -7;
const EDDSA: i64 = -8;
const RS256: i64 = -257;

/// What authenticators are asked for, the best first: between them they have all that are sold.
pub const ALGORITHMS: [i64; 3] = [ES256, EDDSA, RS256];

#[derive(Debug, PartialEq, Eq)]
pub(super) enum PublicKey<'a> {
    /// ECDSA on P-256: both coordinates of the point.
    Es256(&'a [u8], &'a [u8]),
    /// Ed25519.
    EdDsa(&'a [u8]),
    /// RSASSA-PKCS1-v1_5: modulus and exponent.
    Rs256(&'a [u8], &'a [u8]),
}

/// The members of a key map that the three kinds have.
#[derive(Default)]
struct Members<'a> {
    kind: Option<i64>,
    algorithm: Option<i64>,
    curve: Option<i64>,
    /// -1, -2 and -3, where they are byte strings.
    bytes: [Option<&'a [u8]>; 3],
}

impl<'a> PublicKey<'a> {
    /// None for any other kind of key, and for one that is not written as its kind is.
    pub fn read(cose: &'a [u8]) -> Option<Self> {
        let members = members(cose)?;
        let of = |length: usize| move |part: &&[u8]| part.len() == length;
        let [first, second, third] = members.bytes;
        match (members.kind?, members.algorithm?, members.curve) {
            (2, ES256, Some(1)) => {
                Some(Self::Es256(second.filter(of(32))?, third.filter(of(32))?)).filter(|_| first.is_none())
            }
            (1, EDDSA, Some(6)) => Some(Self::EdDsa(second.filter(of(32))?)).filter(|_| third.is_none()),
            (3, RS256, None) => {
                // 2048 to 8192 bits, as far as the signature is checked.
                let modulus = first.filter(|n| (256..=1024).contains(&n.len()))?;
                let exponent = second.filter(|e| (1..=4).contains(&e.len()))?;
                Some(Self::Rs256(modulus, exponent)).filter(|_| third.is_none())
            }
            _ => None,
        }
    }

    pub const fn algorithm(&self) -> i64 {
        match self {
            Self::Es256(..) => ES256,
            Self::EdDsa(_) => EDDSA,
            Self::Rs256(..) => RS256,
        }
    }

    pub fn signed(&self, message: &[u8], signature: &[u8]) -> bool {
        match self {
            Self::Es256(x, y) => {
                let point = [[4].as_slice(), x, y].concat();
                UnparsedPublicKey::new(&ECDSA_P256_SHA256_ASN1, point).verify(message, signature).is_ok()
            }
            Self::EdDsa(x) => UnparsedPublicKey::new(&ED25519, x).verify(message, signature).is_ok(),
            Self::Rs256(n, e) => {
                let key = RsaPublicKeyComponents { n, e };
                key.verify(&RSA_PKCS1_2048_8192_SHA256, message, signature).is_ok()
            }
        }
    }
}

fn members(cose: &[u8]) -> Option<Members<'_>> {
    let mut decoder = Decoder::new(cose);
    let mut found = Members::default();
    for _ in 0..decoder.map().ok()?? {
        let label = decoder.i64().ok()?;
        let is_bytes = decoder.datatype().ok()? == Type::Bytes;
        match (label, is_bytes) {
            (1, false) => found.kind = Some(decoder.i64().ok()?),
            (3, false) => found.algorithm = Some(decoder.i64().ok()?),
            (-1, false) => found.curve = Some(decoder.i64().ok()?),
            (-3..=-1, true) => {
                let place = usize::try_from(-label - 1).ok()?;
                *found.bytes.get_mut(place)? = Some(decoder.bytes().ok()?);
            }
            _ => return None,
        }
    }
    (decoder.position() == cose.len()).then_some(found)
}

#[cfg(test)]
mod tests {
    use data_encoding::BASE64URL_NOPAD;

    use super::*;

    const MODULUS: &str = "rbyFLY4MaEA_e8pi-l7mcR_BLsvraaWU5Nh6CZ1K8F7H0ZT05fXZCVcsbOkXsxy8VAsBCC2mW6_Eng0mpzUR7SL4J2Ec9eVn\
        WXduynC0HG4qrWjH2CwHJZYAXgO0sCayYw15GXLoI-DAhJ4-y90c9SL3APsiQ-XNJqqsXfR0yerICq7aTVbHKcIqlSfMb9GL\
        dLr3ZsDb54VECuowTy6Lpd4uiIhDBwsPoj6qHT8x1oR0h1mUE8B_zPbKsSgVaEXiupQefsR511jXDKwjdopzhtNrXqZdPsCy\
        U8rm7Ipats90UmSItTyXf7cQW-BUErulSjC6-_c_ITEZkR_Y_jtNKQ";
    /// Of that key, over `a message`.
    const SIGNATURE: &str = "ipackLUfjnrTp71uv0swEpfvk5vcvVcL5YHQ4wQSPG3qPkPYCihkgkl7JC_VXGEvwHwFbZfum30sQuxDCDeg9yxVt4cpIwox\
        WZDDk0WQeQB44gzUw-VfRSzOvdz832P1GdGR5pclRCQm_aJh0HuOTtz4I8elFrZOd5GG9I72dYT-YshWhXHcHpGdi5IaOQoM\
        UJYZIsglRail14ODM-_XxXKpEBEt3_jxMWGKHlBH67NpX638MwFLeinTWS34x10mpi2RS3YVklagVn_NJHfb_4Sv4UbbIDQn\
        GU9_TzNbWlY1zdAXn1Hh0AwLZiJ2ynydXETK25duRmFvBtietQYQ0w";

    fn decoded(text: &str) -> Vec<u8> {
        BASE64URL_NOPAD.decode(text.as_bytes()).unwrap()
    }

    /// Kind 3 with this algorithm, modulus and exponent.
    fn rsa(algorithm: [u8; 3], modulus: &[u8], exponent: &[u8]) -> Vec<u8> {
        let head = [[0xa4, 1, 3, 3].as_slice(), &algorithm, &[0x20, 0x59, 1, 0]].concat();
        [head, modulus.to_vec(), vec![0x21, 0x43], exponent.to_vec()].concat()
    }

    #[test]
    fn an_rsa_key_is_read_and_its_signature_holds_for_its_message_alone() {
        let cose = rsa([0x39, 1, 0], &decoded(MODULUS), &[1, 0, 1]);
        let key = PublicKey::read(&cose).unwrap();
        assert_eq!(key.algorithm(), -257);
        let signature = decoded(SIGNATURE);
        assert!(key.signed(b"a message", &signature));
        assert!(!key.signed(b"another message", &signature));
        assert!(!key.signed(b"a message", &signature[1..]));
        assert!(!key.signed(b"a message", &[]));
    }

    #[test]
    fn whatever_is_no_key_of_the_three_kinds_is_none() {
        let modulus = decoded(MODULUS);
        let good = rsa([0x39, 1, 0], &modulus, &[1, 0, 1]);
        let x = [[0x58, 32].as_slice(), &[9; 32]].concat();
        let ed25519 = [[0xa4, 1, 1, 3, 0x27, 0x20, 6, 0x21].as_slice(), &x].concat();
        assert_eq!(PublicKey::read(&ed25519), Some(PublicKey::EdDsa(&[9; 32])));
        for not in [
            Vec::new(),
            vec![0xa0],
            vec![0xff],
            vec![0xbf, 0xff],
            vec![0x9f; 300],
            vec![0xbb, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff],
            good[..good.len() - 1].to_vec(),
            [good.as_slice(), &[0]].concat(),
            // RSA with SHA-512, and with SHA-1.
            rsa([0x39, 1, 2], &modulus, &[1, 0, 1]),
            rsa([0x39, 0xff, 0xfe], &modulus, &[1, 0, 1]),
            // ECDSA on a curve without its second coordinate, and on P-384's.
            [[0xa4, 1, 2, 3, 0x26, 0x20, 1, 0x21].as_slice(), &x].concat(),
            [[0xa5, 1, 2, 3, 0x26, 0x20, 2, 0x21].as_slice(), &x, &[0x22], &x].concat(),
            // Ed448.
            [[0xa4, 1, 1, 3, 0x27, 0x20, 7, 0x21].as_slice(), &x].concat(),
        ] {
            assert_eq!(PublicKey::read(&not), None, "{not:?}");
        }
    }
}
