//! A portal user's name, address, roles and contact, changed; it counts from the user's very next request.

use domain::Read;
use domain::access::roles::Role;
use domain::access::{ContactsView, UsersManage, UsersView};
use domain::accounts::Account;
use domain::people::contacts;
use domain::people::users::{self, Member};
use kernel::{MemberId, Result};
use web::ui::FormView;
use web::{Answer, Fields, Id, Visitor};

use super::{below, find, form, page_of, roles_to_give};
use crate::accounts::MOST;
use crate::form_page::FormPage;

pub async fn ask(visitor: Visitor, Id(id): Id<MemberId>) -> Answer {
    let mut read = visitor.read().await?;
    let (member, account) = find(&visitor, &mut read, id).await?;
    let held = users::roles(&mut read, &visitor.may::<UsersView>()?, id).await?;
    form_page(&visitor, &mut read, &account, &member, &as_it_is(&member, &held)).await?.answer()
}

/// What the form opens with.
pub fn as_it_is(member: &Member, held: &[Role]) -> Fields {
    let known = [
        ("name", member.name.clone()),
        ("email", member.email.clone()),
        ("title", member.title.clone()),
        ("contact", member.contact.map(|id| id.to_string()).unwrap_or_default()),
    ];
    Fields::of(known.into_iter().chain(held.iter().map(|role| ("roles", role.id.to_string()))))
}

pub async fn edit(visitor: Visitor, Id(id): Id<MemberId>, typed: Fields) -> Answer {
    typed.only(&form::NAMES)?;
    let granted = visitor.may::<UsersManage>()?;
    let outcome = match form::read(&typed) {
        Ok(details) => users::edit(visitor.house(), &granted, id, details).await,
        Err(error) => Err(error),
    };
    match outcome {
        Ok(()) => Ok(visitor.done(&page_of(id), "Saved")),
        Err(error) => {
            let mut read = visitor.read().await?;
            let (member, account) = find(&visitor, &mut read, id).await?;
            form_page(&visitor, &mut read, &account, &member, &typed).await?.refused(error)
        }
    }
}

/// What a change means for somebody who is a user of other accounts, too.
pub fn shared(member: &Member) -> String {
    if member.elsewhere {
        format!(
            "{} is a user of other accounts, too: name, title and email are the same in all of them, roles and \
             contact are of this one.",
            member.name
        )
    } else {
        String::new()
    }
}

async fn form_page(
    visitor: &Visitor,
    read: &mut Read,
    account: &Account,
    member: &Member,
    typed: &Fields,
) -> Result<FormPage> {
    let contacts = contacts::of_account(read, &visitor.may::<ContactsView>()?, account.id, MOST).await?;
    let held = users::roles(read, &visitor.may::<UsersView>()?, member.id).await?;
    let up = page_of(member.id);
    Ok(FormPage {
        shell: below(visitor, &format!("Edit {}", member.name), account, Some(member)),
        lead: shared(member),
        form: FormView {
            action: format!("{up}/edit"),
            fields: form::questions(typed, &contacts, &roles_to_give(visitor, read, &held).await?),
            submit: "Save changes".to_owned(),
            cancel_href: Some(up),
            ..FormView::default()
        },
    })
}
