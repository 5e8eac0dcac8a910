//! What a client admin is asked about a user of the account.

use domain::Read;
use domain::access::roles::{self, Role};
use domain::access::{ContactsView, Kind, UsersManage};
use domain::people::contacts;
use domain::people::users::MemberDetails;
use kernel::text::line;
use kernel::{Email, Error, Invalid, Name, Result, RoleId};
use web::ui::{FieldKind, FieldView, FormView, SelectOption};
use web::{Fields, Visitor, telling};

use super::{PATH, account, below};
use crate::form_page::{FormPage, field};

pub const NAMES: [&str; 5] = ["name", "email", "title", "roles", "contact"];
/// More contacts than this are not offered.
const MOST: usize = 500;

/// The form, with the roles that the visitor may give and those that the user `held`.
pub async fn form_page(
    visitor: &Visitor,
    read: &mut Read,
    title: &str,
    action: String,
    held: &[Role],
    typed: &Fields,
) -> Result<FormPage> {
    let granted = visitor.may::<UsersManage>()?;
    let mut offered = roles::of_kind(read, &granted, Kind::PortalUser).await?;
    offered.retain(|role| roles::may_give(granted.actor(), role).is_ok() || held.contains(role));
    let new = action.ends_with("/new");
    let mut fields = questions(typed, &offered, contact_options(visitor, read, typed).await?);
    if new {
        fields.extend(telling::questions(visitor, typed));
    }
    let lead = "Nobody gives what they do not have: only roles that may do no more than you are offered.";
    Ok(FormPage {
        shell: below(visitor, title),
        lead: lead.to_owned(),
        form: FormView {
            fields,
            submit: if new { "Add user" } else { "Save changes" }.to_owned(),
            action,
            cancel_href: Some(PATH.to_owned()),
            ..FormView::default()
        },
    })
}

async fn contact_options(visitor: &Visitor, read: &mut Read, typed: &Fields) -> Result<Vec<SelectOption>> {
    let granted = visitor.may::<ContactsView>()?;
    let found = contacts::of_account(read, &granted, account(visitor)?, MOST).await?;
    let chosen = typed.get("contact");
    let none = SelectOption::new("", "No contact", chosen.is_empty());
    let each = found.into_iter().map(|contact| {
        let id = contact.id.to_string();
        let picked = id == chosen;
        SelectOption::new(id, contact.name, picked)
    });
    Ok(std::iter::once(none).chain(each).collect())
}

fn questions(typed: &Fields, offered: &[Role], contacts: Vec<SelectOption>) -> Vec<FieldView> {
    let chosen: Vec<&str> = typed.all("roles").collect();
    let role = |role: &Role| {
        let id = role.id.to_string();
        let picked = chosen.contains(&id.as_str());
        SelectOption { hint: role.description.clone(), ..SelectOption::new(id, role.name.as_str(), picked) }
    };
    vec![
        FieldView { required: true, ..field(typed, "name", "Name", FieldKind::Text, Name::MAX) },
        FieldView {
            required: true,
            hint: "To sign in with.".to_owned(),
            ..field(typed, "email", "Email", FieldKind::Email, Email::MAX)
        },
        field(typed, "title", "Title", FieldKind::Text, Name::MAX),
        FieldView {
            hint: "Several are added up. Without one the user can sign in and sees nothing.".to_owned(),
            ..FieldView::new(
                "roles",
                "Roles",
                FieldKind::Checks { options: offered.iter().map(role).collect() },
            )
        },
        FieldView {
            hint: "Whose records a Client User or a Contact sees. Without a contact they see none."
                .to_owned(),
            ..FieldView::new("contact", "Contact", FieldKind::Select { options: contacts })
        },
    ]
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
        id => invalid.check("contact", id.parse().map_err(|_| "Choose one of your contacts.")).map(Some),
    };
    match (name, email, title, roles, contact) {
        (Some(name), Some(email), Some(title), Some(roles), Some(contact)) => {
            Ok(MemberDetails { name, email, title, roles, contact })
        }
        _ => Err(Error::Invalid(invalid)),
    }
}
