//! The client wizard: a new business, its numbers, and its first portal user with a password (S0-13, S0-14).

use askama::Template;
use domain::access::AccountsCreate;
use domain::access::roles::{CLIENT_ADMIN, CLIENT_USER};
use domain::accounts::plans;
use domain::accounts::{self, AccountDetails, Created, FirstUser, NewAccount};
use domain::people::users::{Entry, Welcomed};
use kernel::{Email, Error, Invalid, Name, Phone, PlanId, Result};
use web::telling::invited;
use web::ui::{FieldKind, FieldView, FormView, Shell};
use web::{Answer, Fields, Visitor, page, refused};

use super::{form, list, page_of, welcome};
use crate::form_page::{field, select};
use crate::once_page::{Fact, OncePage};
use crate::plans::words;
use crate::telling;

#[derive(Template)]
#[template(path = "accounts/new.html")]
struct NewAccountPage {
    shell: Shell,
    has_plans: bool,
    form: FormView,
}

/// The roles that the first user may have.
const PRESETS: [(&str, &str); 2] = [("client_admin", CLIENT_ADMIN), ("client_user", CLIENT_USER)];

const NAMES: [&str; 12] = [
    "name",
    "email",
    "phone",
    "time_zone",
    "number",
    "plan",
    "access",
    "user_name",
    "role",
    "password",
    telling::NAME,
    telling::MOBILE,
];

pub async fn ask(visitor: Visitor) -> Answer {
    let zone = visitor.who.organization.time_zone.clone();
    let opens = [("time_zone", zone), ("access", "1".to_owned()), ("role", "client_admin".to_owned())];
    page(&new_account_page(&visitor, &Fields::of(opens)).await?)
}

pub async fn create(visitor: Visitor, typed: Fields) -> Answer {
    typed.only(&NAMES)?;
    let granted = visitor.may::<AccountsCreate>()?;
    let region = &visitor.who.organization.region;
    let wish = telling::entry(&visitor, &typed).and_then(|entry| read(&typed, region, entry));
    let outcome = match wish {
        Ok(new) => {
            let (details, user) =
                (new.details.clone(), new.first_user.as_ref().map(|user| user.name.clone()));
            accounts::create(visitor.house(), &granted, new).await.map(|created| (details, user, created))
        }
        Err(error) => Err(error),
    };
    match outcome {
        Ok((_, _, Created { id, first_user: Some(Welcomed { known: Some(known), .. }) })) => {
            Ok(visitor.done(&page_of(id), &telling::known(&known)))
        }
        Ok((details, Some(user), Created { id, first_user: Some(welcomed) })) => {
            ready(&visitor, id, &details, &user, &welcomed)
        }
        Ok((details, _, created)) => {
            Ok(visitor
                .done(&page_of(created.id), &format!("{} created, without portal access", details.name)))
        }
        Err(error) => {
            let mut page = new_account_page(&visitor, &typed).await?;
            let error = page.form.refuse(error)?;
            refused(&page, &error)
        }
    }
}

async fn new_account_page(visitor: &Visitor, typed: &Fields) -> Result<NewAccountPage> {
    let mut fields = form::questions(typed, &visitor.who.organization.time_zone);
    fields.push(FieldView {
        maxlength: Some(4000),
        hint: "One on each line. A call to one of these numbers belongs to this account.".to_owned(),
        ..field(typed, "number", "Numbers", FieldKind::TextArea { rows: 3 })
    });
    let plans = plans::list(&mut visitor.read().await?, &visitor.may::<AccountsCreate>()?).await?;
    let has_plans = !plans.is_empty();
    if has_plans {
        let offered = plans.iter().map(|(plan, _)| (plan.id.to_string(), words::title(plan)));
        fields.push(FieldView {
            hint: "It says how many portal users, contacts and numbers the account may have.".to_owned(),
            ..select(typed, "plan", "Plan", Some("No plan"), offered)
        });
    }
    let checked = typed.optional("access").is_some();
    fields.push(FieldView {
        hint: "The first portal user signs in with the email above.".to_owned(),
        ..FieldView::new("access", "Give this client access to the portal", FieldKind::Checkbox { checked })
    });
    fields.push(FieldView {
        maxlength: Some(Name::MAX),
        autocomplete: Some("off".to_owned()),
        hint: "Made from the email if you leave it empty.".to_owned(),
        ..field(typed, "user_name", "Name of the first portal user", FieldKind::Text)
    });
    let roles = PRESETS.map(|(preset, role)| (preset.to_owned(), role.to_owned()));
    fields.push(FieldView { short: true, ..select(typed, "role", "Role", None, roles) });
    fields.extend(telling::questions(visitor, typed));
    Ok(NewAccountPage {
        shell: list::below(visitor, "New account", &[]),
        has_plans,
        form: FormView {
            action: "/console/accounts/new".to_owned(),
            fields,
            submit: "Create account".to_owned(),
            cancel_href: Some("/console/accounts".to_owned()),
            ..FormView::default()
        },
    })
}

