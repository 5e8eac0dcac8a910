//! Changing the plan of an account: a choice, then what it would change or what stands in the way, then the deed
//! (S3-36).

use askama::Template;
use domain::access::{AccountsEdit, AccountsView};
use domain::accounts::plans::{self, Limited, Plan, Preview};
use domain::accounts::{self, Account};
use kernel::{AccountId, Error, PlanId, Result};
use web::ui::{FieldKind, FieldView, FormView, SelectOption, Shell};
use web::{Answer, Fields, Id, Visitor, page, refused};

use super::{list, page_of};
use crate::form_page::FormPage;
use crate::plans::words;

/// The choice of no plan at all.
pub const NONE: &str = "none";

#[derive(Template)]
#[template(path = "accounts/plan.html")]
struct PreviewPage {
    shell: Shell,
    here: String,
    /// Name, before, after, and how much of it is used.
    changes: Vec<(&'static str, String, String, String)>,
    gained: Vec<String>,
    lost: Vec<String>,
    in_the_way: Vec<String>,
    /// What is sent back to confirm.
    from: String,
    to: String,
}

pub async fn ask(visitor: Visitor, Id(id): Id<AccountId>) -> Answer {
    form_page(&visitor, id, &Fields::default()).await?.answer()
}

pub async fn change(visitor: Visitor, Id(id): Id<AccountId>, typed: Fields) -> Answer {
    typed.only(&["plan", "from", "confirm"])?;
    match go_on(&visitor, id, &typed).await {
        Ok(answer) => answer,
        Err(error) => form_page(&visitor, id, &typed).await?.refused(error),
    }
}

/// First what it means, then, confirmed, the change.
async fn go_on(visitor: &Visitor, id: AccountId, typed: &Fields) -> Result<Answer> {
    let granted = visitor.may::<AccountsEdit>()?;
    let to = read(typed.get("plan"))?;
    if typed.optional("confirm").is_some() {
        let from = read(typed.get("from"))?;
        match plans::change(visitor.house(), &granted, id, (from, to)).await {
            Ok(()) => {
                return Ok(Ok(visitor.done(&format!("{}/subscription", page_of(id)), "Plan changed")));
            }
            // What is in the way is shown as a page of its own; everything else belongs to the form.
            Err(Error::Conflict(reason)) => {
                let preview = plans::preview(&mut visitor.read().await?, &granted, id, to).await?;
                if preview.in_the_way.is_empty() {
                    return Err(Error::Conflict(reason));
                }
            }
            Err(error) => return Err(error),
        }
    }
    let mut read = visitor.read().await?;
    let preview = plans::preview(&mut read, &granted, id, to).await?;
    if preview.before.as_ref().map(|plan| plan.id) == to {
        return Err(Error::invalid("plan", "The account has this already. Choose another one."));
    }
    let account = accounts::find(&mut read, &visitor.may::<AccountsView>()?, id).await?;
    drop(read);
    let shown = preview_page(visitor, &account, preview);
    if shown.in_the_way.is_empty() {
        return Ok(page(&shown));
    }
    let reason = Error::conflict(shown.in_the_way.join(" "));
    Ok(refused(&shown, &reason))
}

fn read(written: &str) -> Result<Option<PlanId>> {
    match written {
        NONE => Ok(None),
        id => id.parse().map(Some).map_err(|_| Error::invalid("plan", "Choose one of the plans.")),
    }
}

fn written(plan: Option<&Plan>) -> String {
    plan.map_or_else(|| NONE.to_owned(), |plan| plan.id.to_string())
}

fn preview_page(visitor: &Visitor, account: &Account, preview: Preview) -> PreviewPage {
    let (before, after) = (preview.before.as_ref(), preview.after.as_ref());
    let here = page_of(account.id);
    let name = |plan: Option<&Plan>| plan.map_or("No plan", |plan| plan.name.as_str()).to_owned();
    let price = |plan: Option<&Plan>| match plan.map(|plan| plan.price.as_str()) {
        None | Some("") => "–".to_owned(),
        Some(price) => price.to_owned(),
    };
    let mut changes = vec![
        ("Plan", name(before), name(after), String::new()),
        ("Price", price(before), price(after), String::new()),
    ];
    for what in Limited::ALL {
        let most = |plan: Option<&Plan>| words::limit(plan.and_then(|plan| plan.limits.of(what)));
        let used = format!("It has {}", what.words(preview.used.of(what)));
        changes.push((words::label(what), most(before), most(after), used));
    }
    changes.retain(|(_, before, after, _)| before != after);
    let features = |plan: Option<&Plan>| plan.map(|plan| plan.features.clone()).unwrap_or_default();
    let (old, new) = (features(before), features(after));
    let title = match after {
        Some(plan) => format!("Change to {}?", plan.name),
        None => "Take the plan away?".to_owned(),
    };
    let up = [(account.name.as_str(), here.clone()), ("Subscription", format!("{here}/subscription"))];
    PreviewPage {
        shell: list::below(visitor, &title, &up),
        gained: new.iter().filter(|one| !old.contains(one)).cloned().collect(),
        lost: old.iter().filter(|one| !new.contains(one)).cloned().collect(),
        changes,
        from: written(before),
        to: written(after),
        in_the_way: preview.in_the_way,
        here,
    }
}

async fn form_page(visitor: &Visitor, id: AccountId, typed: &Fields) -> Result<FormPage> {
    let granted = visitor.may::<AccountsView>()?;
    let mut read = visitor.read().await?;
    let account = accounts::find(&mut read, &granted, id).await?;
    let now = plans::of_account(&mut read, &granted, id).await?.plan;
    let offered = plans::list(&mut read, &granted).await?;
    let chosen = match typed.get("plan") {
        "" => written(now.as_ref()),
        chosen => chosen.to_owned(),
    };
    let mut options: Vec<SelectOption> = offered.iter().map(|(plan, _)| option(plan, &chosen)).collect();
    options.push(SelectOption {
        hint: "Nothing is limited.".to_owned(),
        ..SelectOption::new(NONE, "No plan", chosen == NONE)
    });
    let here = page_of(id);
    let up = [(account.name.as_str(), here.clone()), ("Subscription", format!("{here}/subscription"))];
    let now = now.map_or_else(|| "no plan".to_owned(), |plan| format!("“{}”", plan.name));
    Ok(FormPage {
        shell: list::below(visitor, "Change plan", &up),
        lead: format!(
            "{} has {now}. You are shown what another one changes before anything is done.",
            account.name
        ),
        form: FormView {
            action: format!("{here}/plan"),
            fields: vec![FieldView {
                required: true,
                ..FieldView::new("plan", "Plan", FieldKind::Radio { options })
            }],
            submit: "Continue".to_owned(),
            cancel_href: Some(format!("{here}/subscription")),
            ..FormView::default()
        },
    })
}

fn option(plan: &Plan, chosen: &str) -> SelectOption {
    let id = plan.id.to_string();
    let picked = id == chosen;
    SelectOption { hint: words::limits(plan), ..SelectOption::new(id, words::title(plan), picked) }
}
