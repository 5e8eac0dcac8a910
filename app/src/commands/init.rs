//! `portico init`: an empty organization, and a link for its first operator.

use domain::access::{Actor, Kind, OperatorsManage, roles};
use domain::operators::{self, NewOperator};
use domain::organizations::{self, NewOrganization};
use domain::people::invitations;
use kernel::{Email, Invalid, Name, Result, TimeZoneName};

use crate::say::say;
use crate::settings::Settings;

pub struct Wish {
    pub organization: String,
    pub email: String,
    pub name: Option<String>,
    pub host: Option<String>,
    pub time_zone: String,
    pub region: String,
}

pub async fn run(settings: &Settings, wish: Wish) -> Result<()> {
    let mut invalid = Invalid::default();
    let name = invalid.check("--organization", Name::parse(&wish.organization));
    let email = invalid.check("--email", Email::parse(&wish.email));
    let zone = invalid.check("--time-zone", TimeZoneName::parse(&wish.time_zone));
    let person = wish.name.clone().or_else(|| email.as_ref().map(|email| email.local().to_owned()));
    let person = invalid.check("--name", Name::parse(&person.unwrap_or_else(|| "-".to_owned())));
    if !kernel::text::is_region(&wish.region) {
        invalid.push("--region", "Write the two letters of a country, such as US.");
    }
    invalid.into_result()?;
    let (Some(name), Some(email), Some(time_zone), Some(person)) = (name, email, zone, person) else {
        return Err(kernel::Error::bug("a wish without errors is complete"));
    };
    let house = settings.open().await?;
    let org = organizations::create(
        &house,
        NewOrganization {
            number: None,
            name,
            host: wish.host.map(|host| host.to_ascii_lowercase()),
            region: wish.region,
            time_zone,
            accent: "#1f6feb".to_owned(),
        },
    )
    .await?;
    let granted = Actor::system(org, "portico init").may::<OperatorsManage>()?;
    let role = roles::named(&mut house.read().await?, &granted, Kind::Operator, roles::ADMINISTRATOR).await?;
    let new = NewOperator { name: person, email: email.clone(), roles: vec![role] };
    let user = operators::add(&house, &granted, new).await?;
    let token = invitations::invite_operator(&house, &granted, user).await?;
    say!("Organization {org} is ready. {email} sets a password here, within 72 hours, once:");
    say!("{}/welcome/{}", settings.base_url(), token.reveal());
    Ok(())
}
