//! The addresses of the checklist, and of how far an account has come with it.

use domain::access::Key;
use domain::accounts::ACCOUNTS;
use web::Policy::Needs;

use crate::declared::{Declared, delete, get, patch, post, put};
use crate::onboarding::{
    self, NewOnboardingStep, OnboardingProgress, OnboardingStep, OnboardingStepChanges, OnboardingSteps,
};
use crate::openapi::Doc;

pub(super) fn of_onboarding() -> [Declared; 8] {
    use Key::{AccountsView, OnboardingTick, SettingsEdit};
    let tag = "onboarding";
    [
        get(
            "/api/v1/onboarding-steps",
            Needs(AccountsView),
            onboarding::list,
            Doc::says::<OnboardingSteps>("List the steps of the checklist", tag),
        ),
        post(
            "/api/v1/onboarding-steps",
            Needs(SettingsEdit),
            onboarding::create,
            Doc::made::<OnboardingStep>("Add a step", tag).takes::<NewOnboardingStep>().once(),
        ),
        get(
            "/api/v1/onboarding-steps/{id}",
            Needs(AccountsView),
            onboarding::show,
            Doc::versioned::<OnboardingStep>("Show a step", tag),
        ),
        patch(
            "/api/v1/onboarding-steps/{id}",
            Needs(SettingsEdit),
            onboarding::edit,
            Doc::versioned::<OnboardingStep>("Change a step", tag).takes::<OnboardingStepChanges>(),
        ),
        delete(
            "/api/v1/onboarding-steps/{id}",
            Needs(SettingsEdit),
            onboarding::delete,
            Doc::finished("Delete a step, done or not", tag),
        ),
        get(
            "/api/v1/accounts/{id}/onboarding",
            Needs(AccountsView),
            onboarding::progress,
            Doc::says::<OnboardingProgress>("Show how far an account has come", tag).of(&ACCOUNTS),
        ),
        put(
            "/api/v1/accounts/{id}/onboarding/{step}",
            Needs(OnboardingTick),
            onboarding::tick,
            Doc::finished("Mark a step of an account as done", tag).of(&ACCOUNTS),
        ),
        delete(
            "/api/v1/accounts/{id}/onboarding/{step}",
            Needs(OnboardingTick),
            onboarding::untick,
            Doc::finished("Take a step of an account back", tag).of(&ACCOUNTS),
        ),
    ]
}
