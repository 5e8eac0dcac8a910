//! Adding a passkey: in the profile, or at the entrance where a role asks for a second factor.

use domain::sign_in::devices::describe;
use domain::sign_in::factors::WithCodes;
use domain::sign_in::passkeys::{self, Made};
use kernel::{Error, Invalid, Name};

use super::form::{MADE, PasskeyForm};
use super::{options, party};
use crate::factors::{self, View, base, home};
use crate::ui::{FieldKind, FieldView};
use crate::{Answer, Fields, LocalPath, Visitor, ask_again, redirect};

const TITLE: &str = "Add a passkey";

fn path(visitor: &Visitor) -> String {
    format!("{}/passkeys/new", base(visitor))
}

pub(super) async fn ask(visitor: Visitor) -> Answer {
    visitor.who.actor.must_be_oneself()?;
    if factors::is_out_of_place(&visitor) {
        return Ok(redirect(&LocalPath::or(Some(&home(&visitor)), "/")));
    }
    if visitor.who.proved().is_err() {
        return Ok(ask_again(&visitor, &path(&visitor)));
    }
    view(&visitor, &describe(&visitor.guest.agent)).answer(&visitor, TITLE)
}

pub(super) async fn challenge(visitor: Visitor, fields: Fields) -> Answer {
    fields.only(&[])?;
    let asked = passkeys::ask_to_add(visitor.house(), &visitor.who).await?;
    Ok(options::create(&visitor, &party(&visitor.site, &visitor.who.organization)?, &asked))
}

pub(super) async fn add(visitor: Visitor, fields: Fields) -> Answer {
    let [client_data, attestation] = MADE;
    fields.only(&["name", client_data, attestation])?;
    visitor.who.actor.must_be_oneself()?;
    if factors::is_out_of_place(&visitor) {
        return Ok(redirect(&LocalPath::or(Some(&home(&visitor)), "/")));
    }
    if visitor.who.proved().is_err() {
        return Ok(ask_again(&visitor, &path(&visitor)));
    }
    let mut invalid = Invalid::default();
    let name = invalid.check("name", Name::parse(fields.get("name")));
    let made = Made { client_data: fields.get(client_data), attestation: fields.get(attestation) };
    let party = party(&visitor.site, &visitor.who.organization)?;
    let added = match name {
        Some(name) => passkeys::add(visitor.house(), &visitor.who, &party, &name, &made).await,
        None => Err(Error::Invalid(invalid)),
    };
    match added {
        Ok(added) => {
            let made = WithCodes { token: added.token, codes: added.codes };
            factors::set_up_done(&visitor, made, "Your passkey is added")
        }
        Err(error) => view(&visitor, fields.get("name")).refused(&visitor, TITLE, error),
    }
}

fn view(visitor: &Visitor, name: &str) -> View {
    let named = FieldView {
        value: name.to_owned(),
        required: true,
        maxlength: Some(Name::MAX),
        hint: "By which you know it again, such as the device that keeps it.".to_owned(),
        ..FieldView::new("name", "Name", FieldKind::Text)
    };
    View {
        lead: "A passkey stays on your device, or with the account that syncs it. It opens the portal by your \
               fingerprint, your face or the code of the device, in place of your password and a second factor. With \
               one, your password alone opens nothing any more."
            .to_owned(),
        passkey: Some(PasskeyForm::makes(&path(visitor), named)),
        ..View::default()
    }
}
