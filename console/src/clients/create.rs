//! “Create New” (S4-14 … S4-23): an email, a password and a full name; roles are given afterwards, on the profile.

use domain::access::{AccountsView, UsersManage};
use domain::accounts;
use domain::people::users::{self, Entry, NewMember, Welcomed};
use kernel::text::line;
use kernel::{AccountId, Email, Error, Invalid, Name, Result};
use web::ui::{FieldKind, FieldView, FormView};
use web::{Answer, Fields, Visitor};

use super::PATH;
use crate::accounts::MOST;
use crate::form_page::{FormPage, field, select};
use crate::users::page_of;

const NAMES: [&str; 5] = ["account", "email", "password", "name", "title"];

pub async fn ask(visitor: Visitor) -> Answer {
    form_page(&visitor, &Fields::default()).await?.answer()
}

pub async fn create(visitor: Visitor, typed: Fields) -> Answer {
    typed.only(&NAMES)?;
    let granted = visitor.may::<UsersManage>()?;
    let outcome = match read(&typed) {
        Ok((account, new)) => {
            let entry = Entry::Password(Some(typed.get("password").to_owned()));
            users::add_by(visitor.house(), &granted, account, new, entry).await
        }
        Err(error) => Err(error),
    };
    match outcome {
        Ok(Welcomed { id, known: Some(known), .. }) => {
            Ok(visitor.done(&page_of(id), &crate::telling::known(&known)))
        }
        Ok(added) => {
            Ok(visitor.done(&page_of(added.id), "Created. Give roles now: without any, nothing can be seen."))
        }
        Err(error) => form_page(&visitor, &typed).await?.refused(error),
    }
}

fn read(typed: &Fields) -> Result<(AccountId, NewMember)> {
    let mut invalid = Invalid::default();
    let email = invalid.check("email", Email::parse(typed.get("email")));
    let name = invalid.check("name", Name::parse(typed.get("name")));
    let title = invalid.check("title", line(typed.get("title"), Name::MAX));
    let account = invalid.check("account", typed.get("account").parse().map_err(|_| "Choose a company."));
    if typed.get("password").is_empty() {
        invalid.push("password", "Write a password.");
    }
    match (account, email, name, title) {
        (Some(account), Some(email), Some(name), Some(title)) if invalid.is_empty() => {
            Ok((account, NewMember { name, email, title, roles: Vec::new(), contact: None }))
        }
        _ => Err(Error::Invalid(invalid)),
    }
}

async fn form_page(visitor: &Visitor, typed: &Fields) -> Result<FormPage> {
    let granted = visitor.may::<AccountsView>()?;
    let names = accounts::names(&mut visitor.read().await?, &granted, MOST).await?;
    let names = names.into_iter().map(|(id, name)| (id.to_string(), name));
    let off = || Some("off".to_owned());
    let fields = vec![
        FieldView {
            required: true,
            maxlength: Some(Email::MAX),
            autocomplete: off(),
            hint: "To sign in with. An address is used once among everybody, operators included.".to_owned(),
            ..field(typed, "email", "Email", FieldKind::Email)
        },
        FieldView {
            required: true,
            maxlength: Some(256),
            autocomplete: Some("new-password".to_owned()),
            ..FieldView::new("password", "Password", FieldKind::Password)
        },
        FieldView {
            required: true,
            maxlength: Some(Name::MAX),
            autocomplete: off(),
            ..field(typed, "name", "Full name", FieldKind::Text)
        },
        FieldView {
            maxlength: Some(Name::MAX),
            autocomplete: off(),
            ..field(typed, "title", "Title", FieldKind::Text)
        },
        FieldView { required: true, ..select(typed, "account", "Company", Some("Choose a company"), names) },
    ];
    Ok(FormPage {
        shell: web::ui::Shell {
            trail: vec![web::ui::Choice::new("Clients", PATH, false)],
            ..visitor.shell("New client")
        },
        lead:
            "A client who is created here has no roles and sees nothing until roles are given on the profile."
                .to_owned(),
        form: FormView {
            action: format!("{PATH}/new"),
            fields: crate::telling::several(visitor, fields),
            submit: "Create".to_owned(),
            cancel_href: Some(PATH.to_owned()),
            ..FormView::default()
        },
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn s4_15_s4_18_s4_20_s4_21_email_password_and_name_are_needed_and_a_title_is_not() {
        let account = "acct_00000000000000000000000001";
        let text = format!("email=a%40b.example&password=x&name=Ann&account={account}");
        let (_, new) = read(&Fields::parse(text.as_bytes()).unwrap()).unwrap();
        assert!(new.roles.is_empty() && new.title.is_empty(), "C-14: no roles");
        let Err(Error::Invalid(invalid)) = read(&Fields::default()) else { panic!() };
        let wrong: Vec<&str> = invalid.fields().iter().map(|field| field.field.as_str()).collect();
        assert_eq!(wrong, ["email", "name", "account", "password"]);
    }
}
