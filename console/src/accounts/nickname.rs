//! What an account is called in its public address, and by other programs (S3-55 … S3-57).

use domain::access::{AccountsEdit, AccountsView};
use domain::accounts;
use kernel::text::Nickname;
use kernel::{AccountId, Error};
use web::ui::{FieldKind, FieldView, FormView};
use web::{Answer, Fields, Id, Visitor};

use super::{list, page_of};
use crate::form_page::{FormPage, field};

pub async fn ask(visitor: Visitor, Id(id): Id<AccountId>) -> Answer {
    let granted = visitor.may::<AccountsView>()?;
    let account = accounts::find(&mut visitor.read().await?, &granted, id).await?;
    let typed = Fields::of([("nickname", account.nickname.unwrap_or_default())]);
    form_page(&visitor, id, &typed).await?.answer()
}

/// An empty field takes it away.
pub async fn rename(visitor: Visitor, Id(id): Id<AccountId>, typed: Fields) -> Answer {
    typed.only(&["nickname"])?;
    let granted = visitor.may::<AccountsEdit>()?;
    let written = typed.get("nickname").trim();
    let nickname = if written.is_empty() { Ok(None) } else { Nickname::parse(written).map(Some) };
    let outcome = match nickname {
        Ok(nickname) => accounts::rename(visitor.house(), &granted, id, nickname.as_ref()).await,
        Err(error) => Err(Error::invalid("nickname", error.to_string())),
    };
    match outcome {
        Ok(()) => Ok(visitor.done(&page_of(id), "Nickname saved")),
        Err(error) => form_page(&visitor, id, &typed).await?.refused(error),
    }
}

async fn form_page(visitor: &Visitor, id: AccountId, typed: &Fields) -> kernel::Result<FormPage> {
    let granted = visitor.may::<AccountsView>()?;
    let account = accounts::find(&mut visitor.read().await?, &granted, id).await?;
    let up = page_of(id);
    Ok(FormPage {
        shell: list::below(visitor, "Nickname", &[(&account.name, up.clone())]),
        lead: "A short name that no other client has. Other programs find the account by it.".to_owned(),
        form: FormView {
            action: format!("{up}/nickname"),
            fields: vec![FieldView {
                maxlength: Some(Nickname::MAX),
                autocomplete: Some("off".to_owned()),
                hint: format!(
                    "{} to {} letters, digits and hyphens. One that is given up stays reserved to this account. Leave \
                     it empty to take it away.",
                    Nickname::MIN,
                    Nickname::MAX
                ),
                ..field(typed, "nickname", "Nickname", FieldKind::Text)
            }],
            submit: "Save nickname".to_owned(),
            cancel_href: Some(up),
            ..FormView::default()
        },
    })
}
