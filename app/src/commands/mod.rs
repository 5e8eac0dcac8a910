//! One file for each thing that can be done at the command line.

mod backup;
mod demo;
mod healthcheck;
mod import;
mod import_accounts;
mod init;
mod key;
mod openapi;
mod restore;
mod serve;
mod user;
mod verify;

use domain::House;
use domain::organizations::{self, Organization};
use kernel::{Error, OrgId, Result};

use crate::cli::{Cli, Command, Import, Key};
use crate::settings::Settings;

pub async fn run(cli: Cli) -> Result<()> {
    let settings = || Settings::read(&cli.common, None, &[]);
    match cli.command {
        Command::Serve { listen, trusted_proxy } => {
            serve::run(&Settings::read(&cli.common, listen.as_deref(), &trusted_proxy)?).await
        }
        Command::Init { organization, email, name, host, time_zone, region } => {
            let wish = init::Wish { organization, email, name, host, time_zone, region };
            init::run(&settings()?, wish).await
        }
        Command::Demo { json } => demo::run(&settings()?, json).await,
        Command::Import { what: Import::Accounts(wish) } => import_accounts::run(&settings()?, wish).await,
        Command::Import { what: Import::Calls(wish) } => import::run(&settings()?, wish).await,
        Command::User { what } => user::run(&settings()?, what).await,
        Command::Key { what: Key::Create { name, permissions, days, owner, organization } } => {
            let wish = key::Wish { name, permissions, days, owner, organization };
            key::run(&settings()?, wish).await
        }
        Command::Backup { to } => backup::run(&settings()?, to).await,
        Command::Restore { file } => restore::run(&settings()?, &file).await,
        Command::Verify => verify::run(&settings()?).await,
        Command::Openapi => {
            openapi::run();
            Ok(())
        }
        Command::Healthcheck { listen } => {
            healthcheck::run(&Settings::read(&cli.common, listen.as_deref(), &[])?).await
        }
    }
}

/// The organization that is meant: the one with this number, or the only one.
async fn organization(house: &House, number: Option<i64>) -> Result<Organization> {
    let mut read = house.read().await?;
    if let Some(number) = number {
        return organizations::by_number(&mut read, OrgId::new(number))
            .await
            .map_err(|_| Error::invalid("organization", format!("There is none with the number {number}.")));
    }
    let mut all = organizations::all(&mut read).await?;
    match (all.pop(), all.is_empty()) {
        (Some(only), true) => Ok(only),
        (None, _) => Err(Error::conflict("There is no organization yet. Make one with `portico init`.")),
        (Some(_), false) => {
            Err(Error::invalid("organization", "There are several. Say which with --organization NUMBER."))
        }
    }
}
