//! Who a contact is and how he or she is reached, as a program writes it.

use domain::people::contacts::ContactDetails;
use kernel::{Email, Invalid, Name, Phone};

use crate::body::{line, optional};

/// The four texts that make up a contact.
pub struct Texts {
    pub name: String,
    pub title: String,
    pub email: String,
    pub phone: String,
}

/// What the texts say; nothing if the name cannot be used. Whatever is wrong is noted.
pub fn details(texts: &Texts, region: &str, invalid: &mut Invalid) -> Option<ContactDetails> {
    let name = invalid.check("name", Name::parse(&texts.name));
    let title = line(invalid, "title", &texts.title, 120);
    let email = optional(invalid, "email", &texts.email, Email::parse);
    let phone = optional(invalid, "phone", &texts.phone, |text| Phone::parse(text, region));
    Some(ContactDetails { name: name?, title, email, phone })
}
