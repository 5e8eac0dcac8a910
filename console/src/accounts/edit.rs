//! What a client business is called and how it is reached, changed.

use domain::access::{AccountsEdit, AccountsView};
use domain::accounts::{self, Account};
use kernel::{AccountId, Error, Invalid};
use web::ui::FormView;
use web::{Answer, Fields, Id, Visitor};

use super::{form, list, page_of};
use crate::form_page::FormPage;

pub async fn ask(visitor: Visitor, Id(id): Id<AccountId>) -> Answer {
    let account = find(&visitor, id).await?;
    let typed = Fields::of([
        ("name", account.name.clone()),
        ("email", account.email.clone()),
        ("phone", account.phone.clone()),
        ("time_zone", account.time_zone.clone()),
    ]);
    form_page(&visitor, &account, &typed).answer()
}

pub async fn edit(visitor: Visitor, Id(id): Id<AccountId>, typed: Fields) -> Answer {
    typed.only(&form::NAMES)?;
    let granted = visitor.may::<AccountsEdit>()?;
    let mut invalid = Invalid::default();
    let outcome = match form::read(&typed, &visitor.who.organization.region, &mut invalid) {
        Some(details) => accounts::edit(visitor.house(), &granted, id, details).await,
        None => Err(Error::Invalid(invalid)),
    };
    match outcome {
        Ok(()) => Ok(visitor.done(&page_of(id), "Saved")),
        Err(error) => form_page(&visitor, &find(&visitor, id).await?, &typed).refused(error),
    }
}

async fn find(visitor: &Visitor, id: AccountId) -> kernel::Result<Account> {
    let granted = visitor.may::<AccountsView>()?;
    accounts::find(&mut visitor.read().await?, &granted, id).await
}

fn form_page(visitor: &Visitor, account: &Account, typed: &Fields) -> FormPage {
    let up = page_of(account.id);
    FormPage {
        shell: list::below(visitor, "Business information", &[(&account.name, up.clone())]),
        lead: String::new(),
        form: FormView {
            action: format!("{up}/edit"),
            fields: form::questions(typed, &visitor.who.organization.time_zone),
            submit: "Save changes".to_owned(),
            cancel_href: Some(up),
            ..FormView::default()
        },
    }
}
