//! The telephone numbers of an account: a call to one of them is the account's.

use domain::access::AccountsEdit;
use domain::accounts::numbers;
use kernel::{AccountId, Error, Phone};
use web::ui::{FieldKind, FieldView, FormView};
use web::{Answer, Fields, Id, Visitor, refused};

use super::{page_of, show};
use crate::form_page::field;

pub async fn add(visitor: Visitor, Id(id): Id<AccountId>, typed: Fields) -> Answer {
    typed.only(&["number"])?;
    let granted = visitor.may::<AccountsEdit>()?;
    let outcome = match Phone::parse(typed.get("number"), &visitor.who.organization.region) {
        Ok(number) => numbers::add(visitor.house(), &granted, id, &number).await,
        Err(error) => Err(Error::invalid("number", error.to_string())),
    };
    match outcome {
        Ok(()) => Ok(visitor.done(&page_of(id), "Number added")),
        Err(error) => {
            let mut page = show::account_page(&visitor, id, &typed).await?;
            let error = page.number.refuse(error)?;
            refused(&page, &error)
        }
    }
}

pub async fn remove(visitor: Visitor, Id(id): Id<AccountId>, fields: Fields) -> Answer {
    fields.only(&["number"])?;
    let granted = visitor.may::<AccountsEdit>()?;
    let number = Phone::stored(fields.get("number").to_owned());
    numbers::remove(visitor.house(), &granted, id, &number).await?;
    Ok(visitor.done(&page_of(id), "Number removed"))
}

/// The form below the numbers of an account.
pub fn form(id: AccountId, typed: &Fields) -> FormView {
    FormView {
        action: format!("{}/numbers", page_of(id)),
        fields: vec![FieldView {
            required: true,
            maxlength: Some(40),
            autocomplete: Some("off".to_owned()),
            ..field(typed, "number", "Add a number", FieldKind::Tel)
        }],
        submit: "Add".to_owned(),
        ..FormView::default()
    }
}
