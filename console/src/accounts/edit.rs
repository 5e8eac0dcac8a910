//! What a client business is called and how it is reached, changed.

use domain::access::{AccountsEdit, AccountsView, HistoryView};
use domain::accounts::{self, Account};
use domain::history;
use kernel::{AccountId, Error, Invalid};
use web::ui::{FieldKind, FieldView, FormView};
use web::{Answer, Fields, Id, Visitor, format};

use super::{form, list, page_of};
use crate::form_page::FormPage;

/// Which version of the account was read, for whoever saves later than somebody else.
const VERSION: &str = "version";

pub async fn ask(visitor: Visitor, Id(id): Id<AccountId>) -> Answer {
    let account = find(&visitor, id).await?;
    let typed = Fields::of([
        ("name", account.name.clone()),
        ("email", account.email.clone()),
        ("phone", account.phone.clone()),
        ("time_zone", account.time_zone.clone()),
        (VERSION, account.version()),
    ]);
    form_page(&visitor, &account, &typed).answer()
}

pub async fn edit(visitor: Visitor, Id(id): Id<AccountId>, typed: Fields) -> Answer {
    typed.only(&[&form::NAMES[..], &[VERSION]].concat())?;
    let granted = visitor.may::<AccountsEdit>()?;
    let mut invalid = Invalid::default();
    let outcome = match form::read(&typed, &visitor.who.organization.region, &mut invalid) {
        Some(details) => {
            accounts::edit_as_of(visitor.house(), &granted, id, details, typed.optional(VERSION)).await
        }
        None => Err(Error::Invalid(invalid)),
    };
    match outcome {
        Ok(()) => Ok(visitor.done(&page_of(id), "Saved")),
        Err(Error::Conflict(_)) => changed_meanwhile(&visitor, id, &typed).await,
        Err(error) => form_page(&visitor, &find(&visitor, id).await?, &typed).refused(error),
    }
}

/// What was written, beside what it is now: the visitor decides, and nothing that was typed is lost.
async fn changed_meanwhile(visitor: &Visitor, id: AccountId, typed: &Fields) -> Answer {
    let now = find(visitor, id).await?;
    let by = match visitor.may::<HistoryView>() {
        Ok(granted) => {
            let latest = history::about(&mut visitor.read().await?, &granted, id.any(), 1).await?;
            latest.into_iter().next().map(|entry| entry.actor)
        }
        Err(_) => None,
    };
    let mut page = form_page(visitor, &now, typed);
    "Below is what you wrote, and at each field that differs, what is saved now. Save changes to have it as you wrote it, \
     or cancel to leave what is saved."
        .clone_into(&mut page.lead);
    let current = [&now.name, &now.email, &now.phone, &now.time_zone];
    for (name, current) in form::NAMES.into_iter().zip(current) {
        let written = typed.get(name).trim();
        let field = page.form.fields.iter_mut().find(|field| field.name == name && written != current);
        if let Some(field) = field {
            let shown = if current.is_empty() {
                "empty".to_owned()
            } else {
                format!("“{}”", format::phone(current))
            };
            field.error = Some(format!("{} is {shown} now.", field.label));
        }
    }
    let who = by.as_deref().unwrap_or("Somebody else");
    page.refused(Error::conflict(format!("{who} has changed this account while you were writing")))
}

async fn find(visitor: &Visitor, id: AccountId) -> kernel::Result<Account> {
    let granted = visitor.may::<AccountsView>()?;
    accounts::find(&mut visitor.read().await?, &granted, id).await
}

fn form_page(visitor: &Visitor, account: &Account, typed: &Fields) -> FormPage {
    let up = page_of(account.id);
    let mut fields = form::questions(typed, &visitor.who.organization.time_zone);
    // Whoever saves has seen the account as it is on this page.
    fields.push(FieldView { value: account.version(), ..FieldView::new(VERSION, "", FieldKind::Hidden) });
    FormPage {
        shell: list::below(visitor, "Business information", &[(&account.name, up.clone())]),
        lead: String::new(),
        form: FormView {
            action: format!("{up}/edit"),
            fields,
            submit: "Save changes".to_owned(),
            cancel_href: Some(up),
            ..FormView::default()
        },
    }
}
