//! What a column of a file can mean, by which names it is known, and which column means what.

use kernel::text::fold;
use kernel::{Error, Result};

/// What an account can get from a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Field {
    Name,
    Email,
    Phone,
    TimeZone,
    Nickname,
    ExternalId,
    Plan,
    Tags,
    Operators,
    Note,
    AdminName,
    AdminEmail,
}

/// The field, its name in forms and in the API, its label, and the names of columns that are taken for it.
const FIELDS: [(Field, &str, &str, &[&str]); 12] = [
    (
        Field::Name,
        "name",
        "Business name",
        &[
            "name",
            "businessname",
            "business",
            "company",
            "companyname",
            "account",
            "accountname",
            "client",
            "clientname",
            "customer",
            "customername",
            "organization",
            "firma",
        ],
    ),
    (
        Field::Email,
        "email",
        "Email",
        &["email", "emailaddress", "mail", "accountemail", "businessemail", "companyemail", "clientemail"],
    ),
    (
        Field::Phone,
        "phone",
        "Phone",
        &["phone", "telephone", "tel", "phonenumber", "mainphone", "businessphone", "telefon"],
    ),
    (Field::TimeZone, "time_zone", "Time zone", &["timezone", "tz", "zone", "zeitzone"]),
    (Field::Nickname, "nickname", "Nickname", &["nickname", "slug", "shortname", "alias"]),
    (
        Field::ExternalId,
        "external_id",
        "External ID",
        &[
            "externalid",
            "id",
            "uid",
            "accountid",
            "clientid",
            "customerid",
            "accountnumber",
            "customernumber",
            "clientnumber",
            "reference",
            "kundennummer",
        ],
    ),
    (Field::Plan, "plan", "Plan", &["plan", "subscription", "package", "rateplan", "tariff"]),
    (Field::Tags, "tags", "Tags", &["tags", "tag", "labels", "label", "category", "categories", "industry"]),
    (
        Field::Operators,
        "operators",
        "Operators",
        &["operators", "operator", "accountmanager", "manager", "agent", "agents", "assignedto", "owner"],
    ),
    (Field::Note, "note", "Note", &["note", "notes", "comment", "comments", "remarks"]),
    (
        Field::AdminName,
        "admin_name",
        "Primary admin’s name",
        &[
            "adminname",
            "primaryadmin",
            "primaryadminname",
            "admin",
            "contact",
            "contactname",
            "primarycontact",
            "username",
        ],
    ),
    (
        Field::AdminEmail,
        "admin_email",
        "Primary admin’s email",
        &[
            "adminemail",
            "primaryadminemail",
            "contactemail",
            "primarycontactemail",
            "useremail",
            "loginemail",
            "login",
        ],
    ),
];

/// A name without case, accents, spaces and marks.
fn plain(name: &str) -> String {
    fold(name).chars().filter(|c| c.is_alphanumeric()).collect()
}

impl Field {
    pub const COUNT: usize = FIELDS.len();

    pub fn all() -> impl Iterator<Item = Self> {
        FIELDS.iter().map(|(field, ..)| *field)
    }

    fn entry(self) -> Option<&'static (Self, &'static str, &'static str, &'static [&'static str])> {
        FIELDS.iter().find(|(field, ..)| *field == self)
    }

    /// The name in forms and in the API.
    pub fn name(self) -> &'static str {
        self.entry().map_or("", |(_, name, ..)| name)
    }

    pub fn label(self) -> &'static str {
        self.entry().map_or("", |(_, _, label, _)| label)
    }

    /// The label of a field by its name; empty for a line as a whole.
    pub fn label_of(name: &str) -> &'static str {
        Self::all().find(|field| field.name() == name).map_or("", Self::label)
    }

    /// What a column with this name is taken for.
    pub(super) fn of_heading(heading: &str) -> Option<Self> {
        let heading = plain(heading);
        FIELDS.iter().find(|(.., known)| known.contains(&heading.as_str())).map(|(field, ..)| *field)
    }
}

