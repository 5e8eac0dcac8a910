//! Where the settings come from: flags, the environment, `portico.toml`, defaults, in this order.

use std::net::{IpAddr, SocketAddr};
use std::os::unix::fs::DirBuilderExt;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use domain::sign_in::{Cost, Passwords};
use domain::{House, Location, Opening};
use kernel::{Clock, Dice, Error, Result};
use serde::Deserialize;
use tracing::level_filters::LevelFilter;
use worker::Post;

use crate::cli::Common;
use crate::letters::{self, Letters};

/// `portico.toml`. A name that is not one of these is refused.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct File {
    data: Option<PathBuf>,
    database: Option<String>,
    listen: Option<String>,
    base_url: Option<String>,
    log: Option<String>,
    trusted_proxies: Vec<String>,
    allow_weak_durability: bool,
    smtp_url: Option<String>,
    mail_from: Option<String>,
    sms_url: Option<String>,
    sms: Option<letters::Sms>,
    /// Webhooks may lead into the own network, and by http.
    private_webhooks: bool,
    /// Recordings may be fetched from the own network, and by http.
    private_recordings: bool,
    s3: crate::s3::File,
}

/// Settings, checked.
#[derive(Clone, Debug)]
pub struct Settings {
    pub data: PathBuf,
    pub location: Location,
    pub listen: SocketAddr,
    /// As it was set; without it the address is made of the port.
    base_url: Option<String>,
    pub log: LevelFilter,
    pub trusted_proxies: Vec<IpAddr>,
    weak_durability: bool,
    letters: Letters,
    pub private_webhooks: bool,
    pub private_recordings: bool,
    s3: crate::s3::Written,
}

impl Settings {
    /// `listen` and `proxies` are those of `portico serve`.
    pub fn read(common: &Common, listen: Option<&str>, proxies: &[String]) -> Result<Self> {
        let file = read_file(common.config.as_deref())?;
        let data = common.data.clone().or(file.data).unwrap_or_else(|| PathBuf::from("./data"));
        let database = match (&common.database, &common.database_file) {
            (Some(url), _) => Some(url.clone()),
            (None, Some(path)) => Some(read_text(path, "--database-file")?.trim().to_owned()),
            (None, None) => file.database,
        };
        let listen = listen.map(str::to_owned).or(file.listen).unwrap_or_else(|| "127.0.0.1:8080".to_owned());
        let proxies = if proxies.is_empty() { &file.trusted_proxies } else { proxies };
        let log = common.log.clone().or(file.log).unwrap_or_else(|| "info".to_owned());
        let log = match log.as_str() {
            "error" => LevelFilter::ERROR,
            "warn" => LevelFilter::WARN,
            "info" => LevelFilter::INFO,
            "debug" => LevelFilter::DEBUG,
            other => return Err(wrong("log", other, "one of error, warn, info, debug")),
        };
        let listen: SocketAddr = listen
            .parse()
            .map_err(|_| wrong("listen", &listen, "an address and a port such as 127.0.0.1:8080"))?;
        let base = common.base_url.clone().or(file.base_url).map(|url| base_url(&url)).transpose()?;
        let ways = letters::File {
            smtp_url: file.smtp_url,
            mail_from: file.mail_from,
            sms_url: file.sms_url,
            sms: file.sms,
        };
        Ok(Self {
            letters: Letters::read(&common.letters, &ways, &address(base.as_deref(), listen))?,
            location: location(&data, database)?,
            data,
            listen,
            base_url: base,
            log,
            trusted_proxies: proxies
                .iter()
                .map(|text| text.parse().map_err(|_| wrong("trusted_proxy", text, "an IP address")))
                .collect::<Result<_>>()?,
            weak_durability: common.allow_weak_durability || file.allow_weak_durability,
            private_webhooks: file.private_webhooks,
            private_recordings: file.private_recordings,
            s3: crate::s3::Written::read(&common.s3, file.s3)?,
        })
    }

