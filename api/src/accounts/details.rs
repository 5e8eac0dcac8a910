//! The business contact data of an account, as a program writes it.

use domain::accounts::AccountDetails;
use kernel::{Email, Invalid, Name, Phone, TimeZoneName};

use crate::body::optional;

/// The four texts that make up an account.
pub struct Texts {
    pub name: String,
    pub email: String,
    pub phone: String,
    pub time_zone: String,
}

/// What the texts say; nothing if one of them cannot be used, which is noted.
pub fn details(texts: &Texts, region: &str, invalid: &mut Invalid) -> Option<AccountDetails> {
    let name = invalid.check("name", Name::parse(&texts.name));
    let email = invalid.check("email", Email::parse(&texts.email));
    let phone = optional(invalid, "phone", &texts.phone, |text| Phone::parse(text, region));
    let time_zone = invalid.check("time_zone", TimeZoneName::parse(&texts.time_zone));
    Some(AccountDetails { name: name?, email: email?, phone, time_zone: time_zone? })
}
