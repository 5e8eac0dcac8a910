//! A new portal user of an account (S2-20, S2-32), invited by Portico or with a password that is passed on.

use domain::Read;
use domain::access::roles::{self, CLIENT_USER};
use domain::access::{AccountsView, ContactsView, Kind, UsersManage};
use domain::accounts::{self, Account};
use domain::people::contacts;
use domain::people::users::{self, MemberDetails, NewMember, Welcomed};
use kernel::{AccountId, Result};
use web::telling::invited;
use web::ui::{FormView, Shell};
use web::{Answer, Fields, Id, Visitor, page};

use super::{below, form, roles_to_give};
use crate::accounts::{MOST, first_name, letter, login_url, page_of};
use crate::form_page::FormPage;
use crate::once_page::{Fact, OncePage};
use crate::telling;

pub async fn ask(visitor: Visitor, Id(id): Id<AccountId>) -> Answer {
    let (account, mut read) = find(&visitor, id).await?;
    let granted = visitor.may::<UsersManage>()?;
    // S2-29: a further user does not see what the client sees, until somebody says so.
    let usual = roles::named(&mut read, &granted, Kind::PortalUser, CLIENT_USER).await?;
    let typed = Fields::of([("roles", usual.to_string())]);
    form_page(&visitor, &mut read, &account, &typed).await?.answer()
}

pub async fn add(visitor: Visitor, Id(id): Id<AccountId>, typed: Fields) -> Answer {
    typed.only(&[&form::NAMES[..], &["password", telling::NAME, telling::MOBILE]].concat())?;
    let granted = visitor.may::<UsersManage>()?;
    let (account, mut read) = find(&visitor, id).await?;
    let outcome = match form::read(&typed).and_then(|read| Ok((read, telling::entry(&visitor, &typed)?))) {
        Ok((details, entry)) => {
            let who = (details.name.to_string(), details.email.to_string());
            let added = users::add_by(visitor.house(), &granted, id, member(details), entry).await;
            added.map(|welcomed| (who, welcomed))
        }
        Err(error) => Err(error),
    };
    match outcome {
        Ok(((name, email), welcomed)) => {
            let frame = |visitor: &Visitor, title: &str| below(visitor, title, &account, None);
            told(&visitor, frame, (&name, &email), &welcomed, &page_of(account.id))
        }
        Err(error) => form_page(&visitor, &mut read, &account, &typed).await?.refused(error),
    }
}

fn member(details: MemberDetails) -> NewMember {
    let MemberDetails { name, email, title, roles, contact } = details;
    NewMember { name, email, title, roles, contact }
}

async fn find(visitor: &Visitor, id: AccountId) -> Result<(Account, Read)> {
    let granted = visitor.may::<AccountsView>()?;
    let mut read = visitor.read().await?;
    Ok((accounts::find(&mut read, &granted, id).await?, read))
}

async fn form_page(
    visitor: &Visitor,
    read: &mut Read,
    account: &Account,
    typed: &Fields,
) -> Result<FormPage> {
    let contacts = contacts::of_account(read, &visitor.may::<ContactsView>()?, account.id, MOST).await?;
    let up = page_of(account.id);
    let mut fields = form::questions(typed, &contacts, &roles_to_give(visitor, read, &[]).await?);
    fields.extend(telling::questions(visitor, typed));
    Ok(FormPage {
        shell: below(visitor, "Add portal user", account, None),
        lead: String::new(),
        form: FormView {
            action: format!("{up}/users/new"),
            fields: telling::several(visitor, fields),
            submit: "Add portal user".to_owned(),
            cancel_href: Some(up),
            ..FormView::default()
        },
    })
}

/// What became of a new user: what has to be passed on, shown once, or that an invitation is on its way.
pub fn told(
    visitor: &Visitor,
    frame: impl Fn(&Visitor, &str) -> Shell,
    (name, email): (&str, &str),
    welcomed: &Welcomed,
    next: &str,
) -> Answer {
    let first = first_name(name);
    if let Some(known) = &welcomed.known {
        return Ok(visitor.done(next, &telling::known(known)));
    }
    let Some(password) = &welcomed.password else {
        return Ok(visitor.done(next, &invited(name, welcomed)));
    };
    page(&OncePage {
        shell: frame(visitor, &format!("{name} can sign in")),
        lead: format!("Nothing was sent: copy what {first} needs and pass it on."),
        facts: vec![
            Fact::new("Login URL", login_url(visitor)),
            Fact::new("User ID", email),
            Fact::secret("Password", password.as_str()),
        ],
        letter: Some((format!("Letter to {first}"), letter(visitor, name, email, password))),
        next: ("Done", next.to_owned()),
    })
}
