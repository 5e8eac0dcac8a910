//! `portico demo`: a believable answering service, and who can log in to it.

use kernel::{Error, Result};

use crate::logins;
use crate::say::{self, say};
use crate::settings::Settings;

pub async fn run(settings: &Settings, json: bool) -> Result<()> {
    let house = settings.open().await?;
    let logins = match domain::demo::create(&house).await {
        Ok(made) => {
            let base = settings.base_url();
            let logins = made.into_iter().map(|login| logins::Login::of(login, &base)).collect::<Vec<_>>();
            logins::write(&settings.data, &logins)?;
            logins
        }
        // The demo is there already: say again who can log in.
        Err(Error::Conflict(reason)) => logins::read(&settings.data).ok_or(Error::Conflict(reason))?,
        Err(other) => return Err(other),
    };
    if json {
        for login in &logins {
            say!("{}", serde_json::to_string(login).map_err(Error::bug)?);
        }
    } else {
        say::all(&logins::table(&logins));
    }
    Ok(())
}