    /// The portal's address, without a slash at its end.
    pub fn base_url(&self) -> String {
        address(self.base_url.as_deref(), self.listen)
    }

    /// The ways by which letters leave this instance.
    pub fn post(&self) -> Post {
        Post {
            private_webhooks: self.private_webhooks,
            private_recordings: self.private_recordings,
            ..self.letters.post(&self.data, &self.base_url())
        }
    }

    /// Opens the house that these settings name.
    pub async fn open(&self) -> Result<House> {
        // It holds password hashes: for its owner's eyes only.
        std::fs::DirBuilder::new().recursive(true).mode(0o700).create(&self.data).map_err(|error| {
            Error::Unavailable(format!("the data directory {} cannot be made: {error}", self.data.display()))
        })?;
        let slots = std::thread::available_parallelism().map_or(2, std::num::NonZero::get);
        let house = House::open(Opening {
            location: self.location.clone(),
            backups: Some(self.data.join("backups")),
            weak_durability: self.weak_durability,
            clock: Clock::system(),
            dice: Dice::system(),
            passwords: Passwords::new(slots, Cost::Standard),
        })
        .await?;
        let house = house.with_files(self.data.join("files"));
        Ok(match self.s3.open()? {
            Some(s3) => house.with_elsewhere(Arc::new(s3)),
            None => house,
        })
    }
}

fn read_file(named: Option<&Path>) -> Result<File> {
    let default = Path::new("portico.toml");
    let path = match named {
        Some(path) => path,
        None if default.exists() => default,
        None => return Ok(File::default()),
    };
    let text = read_text(path, "--config")?;
    toml::from_str(&text).map_err(|error| {
        let line =
            error.span().map_or(1, |span| text.get(..span.start).unwrap_or_default().lines().count().max(1));
        Error::invalid(
            path.display().to_string(),
            format!("line {line}: {}", error.message().replace('\n', " ")),
        )
    })
}

fn address(base_url: Option<&str>, listen: SocketAddr) -> String {
    base_url.map_or_else(|| format!("http://localhost:{}", listen.port()), str::to_owned)
}

pub fn read_text(path: &Path, name: &str) -> Result<String> {
    std::fs::read_to_string(path)
        .map_err(|error| Error::invalid(name, format!("{} cannot be read: {error}", path.display())))
}

fn location(data: &Path, database: Option<String>) -> Result<Location> {
    match database {
        None => Ok(Location::File(data.join("portico.db"))),
        Some(url) if url.starts_with("postgres://") || url.starts_with("postgresql://") => {
            Ok(Location::Server(url))
        }
        // The value may contain a password: it is not repeated.
        Some(_) => Err(Error::invalid("database", "write it as postgres://user:password@host/name")),
    }
}

fn base_url(text: &str) -> Result<String> {
    let text = text.trim_end_matches('/');
    let host = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
    match host {
        Some(host) if !host.is_empty() && !host.contains(['/', '?', '#', '@', ' ']) => Ok(text.to_owned()),
        _ => Err(wrong("base_url", text, "an address such as https://portal.example.com")),
    }
}

fn wrong(name: &str, value: &str, expected: &str) -> Error {
    Error::invalid(name, format!("“{value}” is not {expected}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bad_value_is_one_readable_line() {
        for (common, listen, words) in [
            (Common { base_url: Some("portal.example".into()), ..Common::default() }, None, "base_url"),
            (Common { log: Some("loud".into()), ..Common::default() }, None, "loud"),
            (
                Common { database: Some("mysql://root:secret@x".into()), ..Common::default() },
                None,
                "postgres://",
            ),
            (Common::default(), Some("8080"), "listen"),
        ] {
            let error = Settings::read(&common, listen, &[]).unwrap_err().to_string();
            assert!(error.contains(words), "{error}");
            assert!(!error.contains('\n') && !error.contains("secret"), "{error}");
        }
        let settings = Settings::read(&Common::default(), None, &[]).unwrap();
        assert_eq!(settings.base_url(), "http://localhost:8080");
    }
}
