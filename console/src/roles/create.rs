//! A new role, from nothing or as a clone of another one.

use domain::access::roles::{self, Role};
use domain::access::{Kind, RolesManage};
use kernel::{Error, Result, RoleId};
use web::ui::FormView;
use web::{Answer, Fields, Pairs, Visitor};

use super::form::{self, RolePage};
use super::{PATH, below, page_of, whose};

pub async fn ask(visitor: Visitor, pairs: Pairs) -> Answer {
    let typed = match pairs.get("from") {
        Some(id) => clone(&visitor, id).await?,
        None => Fields::of([("kind", pairs.get("kind").unwrap_or(Kind::PortalUser.name()).to_owned())]),
    };
    form_page(&visitor, &typed)?.answer()
}

/// The form filled in with another role, under another name.
async fn clone(visitor: &Visitor, id: &str) -> Result<Fields> {
    let id: RoleId = id.parse().map_err(|_| Error::NotFound)?;
    let granted = visitor.may::<RolesManage>()?;
    let role: Role = roles::find(&mut visitor.read().await?, &granted, id).await?;
    let name = role.name.trim_end_matches(" (Secure)");
    Ok(form::typed(&format!("Copy of {name}"), &role))
}

pub async fn create(visitor: Visitor, typed: Fields) -> Answer {
    typed.only(&form::names())?;
    let granted = visitor.may::<RolesManage>()?;
    let outcome = match form::read(&typed, form::kind(&typed)?) {
        Ok(details) => roles::create(visitor.house(), &granted, &details).await,
        Err(error) => Err(error),
    };
    match outcome {
        Ok(id) => Ok(visitor.done(&page_of(id), "Role made. Nobody holds it yet.")),
        Err(error) => form_page(&visitor, &typed)?.refused(error),
    }
}

fn form_page(visitor: &Visitor, typed: &Fields) -> Result<RolePage> {
    let kind = form::kind(typed).map_err(|_| Error::NotFound)?;
    Ok(RolePage {
        shell: below(visitor, &format!("New role for {}", whose(kind)), None),
        lead: "Nobody gives what they do not have: only what you may do yourself is offered here.".to_owned(),
        form: FormView {
            action: format!("{PATH}/new"),
            fields: form::questions(typed, kind, &visitor.who.actor),
            submit: "Make role".to_owned(),
            cancel_href: Some(PATH.to_owned()),
            ..FormView::default()
        },
    })
}
