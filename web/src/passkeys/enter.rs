//! A passkey as the second factor, after the right password.

use domain::sign_in::passkeys;
use kernel::Error;

use super::{options, party, signed};
use crate::entrance::landing;
use crate::factors;
use crate::{Answer, Fields, LocalPath, Visitor, redirect};

pub(super) async fn challenge(visitor: Visitor, fields: Fields) -> Answer {
    fields.only(&[])?;
    let asked = passkeys::ask_as_factor(visitor.house(), &visitor.who).await?;
    Ok(options::get(&party(&visitor.site, &visitor.who.organization)?, &asked))
}

pub(super) async fn enter(visitor: Visitor, fields: Fields) -> Answer {
    let signed = signed(&fields)?;
    let party = party(&visitor.site, &visitor.who.organization)?;
    match passkeys::enter(visitor.house(), &visitor.who, &party, &signed).await {
        Ok(token) => {
            let to = landing(visitor.who.actor.kind(), fields.optional("return_to"));
            Ok(factors::with_token(&visitor, redirect(&to), &token))
        }
        Err(Error::NotFound) => Ok(redirect(&LocalPath::or(Some("/second-factor"), "/"))),
        Err(error) => factors::not_entered(&visitor, fields.get("return_to"), error).await,
    }
}
