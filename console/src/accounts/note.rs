//! The note that the team shares about an account (S3-26).

use domain::access::{AccountsEdit, AccountsView};
use domain::accounts::{self, note};
use kernel::AccountId;
use web::ui::{FieldKind, FieldView, FormView};
use web::{Answer, Fields, Id, Visitor};

use super::{list, page_of};
use crate::form_page::{FormPage, field};

pub async fn ask(visitor: Visitor, Id(id): Id<AccountId>) -> Answer {
    let granted = visitor.may::<AccountsView>()?;
    let note = note::find(&mut visitor.read().await?, &granted, id).await?;
    let typed = Fields::of([("note", note.map(|note| note.text).unwrap_or_default())]);
    form_page(&visitor, id, &typed).await?.answer()
}

pub async fn write(visitor: Visitor, Id(id): Id<AccountId>, typed: Fields) -> Answer {
    typed.only(&["note"])?;
    let granted = visitor.may::<AccountsEdit>()?;
    match note::write(visitor.house(), &granted, id, typed.get("note")).await {
        Ok(()) => Ok(visitor.done(&page_of(id), "Note saved")),
        Err(error) => form_page(&visitor, id, &typed).await?.refused(error),
    }
}

async fn form_page(visitor: &Visitor, id: AccountId, typed: &Fields) -> kernel::Result<FormPage> {
    let granted = visitor.may::<AccountsView>()?;
    let account = accounts::find(&mut visitor.read().await?, &granted, id).await?;
    let up = page_of(id);
    Ok(FormPage {
        shell: list::below(visitor, "Note", &[(&account.name, up.clone())]),
        lead: "Your whole team reads this; the client never does.".to_owned(),
        form: FormView {
            action: format!("{up}/note"),
            fields: vec![FieldView {
                maxlength: Some(note::MAX),
                hint: "How they pay, what was agreed, what to know before calling.".to_owned(),
                ..field(typed, "note", "Note", FieldKind::TextArea { rows: 10 })
            }],
            submit: "Save note".to_owned(),
            cancel_href: Some(up),
            ..FormView::default()
        },
    })
}
