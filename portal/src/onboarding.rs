//! The checklist of the client's own account: what is done, what is still to do, and ticking what is theirs (S3-30,
//! S3-31).

use askama::Template;
use domain::access::{AccountsView, ContactsEdit, OnboardingTick, StatusSet, UsersManage};
use domain::accounts::onboarding::{self, Completes, Done, Progress, State, Whose};
use kernel::{Error, Result, StepId};
use web::ui::{CheckStep, CheckTick, Checklist, Shell};
use web::{Answer, Fields, Visitor, format, page};

const PATH: &str = "/onboarding";
/// Open steps that the first page names.
const NEXT: usize = 3;

#[derive(Template)]
#[template(path = "onboarding.html")]
struct OnboardingPage {
    shell: Shell,
    in_setup: bool,
    checklist: Checklist,
}

/// What the first page says of it, as long as there is something to do.
pub struct GettingStarted {
    pub done: usize,
    pub total: usize,
    /// The steps that come next, with the place where each is done.
    pub next: Vec<(String, Option<(String, String)>)>,
}

pub async fn show(visitor: Visitor) -> Answer {
    let Progress { in_setup, steps } = progress(&visitor).await?;
    page(&OnboardingPage {
        shell: visitor.shell("Getting started"),
        in_setup,
        checklist: Checklist { steps: steps.iter().map(|state| step(&visitor, state)).collect() },
    })
}

pub async fn tick(visitor: Visitor, typed: Fields) -> Answer {
    typed.only(&["step", "done"])?;
    let granted = visitor.may::<OnboardingTick>()?;
    let account = visitor.who.actor.place().ok_or(Error::NotFound)?.account;
    let step: StepId = typed.get("step").parse().map_err(|_| Error::NotFound)?;
    match typed.get("done") {
        "yes" => onboarding::set_done(visitor.house(), &granted, account, step).await?,
        "no" => onboarding::set_open(visitor.house(), &granted, account, step).await?,
        _ => return Err(Error::invalid("done", "Write yes or no.").into()),
    }
    Ok(visitor.done(PATH, if typed.get("done") == "yes" { "Step done" } else { "Step open again" }))
}

/// Nothing for those who may not see the account, while it is being prepared, and when all is done.
pub async fn getting_started(visitor: &Visitor) -> Result<Option<GettingStarted>> {
    if !visitor.can::<AccountsView>() {
        return Ok(None);
    }
    let progress = progress(visitor).await?;
    if progress.in_setup || progress.is_complete() {
        return Ok(None);
    }
    let open = progress.steps.iter().filter(|state| state.done.is_none()).take(NEXT);
    Ok(Some(GettingStarted {
        done: progress.done(),
        total: progress.total(),
        next: open.map(|state| (state.step.title.clone(), place(visitor, state))).collect(),
    }))
}

async fn progress(visitor: &Visitor) -> Result<Progress> {
    let granted = visitor.may::<AccountsView>()?;
    let account = visitor.who.actor.place().ok_or(Error::NotFound)?.account;
    onboarding::progress(&mut visitor.read().await?, &granted, account).await
}

fn step(visitor: &Visitor, state: &State) -> CheckStep {
    let State { step, done } = state;
    let provider = &visitor.who.organization.name;
    let mine = step.whose == Whose::Client && visitor.can::<OnboardingTick>();
    let tick = mine.then(|| CheckTick {
        label: if done.is_some() { "Take back" } else { "Mark as done" }.to_owned(),
        action: PATH.to_owned(),
        hidden: vec![
            ("step".to_owned(), step.id.to_string()),
            ("done".to_owned(), if done.is_some() { "no" } else { "yes" }.to_owned()),
        ],
    });
    let open = || match step.whose {
        Whose::Client => "Your turn".to_owned(),
        Whose::Team => format!("{provider} does this"),
    };
    CheckStep {
        title: step.title.clone(),
        about: step.about.clone(),
        detail: done.as_ref().map_or_else(open, |done| done_words(visitor, done)),
        done: done.is_some(),
        place: place(visitor, state),
        tick,
    }
}

fn done_words(visitor: &Visitor, done: &Done) -> String {
    format!("Done by {} · {}", done.by, format::instant(done.at, &visitor.local))
}

/// Where an open step is done, for those who may.
fn place(visitor: &Visitor, state: &State) -> Option<(String, String)> {
    if state.done.is_some() || state.step.whose == Whose::Team {
        return None;
    }
    let (label, href) = match state.step.completes {
        Completes::UserAdded if visitor.can::<UsersManage>() => ("Add a user", "/people/users/new"),
        Completes::ContactAdded if visitor.can::<ContactsEdit>() => ("Add a contact", "/people/contacts/new"),
        Completes::StatusSet if visitor.can::<StatusSet>() => ("Set a status", "/status"),
        Completes::MessageMarked => ("Go to your messages", "/messages"),
        Completes::FactorAdded => ("Go to your profile", "/my_profile"),
        _ => return None,
    };
    Some((label.to_owned(), href.to_owned()))
}
