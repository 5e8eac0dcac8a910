//! Choosing what the people of a role show to be theirs before anything opens (S0-33): also of one that ships.

use domain::access::roles::{self, Role};
use domain::access::{Kind, RolesManage, Verification};
use kernel::{Error, Result, RoleId};
use web::ui::FormView;
use web::{Answer, Fields, Id, Visitor};

use super::{below, form, page_of};
use crate::form_page::FormPage;

pub async fn ask(visitor: Visitor, Id(id): Id<RoleId>) -> Answer {
    let role = find(&visitor, id).await?;
    form_page(&visitor, &role, role.asks.verification.name()).answer()
}

pub async fn decide(visitor: Visitor, Id(id): Id<RoleId>, typed: Fields) -> Answer {
    typed.only(&["verification"])?;
    let role = find(&visitor, id).await?;
    let granted = visitor.may::<RolesManage>()?;
    let outcome = match Verification::parse(typed.get("verification")) {
        Some(asked) => roles::ask_verification(visitor.house(), &granted, id, asked).await,
        None => Err(Error::invalid("verification", "Choose one of the answers.")),
    };
    match outcome {
        Ok(()) => Ok(visitor
            .done(&page_of(id), "Saved. It counts from the next click of everybody who holds the role")),
        Err(error) => form_page(&visitor, &role, typed.get("verification")).refused(error),
    }
}

/// A role for portal users; operators show a second factor instead.
async fn find(visitor: &Visitor, id: RoleId) -> Result<Role> {
    let granted = visitor.may::<RolesManage>()?;
    let role = roles::find(&mut visitor.read().await?, &granted, id).await?;
    if role.kind == Kind::PortalUser { Ok(role) } else { Err(Error::NotFound) }
}

fn form_page(visitor: &Visitor, role: &Role, chosen: &str) -> FormPage {
    let up = page_of(role.id);
    FormPage {
        shell: below(visitor, &format!("Verification of “{}”", role.name), Some((&role.name, role.id))),
        lead: "Whoever holds several roles shows what each of them asks for.".to_owned(),
        form: FormView {
            action: format!("{up}/verification"),
            fields: vec![form::verification(chosen)],
            submit: "Save".to_owned(),
            cancel_href: Some(up),
            ..FormView::default()
        },
    }
}
