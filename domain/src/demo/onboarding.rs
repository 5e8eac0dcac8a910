//! The checklist of the demo's organization, and what was ticked by hand; the rest completes by itself as things happen.

use kernel::Result;

use super::cast;
use super::people::Opened;
use crate::access::Actor;
use crate::accounts::onboarding::{self, Completes, StepDetails, Whose};
use crate::house::House;

type Wanted = (&'static str, &'static str, Whose, Completes);

const CHECKLIST: &[Wanted] = &[
    ("Choose a plan", "It says how many of your people can sign in.", Whose::Team, Completes::PlanChosen),
    (
        "Tell us whom we may reach",
        "Everybody for whom we take messages, with a number at which we reach them.",
        Whose::Client,
        Completes::ContactAdded,
    ),
    (
        "Forward your numbers to us",
        "Your telephone company does this in a few minutes; we send you the number to forward to.",
        Whose::Client,
        Completes::ByHand,
    ),
    (
        "Make a test call",
        "We call your number and see that it arrives at our desk.",
        Whose::Team,
        Completes::ByHand,
    ),
    ("Take the first call", "", Whose::Team, Completes::CallTaken),
    (
        "Tell us what is special today",
        "A status is what every operator sees first when a call for you comes in.",
        Whose::Client,
        Completes::StatusSet,
    ),
    (
        "Protect your sign-in",
        "A second factor or a passkey keeps others out, also when a password gets around.",
        Whose::Client,
        Completes::FactorAdded,
    ),
];

/// Accounts of which nobody has ticked anything yet.
const NEW: [&str; 2] = [cast::PACIFIC_CREST, cast::STONEBRIDGE];

pub(super) async fn checklist(house: &House, actor: &Actor) -> Result<()> {
    for (title, about, whose, completes) in CHECKLIST {
        let details = StepDetails {
            title: (*title).to_owned(),
            about: (*about).to_owned(),
            whose: *whose,
            completes: *completes,
        };
        onboarding::create(house, &actor.may()?, &details).await?;
    }
    Ok(())
}

pub(super) async fn tick(house: &House, actor: &Actor, accounts: &[Opened]) -> Result<()> {
    let steps =
        onboarding::list(&mut house.read().await?, &actor.may::<crate::access::AccountsView>()?).await?;
    for opened in accounts.iter().filter(|opened| !NEW.contains(&opened.firm.name)) {
        for step in steps.iter().filter(|step| step.completes == Completes::ByHand) {
            onboarding::set_done(house, &actor.may()?, opened.account, step.id).await?;
        }
    }
    Ok(())
}
