//! `portico user`: operators, from the command line; also the way back in for one who forgot the password.

use domain::access::{Actor, Kind, OperatorsManage, roles};
use domain::operators::{self, NewOperator};
use domain::people::invitations;
use domain::sign_in::{Proved, factors};
use kernel::{Email, Error, Invalid, Name, Result};

use crate::cli::User;
use crate::say::say;
use crate::settings::Settings;

pub async fn run(settings: &Settings, what: User) -> Result<()> {
    let (User::Add { email, organization, .. }
    | User::Link { email, organization }
    | User::RemoveFactor { email, organization }) = &what;
    let mut invalid = Invalid::default();
    let address = invalid.check("--email", Email::parse(email));
    let name = match &what {
        User::Add { name, .. } => invalid.check("--name", Name::parse(name)),
        User::Link { .. } | User::RemoveFactor { .. } => None,
    };
    invalid.into_result()?;
    let address = address.ok_or_else(|| Error::bug("an address without errors is there"))?;
    let house = settings.open().await?;
    let organization = super::organization(&house, *organization).await?;
    let actor = Actor::system(organization.id, "portico user");
    let granted = actor.may::<OperatorsManage>()?;
    let removes = matches!(what, User::RemoveFactor { .. });
    let user = match (what, name) {
        (User::Add { role, .. }, Some(name)) => {
            let roles = vec![roles::named(&mut house.read().await?, &granted, Kind::Operator, &role).await?];
            operators::add(&house, &granted, NewOperator { name, email: address, roles }).await?
        }
        _ => operators::by_email(&mut house.read().await?, &granted, &address)
            .await
            .map_err(|_| Error::invalid("--email", "There is no operator with this address."))?,
    };
    if removes {
        return factors::remove_of_operator(&house, &granted, Proved::at_the_machine(&actor)?, user).await;
    }
    let token = invitations::invite_operator(&house, &granted, user).await?;
    say!("{}/welcome/{}", settings.base_url(), token.reveal());
    Ok(())
}
