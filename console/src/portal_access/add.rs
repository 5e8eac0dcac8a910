//! “Add Portal User” (S1-17 … S1-26): the company's own address is filled in, and can be replaced.

use domain::access::roles::{self, CLIENT_USER, Role};
use domain::access::{ContactsView, Kind, UsersManage};
use domain::people::contacts::{self, Contact};
use domain::people::users::{self, MemberDetails, NewMember};
use kernel::{AccountId, Error, Invalid, Result};
use web::ui::{FieldKind, FieldView, FormView};
use web::{Answer, Fields, Visitor};

use super::company::{Companies, companies, filled_in};
use super::form::WindowPage;
use super::{PATH, below};
use crate::accounts::MOST;
use crate::form_page::field;
use crate::telling;
use crate::users::add::told;
use crate::users::{form, roles_to_give};

const NAMES: [&str; 13] = [
    "find",
    "account",
    "email",
    "name",
    "title",
    "roles",
    "contact",
    "password",
    telling::NAME,
    telling::MOBILE,
    "step",
    "filled_email",
    "filled_name",
];

pub async fn ask(visitor: Visitor) -> Answer {
    let granted = visitor.may::<UsersManage>()?;
    // S2-29: a further user does not see what the client sees, until somebody says so.
    let mut read = visitor.read().await?;
    let usual = roles::named(&mut read, &granted, Kind::PortalUser, CLIENT_USER).await?;
    drop(read);
    let typed = Fields::of([("roles", usual.to_string())]);
    window(&visitor, &typed).await?.answer()
}

pub async fn add(visitor: Visitor, typed: Fields) -> Answer {
    typed.only(&NAMES)?;
    let granted = visitor.may::<UsersManage>()?;
    if !typed.get("step").is_empty() {
        return window(&visitor, &typed).await?.answer();
    }
    let outcome = match read(&typed).and_then(|read| Ok((read, telling::entry(&visitor, &typed)?))) {
        Ok(((account, details), entry)) => {
            let who = (details.name.to_string(), details.email.to_string());
            let added = users::add_by(visitor.house(), &granted, account, member(details), entry).await;
            added.map(|welcomed| (who, welcomed))
        }
        Err(error) => Err(error),
    };
    match outcome {
        Ok(((name, email), welcomed)) => told(&visitor, below, (&name, &email), &welcomed, PATH),
        Err(error) => window(&visitor, &typed).await?.refused(error),
    }
}

fn member(details: MemberDetails) -> NewMember {
    let MemberDetails { name, email, title, roles, contact } = details;
    NewMember { name, email, title, roles, contact }
}

fn read(typed: &Fields) -> Result<(AccountId, MemberDetails)> {
    let mut invalid = Invalid::default();
    let account = invalid.check("account", typed.get("account").parse().map_err(|_| "Choose a company."));
    match (account, form::read(typed)) {
        (Some(account), Ok(details)) => Ok((account, details)),
        (_, Ok(_)) => Err(Error::Invalid(invalid)),
        (_, Err(Error::Invalid(others))) => {
            for wrong in others.fields() {
                invalid.push(&wrong.field, &wrong.message);
            }
            Err(Error::Invalid(invalid))
        }
        (_, Err(other)) => Err(other),
    }
}

async fn window(visitor: &Visitor, typed: &Fields) -> Result<WindowPage> {
    let mut read = visitor.read().await?;
    let companies = companies(visitor, &mut read, typed).await?;
    let contacts = match &companies.chosen {
        Some(company) => {
            contacts::of_account(&mut read, &visitor.may::<ContactsView>()?, company.id, MOST).await?
        }
        None => Vec::new(),
    };
    let contact = contacts.iter().find(|contact| contact.id.to_string() == typed.get("contact"));
    let contact = contact.map(|contact| (contact.name.as_str(), contact.email.as_str()));
    let typed = match typed.get("step") {
        "" => typed.clone(),
        _ => filled_in(&mut read, visitor, typed, &companies, contact).await?,
    };
    let roles = roles_to_give(visitor, &mut read, &[]).await?;
    Ok(WindowPage {
        shell: below(visitor, "Add Portal User"),
        lead: String::new(),
        others: Vec::new(),
        form: FormView {
            action: format!("{PATH}/new"),
            fields: telling::several(visitor, questions(visitor, &typed, &companies, &contacts, &roles)),
            submit: "Add portal user".to_owned(),
            cancel_href: Some(PATH.to_owned()),
            ..FormView::default()
        },
    })
}

/// The company first, then the person, then how the person gets in.
fn questions(
    visitor: &Visitor,
    typed: &Fields,
    companies: &Companies,
    contacts: &[Contact],
    roles: &[Role],
) -> Vec<FieldView> {
    let mut fields = companies.questions(typed);
    let mut person = form::questions(typed, contacts, roles);
    // The company's email comes right after the company.
    if let Some(place) = person.iter().position(|field| field.name == "email") {
        fields.push(FieldView { label: "Company email".to_owned(), ..person.remove(place) });
    }
    fields.extend(person.into_iter().filter(|field| field.name != "title"));
    fields.extend(telling::questions(visitor, typed));
    for name in ["filled_email", "filled_name"] {
        fields.push(field(typed, name, name, FieldKind::Hidden));
    }
    fields
}
