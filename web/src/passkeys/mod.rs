//! Passkeys on pages: made, renamed and removed in the profile; shown to sign in, after the password, and in place of
//! the password once more.

mod add;
mod enter;
mod form;
mod one;
mod options;
mod prove;
mod sign_in;
mod table;

use domain::organizations::Organization;
use domain::sign_in::passkeys::{RelyingParty, Signed};
use kernel::Result;

pub(crate) use form::PasskeyForm;
pub(crate) use table::table;

use crate::ui::Door;
use crate::{Fields, Policy, Routes, Site};

/// The profile's pages at the portal's and at the console's address, and those at the entrance.
pub(crate) fn routes(site: &Site) -> Routes {
    let own = Policy::Person;
    Routes::new(Door::Portal, site)
        .get("/profile/passkeys/new", own, add::ask)
        .post("/profile/passkeys/new", own, add::add)
        .post("/profile/passkeys/new/challenge", own, add::challenge)
        .get("/profile/passkeys/{id}", own, one::show)
        .post("/profile/passkeys/{id}", own, one::rename)
        .post("/profile/passkeys/{id}/remove", own, one::remove)
        .post("/profile/proof/passkey", own, prove::prove)
        .post("/profile/proof/passkey/challenge", own, prove::challenge)
        .and(
            Routes::new(Door::Console, site)
                .get("/console/profile/passkeys/new", own, add::ask)
                .post("/console/profile/passkeys/new", own, add::add)
                .post("/console/profile/passkeys/new/challenge", own, add::challenge)
                .get("/console/profile/passkeys/{id}", own, one::show)
                .post("/console/profile/passkeys/{id}", own, one::rename)
                .post("/console/profile/passkeys/{id}/remove", own, one::remove)
                .post("/console/profile/proof/passkey", own, prove::prove)
                .post("/console/profile/proof/passkey/challenge", own, prove::challenge),
        )
        .and(
            Routes::new(Door::Entrance, site)
                .post("/login/passkey", Policy::Public, sign_in::enter)
                .post("/login/passkey/challenge", Policy::Public, sign_in::challenge)
                .post("/second-factor/passkey", Policy::Step, enter::enter)
                .post("/second-factor/passkey/challenge", Policy::Step, enter::challenge)
                .get("/passkeys/new", Policy::Step, add::ask)
                .post("/passkeys/new", Policy::Step, add::add)
                .post("/passkeys/new/challenge", Policy::Step, add::challenge)
                .post("/proof/passkey", Policy::Step, prove::prove)
                .post("/proof/passkey/challenge", Policy::Step, prove::challenge),
        )
}

/// For whom passkeys of this organization are: the host of its links.
fn party(site: &Site, organization: &Organization) -> Result<RelyingParty> {
    RelyingParty::of(organization, &site.settings.base_url)
}

/// The fields of a form that a device signed.
fn signed(fields: &Fields) -> Result<Signed<'_>> {
    let mut known = form::SIGNED.to_vec();
    known.push("return_to");
    fields.only(&known)?;
    Ok(Signed {
        credential: fields.get("credential"),
        client_data: fields.get("client_data"),
        authenticator_data: fields.get("authenticator_data"),
        signature: fields.get("signature"),
        user_handle: fields.get("user_handle"),
    })
}
