//! A new account, with the person who signs in first.

use axum::response::Response;
use domain::access::AccountsCreate;
use domain::accounts::{self, FirstUser, NewAccount as Account};
use domain::people::users::Entry;
use kernel::{AccountId, Email, Error, Invalid, MemberId, Name, Phone, PlanId, Result};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use utoipa::ToSchema;

use super::details::{Texts, details};
use crate::body::decode;
use crate::caller::{Answer, Caller};
use crate::making::{Making, made_before};
use crate::single::created;

/// An account that is to be made.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewAccount {
    /// What the business is called.
    #[schema(required, min_length = 1, max_length = 120)]
    #[serde(default)]
    name: String,
    /// The address of the account's primary admin.
    #[schema(required, format = "idn-email", max_length = 254)]
    #[serde(default)]
    email: String,
    /// Without a country code it is one of the organization's region.
    phone: Option<String>,
    /// A zone of the IANA database; the organization's if it is left out.
    #[schema(example = "America/Chicago")]
    time_zone: Option<String>,
    /// Numbers at which calls for this account arrive.
    #[serde(default)]
    numbers: Vec<String>,
    /// The id of a plan; left out, nothing is limited.
    plan: Option<String>,
    /// Who signs in first, as Client Admin with a generated password; left out, nobody can sign in yet.
    #[schema(value_type = Option<NewFirstUser>)]
    first_user: Option<Map<String, Value>>,
}

/// The person who signs in first.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewFirstUser {
    #[schema(required, min_length = 1, max_length = 120)]
    #[serde(default)]
    name: String,
    #[schema(required, format = "idn-email", max_length = 254)]
    #[serde(default)]
    email: String,
}

/// The account that was made.
#[derive(Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CreatedAccount {
    #[schema(value_type = String)]
    id: AccountId,
    /// `null` if nobody was to sign in, and if the request was sent before.
    #[schema(required)]
    first_user: Option<CreatedFirstUser>,
}

/// The first user, with the password that is shown this once and never again.
#[derive(Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CreatedFirstUser {
    #[schema(value_type = String)]
    id: MemberId,
    /// `null` if the person signs in already: then the password stays as it is.
    #[schema(required)]
    password: Option<String>,
}

pub async fn create(caller: Caller, Making { new, once }: Making<NewAccount>) -> Answer {
    let granted = caller.may::<AccountsCreate>()?.once(once.as_ref());
    if let Some(made) = made_before(&caller, once.as_ref()).await? {
        return Ok(answer(&CreatedAccount { id: AccountId::from_uuid(made.uuid), first_user: None }));
    }
    let made = accounts::create(caller.house(), &granted, account(new, &caller)?).await?;
    let first_user = made.first_user.map(|user| CreatedFirstUser { id: user.id, password: user.password });
    Ok(answer(&CreatedAccount { id: made.id, first_user }))
}

fn answer(made: &CreatedAccount) -> Response {
    created(&format!("/api/v1/accounts/{}", made.id), made)
}

fn account(new: NewAccount, caller: &Caller) -> Result<Account> {
    let mut invalid = Invalid::default();
    let texts = Texts {
        name: new.name,
        email: new.email,
        phone: new.phone.unwrap_or_default(),
        time_zone: new.time_zone.unwrap_or_else(|| caller.organization.time_zone.clone()),
    };
    let details = details(&texts, caller.region(), &mut invalid);
    let mut numbers = Vec::new();
    for (index, written) in new.numbers.iter().enumerate() {
        numbers.extend(invalid.check(&format!("numbers[{index}]"), Phone::parse(written, caller.region())));
    }
    let plan = new.plan.and_then(|id| invalid.check("plan", id.parse::<PlanId>()));
    let first_user = new.first_user.and_then(|map| first_user(map, &mut invalid));
    match details {
        Some(details) if invalid.is_empty() => Ok(Account { details, numbers, plan, first_user }),
        _ => Err(Error::Invalid(invalid)),
    }
}

/// Read as an object of its own: serde would take a list of two texts for it as well.
fn first_user(map: Map<String, Value>, invalid: &mut Invalid) -> Option<FirstUser> {
    let mut inner = Invalid::default();
    let user = match decode::<NewFirstUser>(&Value::Object(map)) {
        Ok(user) => {
            let name = inner.check("name", Name::parse(&user.name));
            let email = inner.check("email", Email::parse(&user.email));
            name.zip(email)
        }
        Err(wrong) => {
            inner = wrong;
            None
        }
    };
    for error in inner.fields() {
        invalid.push(format!("first_user.{}", error.field), error.message.clone());
    }
    let (preset, entry) = ("client_admin", Entry::Password(None));
    user.map(|(name, email)| FirstUser { name, email, preset, entry })
}
