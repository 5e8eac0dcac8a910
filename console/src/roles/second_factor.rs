//! Asking everybody who holds a role for a second factor, or no longer.

use domain::access::RolesManage;
use domain::access::roles::{self, Role};
use kernel::{Error, RoleId};
use web::ui::ConfirmPage;
use web::{Answer, Fields, Id, Visitor, page};

use super::{below, page_of};

pub async fn ask(visitor: Visitor, Id(id): Id<RoleId>) -> Answer {
    let granted = visitor.may::<RolesManage>()?;
    let role = roles::find(&mut visitor.read().await?, &granted, id).await?;
    page(&question(&visitor, &role))
}

pub async fn decide(visitor: Visitor, Id(id): Id<RoleId>, fields: Fields) -> Answer {
    fields.only(&["required"])?;
    let asked = match fields.get("required") {
        "yes" => true,
        "no" => false,
        _ => return Err(Error::invalid("required", "Send yes or no.").into()),
    };
    let granted = visitor.may::<RolesManage>()?;
    roles::ask_second_factor(visitor.house(), &granted, id, asked).await?;
    let words =
        if asked { "A second factor is required" } else { "A second factor is not required any more" };
    Ok(visitor.done(&page_of(id), words))
}

fn question(visitor: &Visitor, role: &Role) -> ConfirmPage {
    let (title, effect, verb, next) = if role.asks.second_factor {
        (
            format!("No longer require a second factor of “{}”?", role.name),
            "Who has one is asked for it still, and may turn it off.",
            "No longer require it",
            "no",
        )
    } else {
        (
            format!("Require a second factor of “{}”?", role.name),
            "Whoever holds this role and has no second factor sets one up before anything else opens, from the next \
             click on; you too, if you hold it. Have an authenticator app ready.",
            "Require a second factor",
            "yes",
        )
    };
    ConfirmPage {
        shell: below(visitor, &title, Some((&role.name, role.id))),
        effect: effect.to_owned(),
        verb: verb.to_owned(),
        action: format!("{}/second-factor", page_of(role.id)),
        cancel_href: page_of(role.id),
        hidden: vec![("required".to_owned(), next.to_owned())],
        ..ConfirmPage::default()
    }
}
