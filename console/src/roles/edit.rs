//! Changing a role: first what it would mean for the people who hold it, then the change.

use domain::access::RolesManage;
use domain::access::roles::{self, Role, RoleDetails};
use kernel::{Error, Result, RoleId};
use web::ui::FormView;
use web::{Answer, Fields, Id, Visitor};

use super::form::{self, RolePage};
use super::preview::{self, Asked};
use super::{below, page_of};

pub async fn ask(visitor: Visitor, Id(id): Id<RoleId>) -> Answer {
    let role = find(&visitor, id).await?;
    form_page(&visitor, &role, &form::typed(&role.name, &role)).answer()
}

pub async fn edit(visitor: Visitor, Id(id): Id<RoleId>, typed: Fields) -> Answer {
    typed.only(&form::names())?;
    let role = find(&visitor, id).await?;
    if typed.optional("back").is_some() {
        return form_page(&visitor, &role, &typed).answer();
    }
    let outcome = match form::read(&typed, role.kind) {
        Ok(details) => save(&visitor, &role, &details, &typed).await,
        Err(error) => Err(error),
    };
    match outcome {
        Ok(answer) => answer,
        Err(error) => form_page(&visitor, &role, &typed).refused(error),
    }
}

/// Saves what was confirmed, and what is nothing but words; shows everything else first.
async fn save(visitor: &Visitor, role: &Role, details: &RoleDetails, typed: &Fields) -> Result<Answer> {
    let granted = visitor.may::<RolesManage>()?;
    let asks = preview::asked_of_people(role.asks, details.asks);
    let same = role.grants == details.grants && role.secure == details.secure && asks.is_empty();
    if same || typed.optional("confirm").is_some() {
        roles::edit(visitor.house(), &granted, role.id, details).await?;
        return Ok(Ok(visitor.done(&page_of(role.id), "Role saved")));
    }
    let effect = roles::preview(&mut visitor.read().await?, &granted, role.id, details).await?;
    Ok(preview::answer(
        visitor,
        role,
        effect,
        Asked {
            title: format!("Change “{}”?", role.name),
            action: format!("{}/edit", page_of(role.id)),
            hidden: typed
                .iter()
                .filter(|(name, _)| *name != "confirm")
                .map(|(name, value)| (name.to_owned(), value.to_owned()))
                .collect(),
            verb: "Confirm and save",
            back: Some("Back to the form"),
            danger: false,
            clearance: (role.secure != details.secure).then_some(details.secure),
            asks,
        },
    ))
}

async fn find(visitor: &Visitor, id: RoleId) -> Result<Role> {
    let granted = visitor.may::<RolesManage>()?;
    let role = roles::find(&mut visitor.read().await?, &granted, id).await?;
    match role.preset {
        None => Ok(role),
        Some(_) => Err(Error::conflict(format!(
            "“{}” comes with Portico and stays as it is. Clone it, and change the clone.",
            role.name
        ))),
    }
}

fn form_page(visitor: &Visitor, role: &Role, typed: &Fields) -> RolePage {
    let up = page_of(role.id);
    RolePage {
        shell: below(visitor, &format!("Edit {}", role.name), Some((&role.name, role.id))),
        lead: "Before anything is saved you are shown what it changes for the people who hold the role."
            .to_owned(),
        form: FormView {
            action: format!("{up}/edit"),
            fields: form::questions(typed, role.kind, &visitor.who.actor),
            submit: "Continue".to_owned(),
            cancel_href: Some(up),
            ..FormView::default()
        },
    }
}
