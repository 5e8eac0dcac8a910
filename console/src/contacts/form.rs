//! What a form asks about a contact, and how it reads the answers.

use domain::accounts::Account;
use domain::people::contacts::ContactDetails;
use kernel::text::line;
use kernel::{Email, Error, Invalid, Name, Phone, Result};
use web::ui::{FieldKind, FieldView, FormView};
use web::{Fields, Visitor};

use crate::accounts::{list, page_of};
use crate::form_page::{FormPage, field};

pub const NAMES: [&str; 4] = ["name", "title", "email", "phone"];

/// The page of the form below its account.
pub fn page(
    visitor: &Visitor,
    account: &Account,
    typed: &Fields,
    (title, action, verb): (&str, String, &str),
) -> FormPage {
    let up = page_of(account.id);
    FormPage {
        shell: list::below(visitor, title, &[(&account.name, up.clone())]),
        lead: String::new(),
        form: FormView {
            action,
            fields: questions(typed),
            submit: verb.to_owned(),
            cancel_href: Some(up),
            ..FormView::default()
        },
    }
}

fn questions(typed: &Fields) -> Vec<FieldView> {
    let one = |name, label, kind, most| FieldView {
        maxlength: Some(most),
        autocomplete: Some("off".to_owned()),
        ..field(typed, name, label, kind)
    };
    vec![
        FieldView { required: true, ..one("name", "Name", FieldKind::Text, Name::MAX) },
        FieldView {
            hint: "Such as “Front desk”.".to_owned(),
            ..one("title", "Title", FieldKind::Text, Name::MAX)
        },
        one("email", "Email", FieldKind::Email, Email::MAX),
        FieldView { short: true, ..one("phone", "Phone", FieldKind::Tel, 40) },
    ]
}

pub fn read(typed: &Fields, region: &str) -> Result<ContactDetails> {
    let mut invalid = Invalid::default();
    let name = invalid.check("name", Name::parse(typed.get("name")));
    let title = invalid.check("title", line(typed.get("title"), Name::MAX));
    let email = match typed.get("email").trim() {
        "" => Some(None),
        text => invalid.check("email", Email::parse(text)).map(Some),
    };
    let phone = match typed.get("phone").trim() {
        "" => Some(None),
        text => invalid.check("phone", Phone::parse(text, region)).map(Some),
    };
    match (name, title, email, phone) {
        (Some(name), Some(title), Some(email), Some(phone)) => {
            Ok(ContactDetails { name, title, email, phone })
        }
        _ => Err(Error::Invalid(invalid)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn s2_31_only_the_name_is_needed() {
        let details = read(&Fields::parse(b"name=Hannah&title=&email=&phone=").unwrap(), "US").unwrap();
        assert!(details.email.is_none() && details.phone.is_none());
        let Err(Error::Invalid(invalid)) = read(&Fields::parse(b"name=&email=x&phone=1").unwrap(), "US")
        else {
            panic!()
        };
        assert_eq!(invalid.fields().len(), 3);
    }
}
