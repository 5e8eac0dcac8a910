//! Deleting a role: refused while people hold it, unless another one takes its place; they are named.

use askama::Template;
use domain::access::RolesManage;
use domain::access::roles::{self, Holder, Role};
use kernel::{Error, Result, RoleId};
use web::ui::{FormView, Shell};
use web::{Answer, Fields, Id, Visitor, page, refused};

use super::preview::{self, Asked};
use super::{PATH, below, page_of};
use crate::form_page::select;

/// People who are named before a role goes.
const NAMED: usize = 10;

#[derive(Template)]
#[template(path = "roles/delete.html")]
struct DeletePage {
    shell: Shell,
    people: Vec<Holder>,
    how_many: domain::records::Total,
    form: FormView,
}

pub async fn ask(visitor: Visitor, Id(id): Id<RoleId>) -> Answer {
    page(&delete_page(&visitor, id, &Fields::default()).await?)
}

pub async fn delete(visitor: Visitor, Id(id): Id<RoleId>, typed: Fields) -> Answer {
    typed.only(&["replacement", "confirm", "back"])?;
    if typed.optional("back").is_some() {
        return page(&delete_page(&visitor, id, &typed).await?);
    }
    match remove(&visitor, id, &typed).await {
        Ok(answer) => answer,
        Err(error) => {
            let mut asked = delete_page(&visitor, id, &typed).await?;
            let error = asked.form.refuse(error)?;
            refused(&asked, &error)
        }
    }
}

/// With another role in its place it is first shown what that means for people.
async fn remove(visitor: &Visitor, id: RoleId, typed: &Fields) -> Result<Answer> {
    let granted = visitor.may::<RolesManage>()?;
    let other: Option<RoleId> = match typed.get("replacement") {
        "" => None,
        text => Some(text.parse().map_err(|_| Error::invalid("replacement", "Choose one of the roles."))?),
    };
    if let (Some(other), None) = (other, typed.optional("confirm")) {
        let mut read = visitor.read().await?;
        let effect = roles::preview_replacement(&mut read, &granted, id, other).await?;
        let role = roles::find(&mut read, &granted, id).await?;
        let instead = roles::find(&mut read, &granted, other).await?;
        return Ok(preview::answer(
            visitor,
            &role,
            effect,
            Asked {
                title: format!("Replace “{}” by “{}”?", role.name, instead.name),
                action: format!("{}/delete", page_of(id)),
                hidden: vec![("replacement".to_owned(), other.to_string())],
                verb: "Replace and delete",
                back: Some("Back"),
                danger: true,
                clearance: (role.secure != instead.secure).then_some(instead.secure),
                asks: preview::asked_of_people(role.asks, instead.asks),
            },
        ));
    }
    roles::delete(visitor.house(), &granted, id, other).await?;
    Ok(Ok(visitor.done(PATH, "Role deleted")))
}

async fn delete_page(visitor: &Visitor, id: RoleId, typed: &Fields) -> Result<DeletePage> {
    let granted = visitor.may::<RolesManage>()?;
    let mut read = visitor.read().await?;
    let role = roles::find(&mut read, &granted, id).await?;
    if role.preset.is_some() {
        return Err(Error::conflict(format!("“{}” comes with Portico and cannot be deleted.", role.name)));
    }
    let people = roles::people(&mut read, &granted, id, NAMED).await?;
    let others = roles::of_kind(&mut read, &granted, role.kind).await?;
    Ok(DeletePage {
        shell: below(visitor, &format!("Delete {}?", role.name), Some((&role.name, id))),
        how_many: roles::how_many(&mut read, &granted, id).await?,
        form: form(&role, typed, &people, others, &granted),
        people,
    })
}

fn form(
    role: &Role,
    typed: &Fields,
    people: &[Holder],
    others: Vec<Role>,
    granted: &domain::access::Granted<RolesManage>,
) -> FormView {
    let offered = others
        .into_iter()
        .filter(|other| other.id != role.id && roles::may_give(granted.actor(), other).is_ok())
        .map(|other| (other.id.to_string(), other.name));
    let choice = select(typed, "replacement", "Role that takes its place", Some("Choose a role"), offered);
    FormView {
        action: format!("{}/delete", page_of(role.id)),
        fields: if people.is_empty() {
            Vec::new()
        } else {
            vec![web::ui::FieldView { required: true, ..choice }]
        },
        submit: if people.is_empty() { "Delete role" } else { "Continue" }.to_owned(),
        cancel_href: Some(page_of(role.id)),
        danger: people.is_empty(),
        ..FormView::default()
    }
}
