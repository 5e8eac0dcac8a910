//! What a form asks about a portal user, with the effect of each answer said before it is given.

use domain::access::roles::{CLIENT_ADMIN, CLIENT_USER};
use domain::people::contacts::Contact;
use domain::people::users::MemberDetails;
use kernel::text::line;
use kernel::{Email, Error, Invalid, Name, Result};
use web::Fields;
use web::ui::{FieldKind, FieldView, SelectOption};

use crate::form_page::{field, select};

pub const NAMES: [&str; 5] = ["name", "email", "title", "role", "contact"];

pub fn questions(typed: &Fields, contacts: &[Contact]) -> Vec<FieldView> {
    let off = || Some("off".to_owned());
    vec![
        FieldView {
            required: true,
            maxlength: Some(Name::MAX),
            autocomplete: off(),
            ..field(typed, "name", "Name", FieldKind::Text)
        },
        FieldView {
            required: true,
            maxlength: Some(Email::MAX),
            autocomplete: off(),
            hint: "To sign in with. An address is used once in the whole organization.".to_owned(),
            ..field(typed, "email", "Email", FieldKind::Email)
        },
        FieldView {
            maxlength: Some(Name::MAX),
            autocomplete: off(),
            ..field(typed, "title", "Title", FieldKind::Text)
        },
        FieldView {
            required: true,
            ..FieldView::new("role", "Role", FieldKind::Radio { options: roles(typed) })
        },
        FieldView {
            hint: "Whose calls and messages a Client User sees. Without a contact a Client User sees none."
                .to_owned(),
            ..select(
                typed,
                "contact",
                "Contact",
                Some("No contact"),
                contacts.iter().map(|contact| (contact.id.to_string(), contact.name.clone())),
            )
        },
    ]
}

fn roles(typed: &Fields) -> Vec<SelectOption> {
    let chosen = typed.get("role");
    let option = |role: &str, effect: &str| SelectOption {
        hint: effect.to_owned(),
        ..SelectOption::new(role, role, role == chosen)
    };
    vec![
        option(CLIENT_ADMIN, "Sees everything of the account: all calls, messages, people and activity."),
        option(CLIENT_USER, "Sees only calls and messages for his or her contact."),
    ]
}

pub fn read(typed: &Fields) -> Result<MemberDetails> {
    let mut invalid = Invalid::default();
    let name = invalid.check("name", Name::parse(typed.get("name")));
    let email = invalid.check("email", Email::parse(typed.get("email")));
    let title = invalid.check("title", line(typed.get("title"), Name::MAX));
    let role = [CLIENT_ADMIN, CLIENT_USER].into_iter().find(|role| *role == typed.get("role"));
    let role = invalid.check("role", role.ok_or("Choose one of the roles."));
    let contact = match typed.get("contact") {
        "" => Some(None),
        id => invalid.check("contact", id.parse().map_err(|_| "Choose a contact of this account.")).map(Some),
    };
    match (name, email, title, role, contact) {
        (Some(name), Some(email), Some(title), Some(role), Some(contact)) => {
            Ok(MemberDetails { name, email, title, role: role.to_owned(), contact })
        }
        _ => Err(Error::Invalid(invalid)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn s0_26_there_are_two_kinds_of_client_users() {
        let read = |role: &str| {
            read(&Fields::parse(format!("name=A&email=a%40b.example&role={role}").as_bytes()).unwrap())
        };
        assert!(read("Client+Admin").is_ok() && read("Client+User").is_ok());
        for role in ["", "Administrator", "Operator"] {
            let Err(Error::Invalid(invalid)) = read(role) else { panic!("{role}") };
            assert_eq!(invalid.message("role"), Some("Choose one of the roles."));
        }
    }

    #[test]
    fn what_is_not_of_this_account_is_no_contact() {
        let typed = Fields::parse(b"name=&email=a%40b.example&role=Client+User&contact=user_x").unwrap();
        let Err(Error::Invalid(invalid)) = read(&typed) else { panic!() };
        assert!(invalid.message("name").is_some() && invalid.message("contact").is_some());
    }
}
