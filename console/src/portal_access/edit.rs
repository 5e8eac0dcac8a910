//! “Edit Portal User” (S1-27 … S1-29): what is changed counts when it is saved.

use domain::access::{ContactsView, UsersManage, UsersView};
use domain::people::contacts;
use domain::people::{invitations, users};
use kernel::{MemberId, Result};
use web::ui::{FieldView, FormView};
use web::{Answer, Fields, Id, Visitor};

use super::form::WindowPage;
use super::{PATH, below};
use crate::accounts::MOST;
use crate::users::edit::{as_it_is, shared};
use crate::users::{find, form, roles_to_give};

pub async fn ask(visitor: Visitor, Id(id): Id<MemberId>) -> Answer {
    window(&visitor, id, None).await?.answer()
}

pub async fn edit(visitor: Visitor, Id(id): Id<MemberId>, typed: Fields) -> Answer {
    typed.only(&form::NAMES)?;
    let granted = visitor.may::<UsersManage>()?;
    let outcome = match form::read(&typed) {
        Ok(details) => users::edit(visitor.house(), &granted, id, details).await,
        Err(error) => Err(error),
    };
    match outcome {
        Ok(()) => Ok(visitor.done(PATH, "Saved")),
        Err(error) => window(&visitor, id, Some(&typed)).await?.refused(error),
    }
}

async fn window(visitor: &Visitor, id: MemberId, typed: Option<&Fields>) -> Result<WindowPage> {
    let mut read = visitor.read().await?;
    let (member, account) = find(visitor, &mut read, id).await?;
    let contacts = contacts::of_account(&mut read, &visitor.may::<ContactsView>()?, account.id, MOST).await?;
    let seen = visitor.may::<UsersView>()?;
    let invitation = invitations::of_user(visitor.house(), &mut read, &seen, id).await?;
    let held = users::roles(&mut read, &seen, id).await?;
    let typed = typed.cloned().unwrap_or_else(|| as_it_is(&member, &held));
    let roles = roles_to_give(visitor, &mut read, &held).await?;
    let fields: Vec<FieldView> = form::questions(&typed, &contacts, &roles);
    Ok(WindowPage {
        shell: below(visitor, "Edit Portal User"),
        lead: format!(
            "{} of {}. Invitation: {}. {}",
            member.name,
            account.name,
            invitation.state.choice().label.to_lowercase(),
            shared(&member)
        ),
        others: crate::users::invite::action(&member, &account, invitation.state, PATH).into_iter().collect(),
        form: FormView {
            action: format!("{PATH}/users/{id}"),
            fields,
            submit: "Save".to_owned(),
            cancel_href: Some(PATH.to_owned()),
            ..FormView::default()
        },
    })
}
