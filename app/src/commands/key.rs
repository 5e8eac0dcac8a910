//! `portico key create`: a key for a program.

use domain::access::{Actor, Grants, Key, KeysManage, OperatorsManage, Reach};
use domain::operators;
use domain::sign_in::keys::{self, NewKey};
use kernel::{Email, Error, Name, Result, Span};

use crate::say::say;
use crate::settings::Settings;

pub struct Wish {
    pub name: String,
    pub permissions: Vec<String>,
    pub days: i64,
    pub owner: Option<String>,
    pub organization: Option<i64>,
}

pub async fn run(settings: &Settings, wish: Wish) -> Result<()> {
    let name = Name::parse(&wish.name).map_err(|error| Error::invalid("--name", error.to_string()))?;
    let grants = wish.permissions.iter().map(|text| {
        let known = Key::ALL.iter().map(|key| key.name()).collect::<Vec<_>>().join(", ");
        Key::parse(text.trim())
            .map(|key| (key, Reach::Organization))
            .ok_or_else(|| Error::invalid("--permissions", format!("“{text}” is none of: {known}.")))
    });
    let grants = Grants::of(&grants.collect::<Result<Vec<_>>>()?);
    if !(1..=3650).contains(&wish.days) {
        return Err(Error::invalid("--days", "Choose 1 to 3650 days."));
    }
    let house = settings.open().await?;
    let organization = super::organization(&house, wish.organization).await?;
    let system = Actor::system(organization.id, "portico key create");
    let people = system.may::<OperatorsManage>()?;
    let mut read = house.read().await?;
    let owner = match &wish.owner {
        Some(email) => {
            let email = Email::parse(email).map_err(|error| Error::invalid("--owner", error.to_string()))?;
            operators::by_email(&mut read, &people, &email)
                .await
                .map_err(|_| Error::invalid("--owner", "There is no operator with this address."))?
        }
        None => operators::first_administrator(&mut read, &people)
            .await?
            .ok_or_else(|| Error::conflict("There is no administrator whose key it could be."))?,
    };
    drop(read);
    let new = NewKey { name, grants, lasts: Span::days(wish.days), owner };
    let made = keys::create(&house, &system.may::<KeysManage>()?, new).await?;
    say!("{}", made.secret);
    Ok(())
}
