//! Writing to a business on its page: what a visitor writes becomes a message of the account.

use kernel::{Email, Error, Name, OrgId, Phone, Result, Span};

use super::visit;
use crate::access::{Actor, MessagesCreate};
use crate::house::House;
use crate::records::messages::{self, NewMessage};
use crate::sign_in::throttle::{self, Subject};

/// Enquiries from one place in an hour, and to one business in a day: a form that anybody may fill in is filled in by
/// machines, too.
const FROM_ONE_PLACE: i64 = 5;
const TO_ONE_BUSINESS: i64 = 200;

/// What a visitor wants to have answered, and where.
#[derive(Clone, Debug)]
pub struct Enquiry {
    pub name: Name,
    pub email: Option<Email>,
    pub phone: Option<Phone>,
    pub text: String,
    /// Where it was written, as the subject of the message.
    pub subject: &'static str,
}

impl Enquiry {
    /// Characters of the text.
    pub const TEXT: usize = 4_000;
}

/// `place` is the internet address that it comes from. Where nothing can be written to is not found.
pub async fn enquire(house: &House, org: OrgId, nickname: &str, enquiry: Enquiry, place: &str) -> Result<()> {
    let visited = visit(&mut house.read().await?, org, nickname).await?;
    if !visited.page.contact_form {
        return Err(Error::NotFound);
    }
    let account = visited.account.to_string();
    let mut change = house.change_unasked().await?;
    throttle::allow(&mut change, org, &Subject::EnquiriesFrom(place), FROM_ONE_PLACE, Span::hours(1)).await?;
    throttle::allow(&mut change, org, &Subject::EnquiriesTo(&account), TO_ONE_BUSINESS, Span::days(1))
        .await?;
    change.commit_housekeeping().await?;
    let Enquiry { name, email, phone, text, subject } = enquiry;
    let text = match email {
        Some(email) => format!("{text}\n\nReply to {}", email.as_str()),
        None => text,
    };
    let message = NewMessage {
        account: visited.account,
        contact: None,
        external_id: None,
        call: None,
        taken_at: None,
        caller_name: name.to_string(),
        caller_company: String::new(),
        caller_number: phone.map(|phone| phone.to_string()).unwrap_or_default(),
        caller_mobile: String::new(),
        priority: "normal",
        subject: subject.to_owned(),
        text,
        operator: String::new(),
        state: "new",
    };
    let system = Actor::system(org, "business page");
    messages::write(house, &system.may::<MessagesCreate>()?, message).await?;
    Ok(())
}
