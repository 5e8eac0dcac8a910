//! The drop-down beside a user: whose eyes the portal is seen with, and the way to make somebody an admin.

use domain::access::UsersManage;
use domain::people::contacts::Contact;
use domain::people::users::{self, Attachment, Member};
use kernel::{Error, MemberId, Result};
use web::ui::{FieldKind, FieldView, FormView, SelectOption};
use web::{Answer, Fields, Id, Visitor};

use super::page_of;

const CUSTOMER: &str = "customer";
const ADMIN: &str = "admin";

pub async fn attach(visitor: Visitor, Id(id): Id<MemberId>, typed: Fields) -> Answer {
    typed.only(&["sees"])?;
    let granted = visitor.may::<UsersManage>()?;
    users::attach(visitor.house(), &granted, id, read(typed.get("sees"))?).await?;
    Ok(visitor.done(&page_of(id), "Saved"))
}

fn read(written: &str) -> Result<Attachment> {
    match written {
        CUSTOMER => Ok(Attachment::Customer),
        ADMIN => Ok(Attachment::Admin),
        id => {
            let contact = id.parse().map_err(|_| Error::invalid("sees", "Choose one of the answers."))?;
            Ok(Attachment::Contact(contact))
        }
    }
}

/// The drop-down with what holds now; `primary` is the main user of the account, whose portal an admin sees.
pub fn form(member: &Member, held: &[&str], contacts: &[Contact], primary: Option<&str>) -> FormView {
    let admin = held.contains(&"client_admin");
    let whole = !admin && held.contains(&"customer");
    let like = primary.map(|name| format!(", like {name}")).unwrap_or_default();
    let mut options = vec![
        SelectOption::new(ADMIN, format!("Everything, as an admin{like}"), admin),
        SelectOption::new(CUSTOMER, "Everything of the account, to look at", whole),
    ];
    options.extend(contacts.iter().map(|contact| {
        let own = !admin && !whole && member.contact == Some(contact.id);
        SelectOption::new(contact.id.to_string(), format!("Only what is for {}", contact.name), own)
    }));
    if options.iter().all(|option| !option.chosen) {
        options.insert(0, SelectOption::new("", "Choose…", true));
    }
    FormView {
        action: format!("{}/attach", page_of(member.id)),
        fields: vec![FieldView {
            required: true,
            ..FieldView::new("sees", "Sees in the portal", FieldKind::Select { options })
        }],
        submit: "Apply".to_owned(),
        ..FormView::default()
    }
}
