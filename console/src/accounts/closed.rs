//! A Secure account from outside: its name, its state, and the way to ask for emergency access.

use askama::Template;
use domain::access::AccountsView;
use domain::accounts::secure::{self, LONGEST_REASON, State};
use kernel::{AccountId, Error, Result};
use web::ui::{Badge, FieldKind, FieldView, FormView, Shell, TableView};
use web::{Answer, Fields, Id, Visitor, refused};

use super::{list, page_of};
use crate::form_page::field;
use crate::secure::requests;
use crate::secure::show::badges;

#[derive(Template)]
#[template(path = "accounts/closed.html")]
pub struct ClosedPage {
    shell: Shell,
    badges: Vec<Badge>,
    requests: TableView,
    /// None while a request waits for its answer.
    form: Option<FormView>,
}

/// The page, if the account is closed to the visitor.
pub async fn closed_page(visitor: &Visitor, id: AccountId, typed: &Fields) -> Result<Option<ClosedPage>> {
    let granted = visitor.may::<AccountsView>()?;
    let mut read = visitor.read().await?;
    let Some(account) = secure::find_closed(&mut read, &granted, id).await? else { return Ok(None) };
    let asked = secure::of_account(visitor.house(), &mut read, &granted, id).await?;
    let waiting = asked.iter().any(|request| request.state == State::Waiting);
    Ok(Some(ClosedPage {
        shell: list::below(visitor, &account.name, &[]),
        badges: badges(&account),
        requests: requests::table(visitor, &asked),
        form: (!waiting).then(|| form(id, typed)),
    }))
}

fn form(id: AccountId, typed: &Fields) -> FormView {
    FormView {
        action: format!("{}/emergency", page_of(id)),
        fields: vec![FieldView {
            required: true,
            maxlength: Some(LONGEST_REASON),
            autocomplete: Some("off".to_owned()),
            hint: "Whoever answers reads it, and so do the client's admins, in the history.".to_owned(),
            ..field(typed, "reason", "Reason", FieldKind::Text)
        }],
        submit: "Ask for emergency access".to_owned(),
        ..FormView::default()
    }
}

pub async fn ask(visitor: Visitor, Id(id): Id<AccountId>, typed: Fields) -> Answer {
    typed.only(&["reason"])?;
    let granted = visitor.may::<AccountsView>()?;
    match secure::ask(visitor.house(), &granted, id, typed.get("reason")).await {
        Ok(_) => Ok(visitor.done(&page_of(id), "Asked. The operators with the clearance are told")),
        Err(error @ Error::Invalid(_)) => match closed_page(&visitor, id, &typed).await? {
            Some(mut page) => match page.form.as_mut() {
                Some(form) => {
                    let error = form.refuse(error)?;
                    refused(&page, &error)
                }
                None => Err(error.into()),
            },
            None => Err(error.into()),
        },
        Err(other) => Err(other.into()),
    }
}
