//! What one line of a file asks for, and all that is wrong with it.

use std::collections::HashMap;
use std::fmt;

use kernel::text::{Nickname, fold, line, paragraph};
use kernel::{Email, Name, Phone, PlanId, TimeZoneName, UserId};
use serde::{Deserialize, Serialize};

use super::fields::{Field, Mapping};
use crate::accounts::tags::{self, Tag};
use crate::accounts::{AccountDetails, assignments, note};

/// Characters of an id of another system.
const LONGEST_ID: usize = 200;
/// Characters of a wrong value that are repeated.
const REPEATED: usize = 120;

/// An account that is to be made.
#[derive(Clone, Debug)]
pub(super) struct Wish {
    pub details: AccountDetails,
    pub nickname: Option<Nickname>,
    pub external_id: Option<String>,
    pub plan: Option<PlanId>,
    pub tags: Vec<Tag>,
    pub operators: Vec<UserId>,
    pub note: String,
    /// Who signs in first.
    pub admin: Option<(Name, Email)>,
}

/// What is wrong with a line, in which of its values.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Wrong {
    /// The name of a field; empty if it is the line as a whole.
    pub field: String,
    pub value: String,
    pub reason: String,
}

/// What a line can name of the organization.
#[derive(Clone, Debug)]
pub(super) struct Known {
    pub region: String,
    pub time_zone: String,
    /// By their folded names.
    pub plans: HashMap<String, PlanId>,
    /// Those who can work, by their folded addresses.
    pub operators: HashMap<String, UserId>,
    /// One person may be in several accounts.
    pub several: bool,
    pub brings_password: bool,
}

impl Wrong {
    pub(super) fn of(field: Field, value: &str, reason: impl fmt::Display) -> Self {
        Self { reason: reason.to_string(), ..Self::line(field.name(), value) }
    }

    pub(super) fn whole(reason: &str) -> Self {
        Self { reason: reason.to_owned(), ..Self::line("", "") }
    }

    fn line(field: &str, value: &str) -> Self {
        let mut short: String = value.chars().take(REPEATED).collect();
        if value.chars().nth(REPEATED).is_some() {
            short.push('…');
        }
        Self { field: field.to_owned(), value: short, reason: String::new() }
    }
}

/// What stands in the column of a field; nothing if it has none.
pub(super) fn said<'a>(cells: &'a [String], mapping: &Mapping, field: Field) -> &'a str {
    mapping.of(field).and_then(|place| cells.get(place)).map_or("", |cell| cell.trim())
}

impl Wish {
    /// Everything that is wrong is named.
    pub fn read(cells: &[String], mapping: &Mapping, known: &Known) -> Result<Self, Vec<Wrong>> {
        let mut reader = Reader { cells, mapping, wrong: Vec::new() };
        let name = reader.must(Field::Name, Name::parse);
        // Who signs in first has the address of the account, unless the file has another one.
        let (email, admin_email) = (reader.said(Field::Email), reader.said(Field::AdminEmail));
        let from = if email.is_empty() && !admin_email.is_empty() { Field::AdminEmail } else { Field::Email };
        let email = reader.must(from, Email::parse);
        let phone = reader.may(Field::Phone, |text| Phone::parse(text, &known.region));
        let zone = reader.may(Field::TimeZone, TimeZoneName::parse);
        let zone =
            zone.or_else(|| TimeZoneName::parse(&known.time_zone).ok()).unwrap_or_else(TimeZoneName::utc);
        let nickname = reader.may(Field::Nickname, Nickname::parse);
        let external_id = reader.may(Field::ExternalId, |text| line(text, LONGEST_ID));
        let plan = reader.may(Field::Plan, |text| {
            known.plans.get(&fold(text)).copied().ok_or("There is no plan with this name.")
        });
        let tags = reader.may(Field::Tags, tags_of).unwrap_or_default();
        let operators = reader.may(Field::Operators, |text| operators_of(text, known)).unwrap_or_default();
        let note = reader.may(Field::Note, |text| paragraph(text, note::MAX)).unwrap_or_default();
        let admin = reader.admin(from);
        let wrong = reader.wrong;
        match name.zip(email) {
            Some((name, email)) if wrong.is_empty() => Ok(Self {
                details: AccountDetails { name, email, phone, time_zone: zone },
                nickname,
                external_id,
                plan,
                tags,
                operators,
                note,
                admin,
            }),
            _ => Err(wrong),
        }
    }
}

struct Reader<'a> {
    cells: &'a [String],
    mapping: &'a Mapping,
    wrong: Vec<Wrong>,
}

