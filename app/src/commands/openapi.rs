//! `portico openapi`: the description of the API, for those who write programs against it.

use kernel::{Error, Result};

pub fn run() -> Result<()> {
    println!("{}", serde_json::to_string_pretty(&api::openapi()).map_err(Error::bug)?);
    Ok(())
}
