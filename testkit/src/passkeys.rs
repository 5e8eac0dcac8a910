//! Visitors with passkeys: what a page, its script and a device do together, in one step each.

use domain::access::Request;
use domain::organizations;
use domain::sign_in::login::{Browser, NewLogin};
use domain::sign_in::passkeys::{self, Asked, Made, RelyingParty, Signed};
use kernel::{Name, OrgId, Purpose, Result};

use crate::device::Answer;
use crate::{Device, Stage, Visit, Who};

/// Where attempts come from.
const ADDRESS: &str = "203.0.113.7";

impl Answer {
    pub fn signed(&self) -> Signed<'_> {
        Signed {
            credential: &self.credential,
            client_data: &self.client_data,
            authenticator_data: &self.authenticator_data,
            signature: &self.signature,
            user_handle: &self.user_handle,
        }
    }
}

impl Stage {
    pub async fn party(&self, org: OrgId) -> RelyingParty {
        let organization = organizations::by_number(&mut self.read().await, org).await.unwrap();
        RelyingParty::of(&organization, "http://portal.test").unwrap()
    }

    /// Adds the device's key in this session, which goes on afterwards; answers the recovery codes.
    pub async fn add_passkey(&self, visit: &mut Visit, device: &Device) -> Result<Vec<String>> {
        let who = self.resolve(visit).await?;
        let asked = passkeys::ask_to_add(&self.house, &who).await?;
        self.add_asked_passkey(visit, device, &asked).await
    }

    /// The same for a question that was asked before.
    pub async fn add_asked_passkey(
        &self,
        visit: &mut Visit,
        device: &Device,
        asked: &Asked,
    ) -> Result<Vec<String>> {
        let who = self.resolve(visit).await?;
        let made = device.make(&asked.challenge);
        let made = Made { client_data: &made.client_data, attestation: &made.attestation };
        let name = Name::parse("My telephone").unwrap();
        let party = self.party(who.actor.org()).await;
        let added = passkeys::add(&self.house, &who, &party, &name, &made).await?;
        visit.token = added.token.reveal();
        Ok(added.codes)
    }

    /// Somebody who has just added a passkey, with the recovery codes that came with it.
    pub async fn with_passkey(&self, who: &Who, host: &str) -> (Device, Visit, Vec<String>) {
        let mut visit = self.sign_in(who).await;
        let device = Device::at(host, who.id);
        let codes = self.add_passkey(&mut visit, &device).await.unwrap();
        (device, visit, codes)
    }

    /// What somebody who is not signed in is asked to sign.
    pub async fn ask_for_passkey(&self, org: OrgId) -> String {
        passkeys::ask_to_sign_in(&self.house, org, ADDRESS).await.unwrap().challenge
    }

    /// Tries to come in with this answer.
    pub async fn come_in(&self, org: OrgId, answer: &Answer) -> Result<NewLogin> {
        let request = Request { id: "req-test".to_owned(), address: ADDRESS.to_owned() };
        let browser = Browser { agent: "Test/1.0", device: "", request };
        passkeys::sign_in(&self.house, org, &self.party(org).await, &answer.signed(), browser).await
    }

    pub async fn sign_in_by_passkey(&self, org: OrgId, device: &mut Device) -> Result<Visit> {
        let challenge = self.ask_for_passkey(org).await;
        let login = self.come_in(org, &device.sign(&challenge)).await?;
        Ok(Visit { token: login.token.reveal(), purpose: Purpose::Session })
    }

    /// Shows the passkey after the password.
    pub async fn enter_passkey(&self, visit: &mut Visit, device: &mut Device) -> Result<()> {
        let who = self.resolve(visit).await?;
        let asked = passkeys::ask_as_factor(&self.house, &who).await?;
        let answer = device.sign(&asked.challenge);
        let party = self.party(who.actor.org()).await;
        visit.token = passkeys::enter(&self.house, &who, &party, &answer.signed()).await?.reveal();
        Ok(())
    }

    /// Shows the passkey in place of the password once more.
    pub async fn prove_by_passkey(&self, visit: &mut Visit, device: &mut Device) -> Result<()> {
        let who = self.resolve(visit).await?;
        let asked = passkeys::ask_as_proof(&self.house, &who).await?;
        let answer = device.sign(&asked.challenge);
        let party = self.party(who.actor.org()).await;
        visit.token = passkeys::prove(&self.house, &who, &party, &answer.signed()).await?.reveal();
        Ok(())
    }
}
