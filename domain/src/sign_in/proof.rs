//! The password once more, before something that decides over one's own security: a session that was left open does
//! not give it away (ASVS 7.5.1).

use kernel::{Error, Result, Span, Token};

use super::throttle::{self, Subject};
use super::{SignedIn, Step, passwords, sessions};
use crate::access::{Actor, Kind};
use crate::house::House;

/// How long the password counts as given just now.
const FRESH: Span = Span::minutes(10);

/// The proof that the person of a session gave the password a moment ago.
#[derive(Clone, Copy, Debug)]
pub struct Proved(());

impl Proved {
    /// Whoever may start programs on the server has shown more than a password.
    pub fn at_the_machine(actor: &Actor) -> Result<Self> {
        match actor.kind() {
            Kind::System => Ok(Self(())),
            Kind::Operator | Kind::PortalUser => Err(Error::forbidden("Enter your password again first.")),
        }
    }
}

impl SignedIn {
    /// The proof, if the password was given in this session within the last ten minutes.
    pub fn proved(&self) -> Result<Proved> {
        if self.proved_at.is_some_and(|at| self.now - at < FRESH) {
            Ok(Proved(()))
        } else {
            Err(Error::forbidden("Enter your password again first."))
        }
    }
}

/// Asks for the password; guesses are counted. The session gets another token (ASVS 7.2.4).
pub async fn prove(house: &House, who: &SignedIn, password: &str) -> Result<Token> {
    who.actor.must_be_oneself()?;
    // A session that still owes its second factor is not kept open by the password alone.
    if who.is_by_link() || who.step == Some(Step::SecondFactor) {
        return Err(Error::NotFound);
    }
    if password.is_empty() {
        return Err(Error::invalid("password", "Enter your password."));
    }
    let (org, email) = (who.actor.org(), who.email.to_lowercase());
    let mut counting = house.change_unasked().await?;
    throttle::count(&mut counting, org, &Subject::Known(&email)).await?;
    counting.commit_housekeeping().await?;
    let kept = passwords::hash_of(&mut house.read().await?.0, org, who.user).await?;
    let right = match house.passwords.verify(password, kept.as_deref()).await {
        Err(Error::Invalid(_)) => false,
        other => other?,
    };
    if !right {
        return Err(Error::invalid("password", "This is not your password."));
    }
    let mut change = house.change_unasked().await?;
    throttle::forget(&mut change, org, &Subject::Known(&email)).await?;
    sessions::note_proof(&mut change, org, who.session).await?;
    let token = sessions::renew(&mut change, org, who.session).await?;
    change.commit_housekeeping().await?;
    Ok(token)
}
