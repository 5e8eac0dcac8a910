//! The contacts of the client's own account: added, changed and deleted by its admin (S0-43).

use domain::access::{ContactsEdit, ContactsView};
use domain::people::contacts::{self, Contact, ContactDetails};
use kernel::text::line;
use kernel::{ContactId, Email, Error, Invalid, Name, Phone, Result};
use web::ui::{ConfirmPage, FieldKind, FieldView, FormView};
use web::{Answer, Fields, Id, Visitor, page};

use super::{CONTACTS, PATH, account, below};
use crate::form_page::{FormPage, field};

const NAMES: [&str; 4] = ["name", "title", "email", "phone"];

pub async fn ask_new(visitor: Visitor) -> Answer {
    form_page(&visitor, "Add contact", format!("{CONTACTS}/new"), &Fields::default()).answer()
}

pub async fn add(visitor: Visitor, typed: Fields) -> Answer {
    typed.only(&NAMES)?;
    let granted = visitor.may::<ContactsEdit>()?;
    let outcome = match read(&typed, &visitor.who.organization.region) {
        Ok(details) => contacts::add(visitor.house(), &granted, account(&visitor)?, details).await,
        Err(error) => Err(error),
    };
    match outcome {
        Ok(_) => Ok(visitor.done(PATH, "Contact added")),
        Err(error) => form_page(&visitor, "Add contact", format!("{CONTACTS}/new"), &typed).refused(error),
    }
}

pub async fn ask(visitor: Visitor, Id(id): Id<ContactId>) -> Answer {
    let contact = find(&visitor, id).await?;
    let typed = Fields::of([
        ("name", contact.name.clone()),
        ("title", contact.title.clone()),
        ("email", contact.email.clone()),
        ("phone", contact.phone.clone()),
    ]);
    form_page(&visitor, &format!("Edit {}", contact.name), format!("{CONTACTS}/{id}/edit"), &typed).answer()
}

pub async fn edit(visitor: Visitor, Id(id): Id<ContactId>, typed: Fields) -> Answer {
    typed.only(&NAMES)?;
    let granted = visitor.may::<ContactsEdit>()?;
    let contact = find(&visitor, id).await?;
    let outcome = match read(&typed, &visitor.who.organization.region) {
        Ok(details) => contacts::edit(visitor.house(), &granted, id, details).await,
        Err(error) => Err(error),
    };
    match outcome {
        Ok(()) => Ok(visitor.done(PATH, "Saved")),
        Err(error) => {
            let title = format!("Edit {}", contact.name);
            form_page(&visitor, &title, format!("{CONTACTS}/{id}/edit"), &typed).refused(error)
        }
    }
}

pub async fn ask_delete(visitor: Visitor, Id(id): Id<ContactId>) -> Answer {
    let contact = find(&visitor, id).await?;
    page(&ConfirmPage {
        shell: below(&visitor, &format!("Delete {}?", contact.name)),
        effect: format!(
            "The calls and messages for {} stay with your account. A user who is linked to this contact keeps the \
             login and sees nothing until another contact is chosen. This cannot be undone.",
            contact.name
        ),
        verb: "Delete contact".to_owned(),
        action: format!("{CONTACTS}/{id}/delete"),
        cancel_href: PATH.to_owned(),
        danger: true,
        ..ConfirmPage::default()
    })
}

pub async fn delete(visitor: Visitor, Id(id): Id<ContactId>, fields: Fields) -> Answer {
    fields.only(&[])?;
    let granted = visitor.may::<ContactsEdit>()?;
    contacts::delete(visitor.house(), &granted, id).await?;
    Ok(visitor.done(PATH, "Contact deleted"))
}

async fn find(visitor: &Visitor, id: ContactId) -> Result<Contact> {
    let granted = visitor.may::<ContactsView>()?;
    contacts::find(&mut visitor.read().await?, &granted, id).await
}

fn form_page(visitor: &Visitor, title: &str, action: String, typed: &Fields) -> FormPage {
    let lead = "Calls and messages can be given to a contact from then on.";
    FormPage {
        shell: below(visitor, title),
        lead: if action.ends_with("/new") { lead.to_owned() } else { String::new() },
        form: FormView {
            fields: vec![
                FieldView { required: true, ..field(typed, "name", "Name", FieldKind::Text, Name::MAX) },
                field(typed, "title", "Title", FieldKind::Text, Name::MAX),
                field(typed, "email", "Email", FieldKind::Email, Email::MAX),
                FieldView { short: true, ..field(typed, "phone", "Phone", FieldKind::Tel, 40) },
            ],
            submit: if action.ends_with("/new") { "Add contact" } else { "Save changes" }.to_owned(),
            action,
            cancel_href: Some(PATH.to_owned()),
            ..FormView::default()
        },
    }
}

fn read(typed: &Fields, region: &str) -> Result<ContactDetails> {
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
