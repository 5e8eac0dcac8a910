//! A legal hold on an account: nothing of it leaves the history while it lasts (C-12).

use domain::access::{AccountsEdit, AccountsView};
use domain::accounts;
use domain::history::retention::{self, LONGEST_REASON};
use kernel::{AccountId, Result};
use web::ui::{FieldKind, FieldView, FormView};
use web::{Answer, Fields, Id, Visitor};

use super::account::tab_of;
use super::list;
use crate::form_page::{FormPage, field};

pub async fn ask(visitor: Visitor, Id(id): Id<AccountId>) -> Answer {
    form_page(&visitor, id, &Fields::default()).await?.answer()
}

/// Puts the hold on, or lifts the one that is there: the form says which.
pub async fn decide(visitor: Visitor, Id(id): Id<AccountId>, typed: Fields) -> Answer {
    typed.only(&["reason", "hold"])?;
    let granted = visitor.may::<AccountsEdit>()?;
    let (house, reason) = (visitor.house(), typed.get("reason"));
    let (done, words) = if typed.get("hold") == "lift" {
        (retention::lift(house, &granted, id, reason).await, "Legal hold lifted")
    } else {
        (retention::hold(house, &granted, id, reason).await, "Legal hold set")
    };
    match done {
        Ok(()) => Ok(visitor.done(&tab_of(id), words)),
        Err(error) => form_page(&visitor, id, &typed).await?.refused(error),
    }
}

async fn form_page(visitor: &Visitor, id: AccountId, typed: &Fields) -> Result<FormPage> {
    let granted = visitor.may::<AccountsView>()?;
    let mut read = visitor.read().await?;
    let account = accounts::find(&mut read, &granted, id).await?;
    let on_hold = retention::of_account(&mut read, &granted, id).await?.is_some();
    let (title, lead, submit, hold) = if on_hold {
        (
            "Lift the legal hold",
            "What is older than the history is kept for goes with the next removal.",
            "Lift the hold",
            "lift",
        )
    } else {
        (
            "Legal hold",
            "As long as it lasts, nothing of this account is removed from the history, however old it is. The client \
             does not see it.",
            "Set the hold",
            "set",
        )
    };
    Ok(FormPage {
        shell: list::below(visitor, title, &[(&account.name, super::page_of(id))]),
        lead: lead.to_owned(),
        form: FormView {
            action: format!("{}/hold", super::page_of(id)),
            fields: vec![
                FieldView {
                    required: true,
                    maxlength: Some(LONGEST_REASON),
                    autocomplete: Some("off".to_owned()),
                    hint: "It is kept in the history of the organization.".to_owned(),
                    ..field(typed, "reason", "Reason", FieldKind::Text)
                },
                FieldView { value: hold.to_owned(), ..FieldView::new("hold", "", FieldKind::Hidden) },
            ],
            submit: submit.to_owned(),
            cancel_href: Some(tab_of(id)),
            ..FormView::default()
        },
    })
}
