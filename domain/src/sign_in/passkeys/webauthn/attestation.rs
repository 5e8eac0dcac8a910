//! What comes with a new key: the authenticator's data, and a statement about the authenticator. None is asked for, so
//! there is none, or one that the key itself has signed.

use minicbor::Decoder;
use minicbor::data::Type;

use super::Wrong;
use super::key::PublicKey;

pub(super) struct Attestation<'a> {
    format: &'a str,
    statement: Statement<'a>,
    pub data: &'a [u8],
}

#[derive(Default)]
struct Statement<'a> {
    members: u64,
    algorithm: Option<i64>,
    signature: Option<&'a [u8]>,
    has_certificates: bool,
}

impl<'a> Attestation<'a> {
    /// None if it is no such CBOR.
    pub fn read(bytes: &'a [u8]) -> Option<Self> {
        let mut decoder = Decoder::new(bytes);
        let (mut format, mut statement, mut data) = (None, None, None);
        for _ in 0..decoder.map().ok()?? {
            match decoder.str().ok()? {
                "fmt" => format = Some(decoder.str().ok()?),
                "attStmt" => statement = Some(Statement::read(&mut decoder)?),
                "authData" => data = Some(decoder.bytes().ok()?),
                _ => decoder.skip().ok()?,
            }
        }
        let whole = decoder.position() == bytes.len();
        whole.then_some(Self { format: format?, statement: statement?, data: data? })
    }

    /// Verify that attStmt is a correct attestation statement of its format, among those that are supported: `none`
    /// (§8.7), and `packed` signed by the key itself (§8.2, self attestation).
    pub fn check(&self, key: &PublicKey<'_>, client_data_hash: &[u8; 32]) -> Result<(), Wrong> {
        let said = &self.statement;
        let right = match self.format {
            "none" => said.members == 0,
            "packed" if !said.has_certificates => {
                let message = [self.data, client_data_hash].concat();
                said.algorithm == Some(key.algorithm())
                    && said.signature.is_some_and(|signature| key.signed(&message, signature))
            }
            _ => false,
        };
        if right { Ok(()) } else { Err(Wrong::Attestation) }
    }
}

impl<'a> Statement<'a> {
    fn read(decoder: &mut Decoder<'a>) -> Option<Self> {
        let mut found = Self { members: decoder.map().ok()??, ..Self::default() };
        for _ in 0..found.members {
            match (decoder.str().ok()?, decoder.datatype().ok()?) {
                ("alg", _) => found.algorithm = Some(decoder.i64().ok()?),
                ("sig", Type::Bytes) => found.signature = Some(decoder.bytes().ok()?),
                ("x5c", _) => {
                    found.has_certificates = true;
                    decoder.skip().ok()?;
                }
                _ => decoder.skip().ok()?,
            }
        }
        Some(found)
    }
}
