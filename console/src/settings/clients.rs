//! What client admins may run and see of their own account (C-15), here for all accounts and at each one; and whether
//! one person may be a user of several accounts (C-07), and whether changes of resources wait for an operator (S0-10).

use domain::access::SettingsEdit;
use domain::organizations::settings::{self, configure};
use web::ui::{FieldKind, FieldView, FormView};
use web::{Answer, Fields, Visitor};

use super::{PATH, below};
use crate::form_page::FormPage;

const HERE: &str = "/console/settings/clients";

pub async fn ask(visitor: Visitor) -> Answer {
    let granted = visitor.may::<SettingsEdit>()?;
    let settings = settings::settings(&mut visitor.read().await?, &granted).await?;
    let checked = settings.clients.run_users;
    let several = settings.clients.several_accounts;
    let run_users = FieldView {
        hint: "They invite, change, disable and enable the users of their own account, and give them no more than they \
               have themselves. It can be switched off for single accounts on the account’s page."
            .to_owned(),
        ..FieldView::new("run_users", "Client admins run their own users", FieldKind::Checkbox { checked })
    };
    let checked = settings.clients.see_support;
    let see_support = FieldView {
        hint: "A page with each visit of your people in the place of theirs, and what was done. The history of the \
               account names it all the same. It can be switched off for single accounts, too."
            .to_owned(),
        ..FieldView::new("see_support", "Client admins see support access", FieldKind::Checkbox { checked })
    };
    let checked = settings.clients.business_page;
    let business_page = FieldView {
        hint: "What their public page says at the address with their nickname, with a preview. It can be switched off \
               for single accounts, too."
            .to_owned(),
        ..FieldView::new(
            "business_page",
            "Client admins write their business page",
            FieldKind::Checkbox { checked },
        )
    };
    let checked = settings.clients.publish_business_page;
    let publish = FieldView {
        hint: "Where they write it, they also decide whether anybody can read it. Otherwise that stays with your \
               operators."
            .to_owned(),
        ..FieldView::new(
            "publish_business_page",
            "Client admins switch their business page on and off",
            FieldKind::Checkbox { checked },
        )
    };
    let several_accounts = FieldView {
        hint: "A portal user’s email may then be added to further accounts: the person keeps one password, and chooses \
               the account after signing in. Switched off again, those who have several keep them, and nobody gets \
               more."
            .to_owned(),
        ..FieldView::new(
            "several_accounts",
            "One person can be a user of several accounts",
            FieldKind::Checkbox { checked: several },
        )
    };
    let approve_resources = FieldView {
        hint: "What portal users write, change or delete of resources is a proposal until an operator approves it, with \
               the difference before the eyes. What operators write holds at once. The page of an account can say \
               otherwise for that account."
            .to_owned(),
        ..FieldView::new(
            "approve_resources",
            "Changes of resources by clients wait for an operator",
            FieldKind::Checkbox { checked: settings.clients.approve_resources },
        )
    };
    let form = FormView {
        action: HERE.to_owned(),
        fields: vec![run_users, see_support, business_page, publish, several_accounts, approve_resources],
        submit: "Save".to_owned(),
        cancel_href: Some(PATH.to_owned()),
        ..FormView::default()
    };
    FormPage { shell: below(&visitor, "Client users"), lead: String::new(), form }.answer()
}

pub async fn decide(visitor: Visitor, typed: Fields) -> Answer {
    typed.only(&[
        "run_users",
        "see_support",
        "business_page",
        "publish_business_page",
        "several_accounts",
        "approve_resources",
    ])?;
    let granted = visitor.may::<SettingsEdit>()?;
    let run = typed.optional("run_users").is_some();
    let see = typed.optional("see_support").is_some();
    let page = typed.optional("business_page").is_some();
    let publish = typed.optional("publish_business_page").is_some();
    let several = typed.optional("several_accounts").is_some();
    let approve = typed.optional("approve_resources").is_some();
    configure(visitor.house(), &granted, |settings| {
        settings.clients.run_users = run;
        settings.clients.see_support = see;
        settings.clients.business_page = page;
        settings.clients.publish_business_page = publish;
        settings.clients.several_accounts = several;
        settings.clients.approve_resources = approve;
    })
    .await?;
    let first = if run { "Client admins run their users" } else { "Your operators run the users" };
    let then = if several { "one person can have several accounts" } else { "one person has one account" };
    Ok(visitor.done(HERE, &format!("{first}; {then}")))
}
