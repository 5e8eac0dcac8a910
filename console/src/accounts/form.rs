//! What a form asks about a client business, and how it reads the answers.

use domain::accounts::AccountDetails;
use kernel::{Email, Invalid, Name, Phone, TimeZoneName};
use web::ui::{FieldKind, FieldView};
use web::{Fields, time_zones};

use crate::form_page::{field, select};

pub const NAMES: [&str; 4] = ["name", "email", "phone", "time_zone"];

/// The questions, with what was written so far; `default_zone` is the organization's own.
pub fn questions(typed: &Fields, default_zone: &str) -> Vec<FieldView> {
    let zones = time_zones::offered(&[typed.get("time_zone"), default_zone]);
    vec![
        FieldView {
            required: true,
            maxlength: Some(Name::MAX),
            autocomplete: Some("off".to_owned()),
            ..field(typed, "name", "Business name", FieldKind::Text)
        },
        FieldView {
            required: true,
            maxlength: Some(Email::MAX),
            autocomplete: Some("off".to_owned()),
            hint: "The portal user with this address is the account’s primary admin.".to_owned(),
            ..field(typed, "email", "Email", FieldKind::Email)
        },
        FieldView {
            short: true,
            maxlength: Some(40),
            autocomplete: Some("off".to_owned()),
            hint: "Where the client can be reached.".to_owned(),
            ..field(typed, "phone", "Phone", FieldKind::Tel)
        },
        FieldView {
            required: true,
            short: true,
            hint: "In which the client reads the clock.".to_owned(),
            ..select(typed, "time_zone", "Time zone", None, zones)
        },
    ]
}

/// The answers; notes all that is wrong with them.
pub fn read(typed: &Fields, region: &str, invalid: &mut Invalid) -> Option<AccountDetails> {
    let name = invalid.check("name", Name::parse(typed.get("name")));
    let email = invalid.check("email", Email::parse(typed.get("email")));
    let phone = match typed.get("phone").trim() {
        "" => Some(None),
        text => invalid.check("phone", Phone::parse(text, region)).map(Some),
    };
    let time_zone = invalid.check("time_zone", TimeZoneName::parse(typed.get("time_zone")));
    Some(AccountDetails { name: name?, email: email?, phone: phone?, time_zone: time_zone? })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everything_that_is_wrong_is_said_at_once() {
        let typed = Fields::parse(b"name=&email=nobody&phone=12&time_zone=Mars").unwrap();
        let mut invalid = Invalid::default();
        assert!(read(&typed, "US", &mut invalid).is_none());
        let wrong: Vec<&str> = invalid.fields().iter().map(|field| field.field.as_str()).collect();
        assert_eq!(wrong, NAMES);
    }

    #[test]
    fn a_phone_may_be_left_out() {
        let typed =
            Fields::parse(b"name=Bright+Smile&email=a%40b.example&phone=+&time_zone=America%2FChicago")
                .unwrap();
        let mut invalid = Invalid::default();
        let details = read(&typed, "US", &mut invalid).unwrap();
        assert!(invalid.is_empty() && details.phone.is_none());
    }
}