impl<'a> Reader<'a> {
    fn said(&self, field: Field) -> &'a str {
        said(self.cells, self.mapping, field)
    }

    fn must<T, E: fmt::Display>(&mut self, field: Field, parse: impl Fn(&str) -> Result<T, E>) -> Option<T> {
        let text = self.said(field);
        parse(text).map_err(|error| self.wrong.push(Wrong::of(field, text, error))).ok()
    }

    fn may<T, E: fmt::Display>(&mut self, field: Field, parse: impl Fn(&str) -> Result<T, E>) -> Option<T> {
        if self.said(field).is_empty() { None } else { self.must(field, parse) }
    }

    /// `complained` is the column of which it was said already that it is no address.
    fn admin(&mut self, complained: Field) -> Option<(Name, Email)> {
        self.mapping.of(Field::AdminEmail)?;
        let (name, email) = (self.said(Field::AdminName), self.said(Field::AdminEmail));
        if email.is_empty() {
            if !name.is_empty() {
                let words = "Who is to sign in needs an email address.";
                self.wrong.push(Wrong::of(Field::AdminName, name, words));
            }
            return None;
        }
        let email = if complained == Field::AdminEmail {
            Email::parse(email).ok()?
        } else {
            self.must(Field::AdminEmail, Email::parse)?
        };
        let name = if name.is_empty() { email.name() } else { name.to_owned() };
        let parsed = Name::parse(&name);
        let name = parsed.map_err(|error| self.wrong.push(Wrong::of(Field::AdminName, &name, error))).ok()?;
        Some((name, email))
    }
}

fn tags_of(text: &str) -> Result<Vec<Tag>, String> {
    let tags = Tag::parse_all(&text.replace([';', '|'], ",")).map_err(|error| error.to_string())?;
    if tags.len() > tags::MOST {
        return Err(format!("An account has at most {} tags.", tags::MOST));
    }
    Ok(tags)
}

fn operators_of(text: &str, known: &Known) -> Result<Vec<UserId>, String> {
    let mut operators = Vec::new();
    let emails =
        text.split(|c: char| c.is_whitespace() || ",;|".contains(c)).filter(|email| !email.is_empty());
    for email in emails {
        let Some(operator) = known.operators.get(&email.to_lowercase()) else {
            return Err(format!("No operator who is active has the address {email}."));
        };
        operators.push(*operator);
    }
    if operators.len() > assignments::MOST {
        return Err(format!("At most {} operators look after an account.", assignments::MOST));
    }
    Ok(operators)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn known() -> Known {
        Known {
            region: "US".to_owned(),
            time_zone: "America/Chicago".to_owned(),
            plans: HashMap::from([("essential".to_owned(), PlanId::from_uuid(uuid::Uuid::from_u128(1)))]),
            operators: HashMap::from([(
                "maya@one.example".to_owned(),
                UserId::from_uuid(uuid::Uuid::from_u128(2)),
            )]),
            several: false,
            brings_password: false,
        }
    }

    fn read(pairs: &[(Field, &str)]) -> Result<Wish, Vec<Wrong>> {
        let mut mapping = Mapping::default();
        for (place, (field, _)) in pairs.iter().enumerate() {
            mapping.set(*field, Some(place));
        }
        let cells: Vec<String> = pairs.iter().map(|(_, cell)| (*cell).to_owned()).collect();
        Wish::read(&cells, &mapping, &known())
    }

    #[test]
    fn a_line_says_what_an_account_gets() {
        let wish = read(&[
            (Field::Name, "Acme"),
            (Field::Phone, "512 555 0143"),
            (Field::Plan, "ESSENTIAL"),
            (Field::Tags, "Dental; VIP"),
            (Field::Operators, "Maya@one.example"),
            (Field::AdminEmail, "dana.reyes@acme.example"),
        ])
        .unwrap();
        assert_eq!(
            wish.details.email.as_str(),
            "dana.reyes@acme.example",
            "the only address is the account’s"
        );
        assert_eq!(
            wish.details.time_zone.as_str(),
            "America/Chicago",
            "the organization’s where none is said"
        );
        assert_eq!(wish.admin.unwrap().0.as_str(), "Dana Reyes");
        assert_eq!((wish.tags.len(), wish.operators.len(), wish.plan.is_some()), (2, 1, true));
        let nobody =
            read(&[(Field::Name, "Acme"), (Field::Email, "a@b.example"), (Field::AdminName, "Dana")])
                .unwrap();
        assert!(nobody.admin.is_none(), "without a column of their addresses nobody signs in");
    }

    #[test]
    fn everything_that_is_wrong_with_a_line_is_named_with_its_value() {
        let wrong = read(&[
            (Field::Name, ""),
            (Field::Email, "nobody"),
            (Field::Phone, "12"),
            (Field::TimeZone, "Mars"),
            (Field::Nickname, "admin"),
            (Field::Plan, "Golden"),
            (Field::Tags, "a\u{7}"),
            (Field::Operators, "who@one.example"),
            (Field::AdminName, "Dana"),
            (Field::AdminEmail, ""),
        ])
        .unwrap_err();
        let fields: Vec<&str> = wrong.iter().map(|one| one.field.as_str()).collect();
        assert_eq!(
            fields,
            ["name", "email", "phone", "time_zone", "nickname", "plan", "tags", "operators", "admin_name"]
        );
        assert_eq!(wrong[3].value, "Mars");
        let one = read(&[(Field::Name, "A"), (Field::AdminEmail, "nobody")]).unwrap_err();
        assert_eq!(one.len(), 1, "the same address is complained about once");
    }
}