/// Which column means what, by their places; a column may mean two things.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Mapping([Option<usize>; Field::COUNT]);

impl Mapping {
    /// By the names of the columns: the first of each kind.
    pub fn guess(headings: &[String]) -> Self {
        let mut mapping = Self::default();
        for (place, heading) in headings.iter().enumerate() {
            if let Some(field) = Field::of_heading(heading)
                && mapping.of(field).is_none()
            {
                mapping.set(field, Some(place));
            }
        }
        mapping
    }

    /// The guess, with what `text` says instead: `name=Company,admin_email=Login`, and `plan=` for no column.
    pub fn parse(text: &str, headings: &[String]) -> Result<Self> {
        let wrong = |words: String| Error::invalid("map", words);
        let mut mapping = Self::guess(headings);
        for pair in text.split(',').map(str::trim).filter(|pair| !pair.is_empty()) {
            let Some((name, heading)) = pair.split_once('=') else {
                return Err(wrong(format!("“{pair}” says nothing: write for example name=Company.")));
            };
            let Some(field) = Field::all().find(|field| field.name() == name.trim()) else {
                let names: Vec<&str> = Field::all().map(Field::name).collect();
                return Err(wrong(format!("“{}” is none of: {}.", name.trim(), names.join(", "))));
            };
            let heading = heading.trim();
            let place = headings.iter().position(|one| plain(one) == plain(heading));
            if place.is_none() && !heading.is_empty() {
                return Err(wrong(format!(
                    "The file has no column “{heading}”. Its columns are: {}.",
                    headings.join(", ")
                )));
            }
            mapping.set(field, place.filter(|_| !heading.is_empty()));
        }
        Ok(mapping)
    }

    pub fn of(&self, field: Field) -> Option<usize> {
        self.0.get(field as usize).copied().flatten()
    }

    pub fn set(&mut self, field: Field, column: Option<usize>) {
        if let Some(place) = self.0.get_mut(field as usize) {
            *place = column;
        }
    }

    /// Without these there is no account.
    pub fn must_do(&self) -> Result<()> {
        if self.of(Field::Name).is_none() {
            return Err(Error::invalid("name", "Choose the column with the names of the businesses."));
        }
        if self.of(Field::Email).is_none() && self.of(Field::AdminEmail).is_none() {
            return Err(Error::invalid("email", "Choose the column with their email addresses."));
        }
        Ok(())
    }

    pub(super) fn to_json(&self) -> Result<String> {
        serde_json::to_string(&self.0).map_err(Error::bug)
    }

    pub(super) fn stored(json: &str) -> Result<Self> {
        serde_json::from_str(json).map(Self).map_err(Error::bug)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headings(names: &[&str]) -> Vec<String> {
        names.iter().map(|name| (*name).to_owned()).collect()
    }

    #[test]
    fn columns_are_known_by_their_names_and_can_be_said() {
        for (place, field) in Field::all().enumerate() {
            assert_eq!((field as usize, Field::of_heading(field.name())), (place, Some(field)));
        }
        let names = headings(&["Customer No.", "Company Name", "E-Mail", "Time Zone", "Login"]);
        let guess = Mapping::guess(&names);
        assert_eq!(guess.of(Field::Name), Some(1));
        assert_eq!(guess.of(Field::Email), Some(2));
        assert_eq!(guess.of(Field::ExternalId), None);
        let said = Mapping::parse("external_id=customer no, admin_email=", &names).unwrap();
        assert_eq!((said.of(Field::ExternalId), said.of(Field::AdminEmail)), (Some(0), None));
        assert_eq!(said.of(Field::Name), Some(1), "what is not said is guessed");
        assert_eq!(Mapping::stored(&said.to_json().unwrap()).unwrap(), said);
        for wrong in ["name", "colour=E-Mail", "name=Firma"] {
            assert!(Mapping::parse(wrong, &names).is_err(), "{wrong}");
        }
        assert!(guess.must_do().is_ok() && Mapping::guess(&headings(&["x"])).must_do().is_err());
    }
}
