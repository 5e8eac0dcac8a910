//! Choosing the company of a new portal user, among many: by a part of its name if there are too many to list.

use domain::Read;
use domain::access::AccountsView;
use domain::accounts::{self, Account};
use domain::people::users;
use kernel::{AccountId, Email, Result};
use web::ui::{FieldKind, FieldView};
use web::{Fields, Visitor};

use crate::accounts::MOST;
use crate::form_page::{field, select};

/// The companies to choose among, and the one that is chosen.
pub struct Companies {
    offered: Vec<(AccountId, String)>,
    /// There are more than can be offered: they are looked for by name.
    many: bool,
    pub chosen: Option<Account>,
}

pub async fn companies(visitor: &Visitor, read: &mut Read, typed: &Fields) -> Result<Companies> {
    let granted = visitor.may::<AccountsView>()?;
    let chosen = match typed.get("account").parse() {
        Ok(id) => Some(accounts::find(read, &granted, id).await?),
        Err(_) => None,
    };
    let all = accounts::names(read, &granted, MOST + 1).await?;
    let many = all.len() > MOST;
    let mut offered = match typed.get("find").trim() {
        part if many && !part.is_empty() => accounts::named_like(read, &granted, part, MOST).await?,
        _ => all,
    };
    offered.truncate(MOST);
    if let Some(account) = chosen.as_ref().filter(|one| offered.iter().all(|(id, _)| *id != one.id)) {
        offered.insert(0, (account.id, account.name.clone()));
    }
    Ok(Companies { offered, many, chosen })
}

impl Companies {
    pub fn questions(&self, typed: &Fields) -> Vec<FieldView> {
        let find = self.many.then(|| FieldView {
            autocomplete: Some("off".to_owned()),
            maxlength: Some(120),
            hint: "A part of the company’s name.".to_owned(),
            ..field(typed, "find", "Find company", FieldKind::Text)
        });
        let options = self.offered.iter().map(|(id, name)| (id.to_string(), name.clone()));
        let account = FieldView {
            required: true,
            ..select(typed, "account", "Company", Some("Choose a company"), options)
        };
        find.into_iter().chain([account]).collect()
    }
}

/// What was typed, with what the chosen company says where nothing else was typed: its email (S1-19), and a name made
/// of the contact or of the address (C-13). What was filled in before for another company gives way.
pub async fn filled_in(
    read: &mut Read,
    visitor: &Visitor,
    typed: &Fields,
    companies: &Companies,
    contact: Option<(&str, &str)>,
) -> Result<Fields> {
    let Some(company) = &companies.chosen else { return Ok(typed.clone()) };
    let free = |written: &str, filled: &str| written.trim().is_empty() || written == filled;
    let mut email = typed.get("email").to_owned();
    if free(&email, typed.get("filled_email")) {
        let of_contact = contact.map(|(_, email)| email).filter(|email| !email.is_empty());
        email = of_contact.unwrap_or(&company.email).to_owned();
        // An address is used once: one that cannot be used is not offered.
        if users::email_in_use(read, &visitor.may()?, company.id, &email).await? {
            email = String::new();
        }
    }
    let mut name = typed.get("name").to_owned();
    if free(&name, typed.get("filled_name")) {
        let of_address = Email::parse(&email).map(|email| email.name()).unwrap_or_default();
        name = contact.map_or(of_address, |(name, _)| name.to_owned());
    }
    Ok(typed
        .with("filled_email", &email)
        .with("filled_name", &name)
        .with("email", &email)
        .with("name", &name))
}
