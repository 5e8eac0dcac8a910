//! A passkey in place of the password once more.

use domain::sign_in::passkeys;

use super::{options, party, signed};
use crate::factors;
use crate::{Answer, Fields, Visitor, redirect};

pub(super) async fn challenge(visitor: Visitor, fields: Fields) -> Answer {
    fields.only(&[])?;
    let asked = passkeys::ask_as_proof(visitor.house(), &visitor.who).await?;
    Ok(options::get(&party(&visitor.site, &visitor.who.organization)?, &asked))
}

pub(super) async fn prove(visitor: Visitor, fields: Fields) -> Answer {
    let signed = signed(&fields)?;
    let party = party(&visitor.site, &visitor.who.organization)?;
    let back = fields.get("return_to");
    match passkeys::prove(visitor.house(), &visitor.who, &party, &signed).await {
        Ok(token) => {
            Ok(factors::with_token(&visitor, redirect(&factors::after_proof(&visitor, back)), &token))
        }
        Err(error) => factors::not_proved(&visitor, back, error).await,
    }
}
