//! What a form asks about a portal user, with the effect of each answer said before it is given.

use domain::access::roles::Role;
use domain::people::contacts::Contact;
use domain::people::users::MemberDetails;
use kernel::text::line;
use kernel::{Email, Error, Invalid, Name, Result, RoleId};
use web::Fields;
use web::ui::{FieldKind, FieldView, SelectOption};

use crate::form_page::{field, select};

pub const NAMES: [&str; 5] = ["name", "email", "title", "roles", "contact"];

/// `roles` are those that the operator may give, and those that the user holds.
pub fn questions(typed: &Fields, contacts: &[Contact], roles: &[Role]) -> Vec<FieldView> {
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
            hint: "Several are added up. Without one the user can sign in and sees nothing.".to_owned(),
            ..FieldView::new("roles", "Roles", FieldKind::Checks { options: options(typed, roles) })
        },
        FieldView {
            hint: "Whose records a Client User or a Contact sees. Without a contact they see none."
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

fn options(typed: &Fields, roles: &[Role]) -> Vec<SelectOption> {
    let chosen: Vec<&str> = typed.all("roles").collect();
    let option = |role: &Role| {
        let id = role.id.to_string();
        SelectOption {
            hint: role.description.clone(),
            chosen: chosen.contains(&id.as_str()),
            ..SelectOption::new(id, role.name.as_str(), false)
        }
    };
    roles.iter().map(option).collect()
}

pub fn read(typed: &Fields) -> Result<MemberDetails> {
    let mut invalid = Invalid::default();
    let name = invalid.check("name", Name::parse(typed.get("name")));
    let email = invalid.check("email", Email::parse(typed.get("email")));
    let title = invalid.check("title", line(typed.get("title"), Name::MAX));
    let roles: std::result::Result<Vec<RoleId>, _> = typed.all("roles").map(str::parse).collect();
    let roles = invalid.check("roles", roles.map_err(|_| "Choose among the roles."));
    let contact = match typed.get("contact") {
        "" => Some(None),
        id => invalid.check("contact", id.parse().map_err(|_| "Choose a contact of this account.")).map(Some),
    };
    match (name, email, title, roles, contact) {
        (Some(name), Some(email), Some(title), Some(roles), Some(contact)) => {
            Ok(MemberDetails { name, email, title, roles, contact })
        }
        _ => Err(Error::Invalid(invalid)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn s4_23_s4_34_a_user_has_several_roles_or_none() {
        let read = |roles: &str| {
            read(&Fields::parse(format!("name=A&email=a%40b.example{roles}").as_bytes()).unwrap())
        };
        let (one, two) = ("role_00000000000000000000000001", "role_00000000000000000000000002");
        assert_eq!(read(&format!("&roles={one}&roles={two}")).unwrap().roles.len(), 2);
        assert!(read("").unwrap().roles.is_empty());
        let Err(Error::Invalid(invalid)) = read("&roles=Administrator") else { panic!() };
        assert!(invalid.message("roles").is_some());
    }

    #[test]
    fn what_is_not_of_this_account_is_no_contact() {
        let typed = Fields::parse(b"name=&email=a%40b.example&contact=user_x").unwrap();
        let Err(Error::Invalid(invalid)) = read(&typed) else { panic!() };
        assert!(invalid.message("name").is_some() && invalid.message("contact").is_some());
    }
}
