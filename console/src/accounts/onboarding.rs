//! How far a client has come with the checklist: n of N, who did what when, and ticking steps (S3-30 … S3-32).

use askama::Template;
use domain::access::{AccountsEdit, AccountsView, OnboardingTick, SettingsEdit};
use domain::accounts;
use domain::accounts::onboarding::{self, Done, Progress, State, Whose};
use kernel::{AccountId, Error, StepId};
use web::ui::{CheckStep, CheckTick, Checklist, Shell};
use web::{Answer, Fields, Id, Visitor, format, page};

use super::tabs::{Head, Place, head};
use super::{list, page_of};

#[derive(Template)]
#[template(path = "accounts/onboarding.html")]
struct OnboardingPage {
    shell: Shell,
    here: String,
    head: Head,
    in_setup: bool,
    may_edit: bool,
    may_decide: bool,
    checklist: Checklist,
}

pub async fn show(visitor: Visitor, Id(id): Id<AccountId>) -> Answer {
    let granted = visitor.may::<AccountsView>()?;
    let mut read = visitor.read().await?;
    let account = accounts::find(&mut read, &granted, id).await?;
    let Progress { in_setup, steps } = onboarding::progress(&mut read, &granted, id).await?;
    page(&OnboardingPage {
        shell: list::below(&visitor, &account.name, &[]),
        here: page_of(id),
        head: head(&account, Place::Onboarding),
        in_setup,
        may_edit: visitor.can::<AccountsEdit>(),
        may_decide: visitor.can::<SettingsEdit>(),
        checklist: Checklist { steps: steps.iter().map(|state| step(&visitor, id, state)).collect() },
    })
}

pub async fn tick(visitor: Visitor, Id(id): Id<AccountId>, typed: Fields) -> Answer {
    typed.only(&["step", "done"])?;
    let granted = visitor.may::<OnboardingTick>()?;
    let step: StepId = typed.get("step").parse().map_err(|_| Error::NotFound)?;
    let here = format!("{}/onboarding", page_of(id));
    match typed.get("done") {
        "yes" => onboarding::set_done(visitor.house(), &granted, id, step).await?,
        "no" => onboarding::set_open(visitor.house(), &granted, id, step).await?,
        _ => return Err(Error::invalid("done", "Write yes or no.").into()),
    }
    Ok(visitor.done(&here, if typed.get("done") == "yes" { "Step done" } else { "Step open again" }))
}

fn step(visitor: &Visitor, account: AccountId, state: &State) -> CheckStep {
    let State { step, done } = state;
    let tick = visitor.can::<OnboardingTick>().then(|| CheckTick {
        label: if done.is_some() { "Take back" } else { "Mark as done" }.to_owned(),
        action: format!("{}/onboarding", page_of(account)),
        hidden: vec![
            ("step".to_owned(), step.id.to_string()),
            ("done".to_owned(), if done.is_some() { "no" } else { "yes" }.to_owned()),
        ],
    });
    let open = || {
        let turn = match step.whose {
            Whose::Client => "The client’s turn",
            Whose::Team => "Your turn",
        };
        format!("{turn} · {}", step.completes.words())
    };
    CheckStep {
        title: step.title.clone(),
        about: step.about.clone(),
        detail: done.as_ref().map_or_else(open, |done| done_words(visitor, done)),
        done: done.is_some(),
        place: None,
        tick,
    }
}

fn done_words(visitor: &Visitor, done: &Done) -> String {
    let how = if done.by_hand { "Ticked" } else { "Completed by itself" };
    format!("{how} · {} · {}", done.by, format::instant(done.at, &visitor.local))
}
