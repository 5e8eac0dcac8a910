//! What a form asks about an operator.

use domain::access::roles::Role;
use kernel::{Email, Error, Invalid, Name, Result, RoleId};
use web::Fields;
use web::ui::{FieldKind, FieldView, SelectOption};

use crate::form_page::field;

pub const NAMES: [&str; 3] = ["name", "email", "roles"];

/// What was read: a name, an address and roles.
pub type Read = (Name, Email, Vec<RoleId>);

/// `roles` are those that may be given, and those that the operator holds.
pub fn questions(typed: &Fields, roles: &[Role]) -> Vec<FieldView> {
    let chosen: Vec<&str> = typed.all("roles").collect();
    let option = |role: &Role| {
        let id = role.id.to_string();
        let picked = chosen.contains(&id.as_str());
        SelectOption { hint: role.description.clone(), ..SelectOption::new(id, role.name.as_str(), picked) }
    };
    vec![
        FieldView {
            required: true,
            maxlength: Some(Name::MAX),
            autocomplete: Some("off".to_owned()),
            ..field(typed, "name", "Name", FieldKind::Text)
        },
        FieldView {
            required: true,
            maxlength: Some(Email::MAX),
            autocomplete: Some("off".to_owned()),
            hint: "To sign in with. An address is used once in the whole organization.".to_owned(),
            ..field(typed, "email", "Email", FieldKind::Email)
        },
        FieldView {
            hint: "Several are added up. Only roles that do no more than you may are offered.".to_owned(),
            ..FieldView::new(
                "roles",
                "Roles",
                FieldKind::Checks { options: roles.iter().map(option).collect() },
            )
        },
    ]
}

pub fn read(typed: &Fields) -> Result<Read> {
    let mut invalid = Invalid::default();
    let name = invalid.check("name", Name::parse(typed.get("name")));
    let email = invalid.check("email", Email::parse(typed.get("email")));
    let roles: std::result::Result<Vec<RoleId>, _> = typed.all("roles").map(str::parse).collect();
    let roles = invalid.check("roles", roles.map_err(|_| "Choose among the roles."));
    match (name, email, roles) {
        (Some(name), Some(email), Some(roles)) => Ok((name, email, roles)),
        _ => Err(Error::Invalid(invalid)),
    }
}