fn read(typed: &Fields, region: &str, entry: Entry) -> Result<NewAccount> {
    let mut invalid = Invalid::default();
    let details = form::read(typed, region, &mut invalid);
    let numbers = numbers(typed.get("number"), region, &mut invalid);
    let email = details.as_ref().map(|details| details.email.clone());
    let plan = match typed.get("plan") {
        "" => None,
        id => invalid.check("plan", id.parse::<PlanId>().map_err(|_| "Choose one of the plans.")),
    };
    let first_user = match (typed.optional("access"), email) {
        (Some(_), Some(email)) => first_user(typed, email, entry, &mut invalid),
        _ => None,
    };
    match details {
        Some(details) if invalid.is_empty() => Ok(NewAccount { details, numbers, plan, first_user }),
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

fn first_user(typed: &Fields, email: Email, entry: Entry, invalid: &mut Invalid) -> Option<FirstUser> {
    let written = typed.get("user_name");
    let preset = PRESETS.into_iter().find(|(preset, _)| *preset == typed.get("role"));
    let preset = invalid.check("role", preset.map(|(preset, _)| preset).ok_or("Choose one of the roles."));
    let name = if written.trim().is_empty() { email.name() } else { written.to_owned() };
    Some(FirstUser { name: invalid.check("user_name", Name::parse(&name))?, email, preset: preset?, entry })
}

/// The last page: what has to be passed on, shown once, or what was sent (S0-15 … S0-21).
fn ready(
    visitor: &Visitor,
    id: kernel::AccountId,
    details: &AccountDetails,
    user: &Name,
    welcomed: &Welcomed,
) -> Answer {
    let email = details.email.as_str();
    let first = welcome::first_name(user.as_str());
    let mut facts = vec![Fact::new("Login URL", welcome::login_url(visitor)), Fact::new("User ID", email)];
    let (lead, letter) = match &welcomed.password {
        Some(password) => {
            facts.push(Fact::secret("Password", password.as_str()));
            let text = welcome::letter(visitor, user.as_str(), email, password);
            let lead = format!("Nothing was sent: copy what {first} needs and pass it on.");
            (lead, Some((format!("Letter to {first}"), text)))
        }
        None => (invited(user.as_str(), welcomed), None),
    };
    page(&OncePage {
        shell: list::below(visitor, &format!("{} is ready", details.name), &[]),
        lead: format!("{user} is its first portal user. {lead}"),
        facts,
        letter,
        next: ("Go to the account", page_of(id)),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const GOOD: &str = "name=Bright+Smile&email=dana.reyes%40b.example&time_zone=UTC&phone=";

    fn fields(rest: &str) -> Fields {
        Fields::parse(format!("{GOOD}{rest}").as_bytes()).unwrap()
    }

    fn entry() -> Entry {
        Entry::Invitation(None)
    }

    #[test]
    fn s0_17_the_first_user_signs_in_with_the_clients_email() {
        let new = read(
            &fields("&access=1&role=client_admin&user_name=&number=512+555+0143%0D%0A%0D%0A%2B15125550143"),
            "US",
            entry(),
        )
        .unwrap();
        let user = new.first_user.unwrap();
        assert_eq!((user.name.as_str(), user.email.as_str()), ("Dana Reyes", "dana.reyes@b.example"));
        assert_eq!(new.numbers.len(), 1);
    }

    #[test]
    fn s0_12_access_can_be_withheld() {
        assert!(read(&fields("&user_name=Dana"), "US", entry()).unwrap().first_user.is_none());
    }

    #[test]
    fn a_wrong_number_is_named() {
        let Err(Error::Invalid(invalid)) = read(&fields("&number=5125550143%0Anonsense"), "US", entry())
        else {
            panic!()
        };
        assert!(invalid.message("number").unwrap().starts_with("“nonsense”: "));
    }
}
