//! The checklist that new clients go through, and how far an account has come with it.

mod account;
mod create;
mod delete;
mod edit;
mod read;

pub use account::{OnboardingProgress, progress, tick, untick};
pub use create::{NewOnboardingStep, create};
pub use delete::delete;
pub use edit::{OnboardingStepChanges, edit};
pub use read::{OnboardingStep, OnboardingSteps, list, show};
