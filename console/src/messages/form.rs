//! What is asked of an operator who takes a message: for whom, from whom, and what.

use domain::people::contacts::Contact;
use domain::records::messages::{NewMessage, PRIORITIES, STATES};
use kernel::text::{TextError, line, paragraph};
use kernel::{AccountId, CallId, Error, Invalid, Phone, Result};
use web::Fields;
use web::ui::{FieldKind, FieldView};

use crate::form_page::{field, select};

pub const NAMES: [&str; 10] = [
    "account",
    "call",
    "contact",
    "caller_name",
    "caller_company",
    "caller_number",
    "caller_mobile",
    "priority",
    "subject",
    "text",
];
const LONGEST_NAME: usize = 120;
const LONGEST_SUBJECT: usize = 200;
const LONGEST_TEXT: usize = 10_000;

pub fn questions(typed: &Fields, contacts: &[Contact]) -> Vec<FieldView> {
    let for_whom = contacts.iter().map(|contact| {
        let title = if contact.title.is_empty() { String::new() } else { format!(", {}", contact.title) };
        (contact.id.to_string(), format!("{}{title}", contact.name))
    });
    let urgency = PRIORITIES.iter().map(|one| (one.value.to_owned(), one.label.to_owned()));
    let words = |name, label, most, kind| FieldView {
        maxlength: Some(most),
        autocomplete: Some("off".to_owned()),
        ..field(typed, name, label, kind)
    };
    let number = |name, label| FieldView { short: true, ..words(name, label, 40, FieldKind::Tel) };
    vec![
        field(typed, "account", "Account", FieldKind::Hidden),
        field(typed, "call", "Call", FieldKind::Hidden),
        select(typed, "contact", "For", Some("Nobody in particular: the Client Admins"), for_whom),
        words("caller_name", "Caller", LONGEST_NAME, FieldKind::Text),
        words("caller_company", "Company", LONGEST_NAME, FieldKind::Text),
        number("caller_number", "Number"),
        number("caller_mobile", "Mobile"),
        FieldView { short: true, required: true, ..select(typed, "priority", "Priority", None, urgency) },
        words("subject", "Subject", LONGEST_SUBJECT, FieldKind::Text),
        FieldView {
            required: true,
            ..words("text", "Message", LONGEST_TEXT, FieldKind::TextArea { rows: 7 })
        },
    ]
}

/// The message; `operator` takes it.
pub fn read(typed: &Fields, region: &str, operator: &str) -> Result<NewMessage> {
    let mut invalid = Invalid::default();
    let account = invalid.check("account", typed.get("account").parse::<AccountId>());
    let call = optional(typed.get("call"), str::parse::<CallId>);
    let contact = optional(typed.get("contact"), str::parse);
    let call = invalid.check("call", call);
    let contact = invalid.check("contact", contact);
    let mut words = |name: &str, most| invalid.check(name, line(typed.get(name), most)).unwrap_or_default();
    let caller_name = words("caller_name", LONGEST_NAME);
    let caller_company = words("caller_company", LONGEST_NAME);
    let subject = words("subject", LONGEST_SUBJECT);
    let mut called_from =
        |name: &str| invalid.check(name, number(typed.get(name), region)).unwrap_or_default();
    let caller_number = called_from("caller_number");
    let caller_mobile = called_from("caller_mobile");
    let text = invalid.check("text", paragraph(typed.get("text"), LONGEST_TEXT)).unwrap_or_default();
    if text.is_empty() && invalid.message("text").is_none() {
        invalid.push("text", "Write what the caller wants to be known.");
    }
    let priority = PRIORITIES.iter().find(|known| known.value == typed.get("priority"));
    let priority = invalid.check("priority", priority.ok_or("Choose one of the priorities."));
    let (Some(account), Some(call), Some(contact), Some(priority), true) =
        (account, call, contact, priority, invalid.is_empty())
    else {
        return Err(Error::Invalid(invalid));
    };
    Ok(NewMessage {
        account,
        contact,
        external_id: None,
        call,
        taken_at: None,
        caller_name,
        caller_company,
        caller_number,
        caller_mobile,
        priority: priority.value,
        subject,
        text,
        operator: operator.to_owned(),
        state: STATES.first().map_or("new", |state| state.value),
    })
}

fn optional<T, E>(text: &str, parse: impl FnOnce(&str) -> Result<T, E>) -> Result<Option<T>, E> {
    if text.is_empty() { Ok(None) } else { parse(text).map(Some) }
}

/// A number in E.164; a short one or one with an extension as the caller said it.
fn number(text: &str, region: &str) -> Result<String, TextError> {
    let text = line(text, 40)?;
    if text.is_empty() {
        return Ok(text);
    }
    match Phone::parse(&text, region) {
        Ok(number) => Ok(number.as_str().to_owned()),
        Err(_) if text.chars().filter(char::is_ascii_digit).count() >= 2 => Ok(text),
        Err(error) => Err(error),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const GOOD: &str = "account=acct_00000000000000000000000001&contact=&call=&caller_name=Olivia&caller_company=&\
        caller_number=512+555+0143&caller_mobile=101&priority=urgent&subject=&text=Please+call";

    fn fields(text: &str) -> Fields {
        Fields::parse(text.as_bytes()).unwrap()
    }

    #[test]
    fn a_message_keeps_who_called_and_who_took_it() {
        let message = read(&fields(GOOD), "US", "Marta").unwrap();
        assert_eq!((message.caller_number.as_str(), message.caller_mobile.as_str()), ("+15125550143", "101"));
        assert_eq!((message.operator.as_str(), message.priority, message.state), ("Marta", "urgent", "new"));
    }

    #[test]
    fn a_message_without_words_is_none() {
        let Err(Error::Invalid(invalid)) = read(&fields("priority=loud&caller_number=x"), "US", "Marta")
        else {
            panic!()
        };
        let wrong: Vec<&str> = invalid.fields().iter().map(|field| field.field.as_str()).collect();
        assert_eq!(wrong, ["account", "caller_number", "text", "priority"]);
    }
}
