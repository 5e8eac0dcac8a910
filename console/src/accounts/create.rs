//! The client wizard: a new business, its numbers, and its first portal user with a password (S0-13, S0-14).

use askama::Template;
use domain::access::AccountsCreate;
use domain::accounts::{self, AccountDetails, Created, FirstUser, NewAccount};
use kernel::{Email, Error, Invalid, Name, Phone, Result};
use web::ui::{FieldKind, FieldView, FormView, Shell};
use web::{Answer, Fields, Visitor, page, refused};

use super::{form, list, page_of, welcome};
use crate::form_page::field;
use crate::once_page::{Fact, OncePage};

#[derive(Template)]
#[template(path = "accounts/new.html")]
struct NewAccountPage {
    shell: Shell,
    form: FormView,
}

pub async fn ask(visitor: Visitor) -> Answer {
    let zone = visitor.who.organization.time_zone.clone();
    page(&new_account_page(&visitor, &Fields::of([("time_zone", zone), ("access", "1".to_owned())])))
}

pub async fn create(visitor: Visitor, typed: Fields) -> Answer {
    typed.only(&["name", "email", "phone", "time_zone", "number", "access", "user_name"])?;
    let granted = visitor.may::<AccountsCreate>()?;
    let outcome = match read(&typed, &visitor.who.organization.region) {
        Ok(new) => {
            let (details, user) =
                (new.details.clone(), new.first_user.as_ref().map(|user| user.name.clone()));
            accounts::create(visitor.house(), &granted, new).await.map(|created| (details, user, created))
        }
        Err(error) => Err(error),
    };
    match outcome {
        Ok((details, Some(user), Created { id, password: Some(password), .. })) => {
            page(&access_page(&visitor, id, &details, &user, &password))
        }
        Ok((details, _, created)) => {
            Ok(visitor
                .done(&page_of(created.id), &format!("{} created, without portal access", details.name)))
        }
        Err(error) => {
            let mut page = new_account_page(&visitor, &typed);
            let error = page.form.refuse(error)?;
            refused(&page, &error)
        }
    }
}

fn new_account_page(visitor: &Visitor, typed: &Fields) -> NewAccountPage {
    let mut fields = form::questions(typed, &visitor.who.organization.time_zone);
    fields.push(FieldView {
        maxlength: Some(4000),
        hint: "One on each line. A call to one of these numbers belongs to this account.".to_owned(),
        ..field(typed, "number", "Numbers", FieldKind::TextArea { rows: 3 })
    });
    let checked = typed.optional("access").is_some();
    fields.push(FieldView {
        hint: "The first portal user is a Client Admin, signs in with the email above, and gets a password made by Portico. Nothing is sent: you pass it on.".to_owned(),
        ..FieldView::new("access", "Give this client access to the portal", FieldKind::Checkbox { checked })
    });
    fields.push(FieldView {
        maxlength: Some(Name::MAX),
        autocomplete: Some("off".to_owned()),
        hint: "Made from the email if you leave it empty.".to_owned(),
        ..field(typed, "user_name", "Name of the first portal user", FieldKind::Text)
    });
    NewAccountPage {
        shell: list::below(visitor, "New account", &[]),
        form: FormView {
            action: "/console/accounts/new".to_owned(),
            fields,
            submit: "Create account".to_owned(),
            cancel_href: Some("/console/accounts".to_owned()),
            ..FormView::default()
        },
    }
}

fn read(typed: &Fields, region: &str) -> Result<NewAccount> {
    let mut invalid = Invalid::default();
    let details = form::read(typed, region, &mut invalid);
    let numbers = numbers(typed.get("number"), region, &mut invalid);
    let email = details.as_ref().map(|details| details.email.clone());
    let first_user = match (typed.optional("access"), email) {
        (Some(_), Some(email)) => first_user(typed.get("user_name"), email, &mut invalid),
        _ => None,
    };
    match details {
        Some(details) if invalid.is_empty() => Ok(NewAccount { details, numbers, first_user }),
        _ => Err(Error::Invalid(invalid)),
    }
}

/// The numbers, one on each line; a number that stands there twice is one number.
fn numbers(written: &str, region: &str, invalid: &mut Invalid) -> Vec<Phone> {
    let mut numbers: Vec<Phone> = Vec::new();
    for line in written.lines().map(str::trim).filter(|line| !line.is_empty()) {
        match Phone::parse(line, region) {
            Ok(number) if numbers.contains(&number) => {}
            Ok(number) => numbers.push(number),
            Err(error) => invalid.push("number", format!("“{line}”: {error}")),
        }
    }
    numbers
}

fn first_user(written: &str, email: Email, invalid: &mut Invalid) -> Option<FirstUser> {
    let name = if written.trim().is_empty() { welcome::name_of(&email) } else { written.to_owned() };
    Some(FirstUser { name: invalid.check("user_name", Name::parse(&name))?, email })
}

/// What the client needs to sign in, shown once.
fn access_page(
    visitor: &Visitor,
    id: kernel::AccountId,
    details: &AccountDetails,
    user: &Name,
    password: &str,
) -> OncePage {
    let email = details.email.as_str();
    let first = welcome::first_name(user.as_str());
    OncePage {
        shell: list::below(visitor, &format!("{} is ready", details.name), &[]),
        lead: format!(
            "{user} is its first portal user, a Client Admin. Nothing was sent: copy what {first} needs and pass it on."
        ),
        facts: vec![
            Fact::new("Login URL", welcome::login_url(visitor)),
            Fact::new("User ID", email),
            Fact::secret("Password", password),
        ],
        letter: Some((
            format!("Letter to {first}"),
            welcome::letter(visitor, user.as_str(), email, password),
        )),
        next: ("Go to the account", page_of(id)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const GOOD: &str = "name=Bright+Smile&email=dana.reyes%40b.example&time_zone=UTC&phone=";

    fn fields(rest: &str) -> Fields {
        Fields::parse(format!("{GOOD}{rest}").as_bytes()).unwrap()
    }

    #[test]
    fn s0_17_the_first_user_signs_in_with_the_clients_email() {
        let new = read(&fields("&access=1&user_name=&number=512+555+0143%0D%0A%0D%0A%2B15125550143"), "US")
            .unwrap();
        let user = new.first_user.unwrap();
        assert_eq!((user.name.as_str(), user.email.as_str()), ("Dana Reyes", "dana.reyes@b.example"));
        assert_eq!(new.numbers.len(), 1);
    }

    #[test]
    fn s0_12_access_can_be_withheld() {
        assert!(read(&fields("&user_name=Dana"), "US").unwrap().first_user.is_none());
    }

    #[test]
    fn a_wrong_number_is_named() {
        let Err(Error::Invalid(invalid)) = read(&fields("&number=5125550143%0Anonsense"), "US") else {
            panic!()
        };
        assert!(invalid.message("number").unwrap().starts_with("“nonsense”: "));
    }
}
