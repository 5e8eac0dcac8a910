//! Visitors: they come in by the same doors as everybody else, with an address and a password.

use domain::access::{Actor, Mode, Request};
use domain::sign_in::{self, SignedIn, keys, login, login_as};
use kernel::{AccountId, OrgId, Purpose, Result, UserId};

use crate::{Stage, Who};

/// A browser with its cookie.
#[derive(Clone, Debug)]
pub struct Visit {
    pub token: String,
    pub purpose: Purpose,
}

fn request() -> Request {
    Request { id: "req-test".to_owned(), address: "203.0.113.7".to_owned() }
}

impl Stage {
    /// Tries to sign in from a browser that nobody knows; the error is what the sign-in page would say.
    pub async fn try_sign_in(&self, org: OrgId, email: &str, password: &str) -> Result<Visit> {
        let attempt = login::Attempt { email, password, agent: "Test/1.0", device: "", request: request() };
        let login = sign_in::sign_in(&self.house, org, attempt).await?;
        Ok(Visit { token: login.token.reveal(), purpose: Purpose::Session })
    }

    /// Signs in from a browser that is always the same.
    pub async fn sign_in(&self, who: &Who) -> Visit {
        let (email, password, key) = (&who.email, &who.password, (who.org, who.email.clone()));
        let device = self.devices.lock().unwrap().get(&key).cloned().unwrap_or_default();
        let attempt =
            login::Attempt { email, password, agent: "Test/1.0", device: &device, request: request() };
        let login = sign_in::sign_in(&self.house, who.org, attempt).await.expect("the password is right");
        self.devices.lock().unwrap().insert(key, login.device.reveal());
        Visit { token: login.token.reveal(), purpose: Purpose::Session }
    }

    /// What each request of the browser begins with.
    pub async fn resolve(&self, visit: &Visit) -> Result<SignedIn> {
        let mut read = self.house.read().await?;
        sign_in::resolve(&self.house, &mut read, visit.purpose, &visit.token, request()).await
    }

    /// Somebody who is signed in, in one step.
    pub async fn signed_in(&self, who: &Who) -> SignedIn {
        self.resolve(&self.sign_in(who).await).await.expect("a session")
    }

    pub async fn actor(&self, who: &Who) -> Actor {
        self.signed_in(who).await.actor
    }

    /// An operator logs in as a user of the account; as its primary admin if none is named.
    pub async fn log_in_as(
        &self,
        operator: &SignedIn,
        account: AccountId,
        user: Option<UserId>,
        mode: Mode,
    ) -> Result<Visit> {
        let wish = login_as::Wish {
            account,
            user: user.map(Into::into),
            mode,
            reason: "",
            return_to: "/console/accounts",
            agent: "Test/1.0",
        };
        let token = login_as::start(&self.house, &operator.actor.may()?, operator, wish).await?;
        Ok(Visit { token: token.reveal(), purpose: Purpose::LoginAs })
    }

    /// What each request of a program begins with.
    pub async fn resolve_key(&self, secret: &str) -> Result<Actor> {
        let mut read = self.house.read().await?;
        keys::resolve(&self.house, &mut read, secret, request()).await
    }
}
