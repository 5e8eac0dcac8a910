//! An import is taken back: a question that says what goes and what stays, then the deed.

use domain::access::AccountsCreate;
use domain::accounts::import;
use kernel::{Error, ImportId, Result};
use web::ui::ConfirmPage;
use web::{Answer, Fields, Id, Visitor, page, refused};

use super::{accounts, page_of};
use crate::accounts::list;

pub async fn ask(visitor: Visitor, Id(id): Id<ImportId>) -> Answer {
    page(&question(&visitor, id).await?)
}

pub async fn confirmed(visitor: Visitor, Id(id): Id<ImportId>, typed: Fields) -> Answer {
    typed.only(&[])?;
    let mut question = question(&visitor, id).await?;
    match import::undo(visitor.house(), &visitor.may::<AccountsCreate>()?, id).await {
        Ok(_) => Ok(visitor.done(&page_of(id), "The import is taken back")),
        Err(error @ Error::Conflict(_)) => {
            question.error = Some(error.to_string());
            refused(&question, &error)
        }
        Err(error) => Err(error.into()),
    }
}

async fn question(visitor: &Visitor, id: ImportId) -> Result<ConfirmPage> {
    let granted = visitor.may::<AccountsCreate>()?;
    let mut read = visitor.read().await?;
    let import = import::find(&mut read, &granted, id).await?;
    let report = import::report(&mut read, &granted, &import).await?.ok_or(Error::NotFound)?;
    let here = page_of(id);
    Ok(ConfirmPage {
        shell: list::below(
            visitor,
            &format!("Take {} back?", import.name),
            &[("Import accounts", "/console/accounts/import".to_owned()), (&import.name, here.clone())],
        ),
        effect: format!(
            "Of the {} that this import made, those that nobody has touched since are deleted, with their first users, \
             tags and notes. An account in which somebody signed in, or that has calls, messages or any later change, \
             stays; the report says why. Deleting cannot be undone.",
            accounts(report.made)
        ),
        verb: "Take the import back".to_owned(),
        action: format!("{here}/undo"),
        cancel_href: here,
        danger: true,
        ..ConfirmPage::default()
    })
}
