//! What can be written after `portico` on the command line.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand};

/// The client portal for service businesses.
#[derive(Parser)]
#[command(name = "portico", version, propagate_version = true)]
pub struct Cli {
    #[command(flatten)]
    pub common: Common,
    #[command(subcommand)]
    pub command: Command,
}

/// Settings for every command. A flag wins over the environment, that over `portico.toml`, that over the default.
#[derive(Args, Clone, Default)]
pub struct Common {
    /// The directory of the data [default: ./data]
    #[arg(long, global = true, env = "PORTICO_DATA", value_name = "DIR")]
    pub data: Option<PathBuf>,
    /// `postgres://user:password@host/name`, to keep the data on a server [default: a file in the data directory]
    #[arg(long, global = true, env = "PORTICO_DATABASE", value_name = "URL", hide_env_values = true)]
    pub database: Option<String>,
    /// A file that contains the database's address
    #[arg(long, global = true, env = "PORTICO_DATABASE_FILE", value_name = "FILE")]
    pub database_file: Option<PathBuf>,
    /// The file of settings [default: ./portico.toml, if there is one]
    #[arg(long, global = true, env = "PORTICO_CONFIG", value_name = "FILE")]
    pub config: Option<PathBuf>,
    /// The portal's address in links [default: `http://localhost` and the port]
    #[arg(long, global = true, env = "PORTICO_BASE_URL", value_name = "URL")]
    pub base_url: Option<String>,
    /// What to log: error, warn, info or debug [default: info]
    #[arg(long, global = true, env = "PORTICO_LOG", value_name = "LEVEL")]
    pub log: Option<String>,
    /// Start although the database may lose acknowledged changes when the power fails
    #[arg(long, global = true, env = "PORTICO_ALLOW_WEAK_DURABILITY")]
    pub allow_weak_durability: bool,
    #[command(flatten)]
    pub letters: Letters,
    #[command(flatten)]
    pub s3: S3,
}

/// How letters leave. What may contain a secret can stand in a file of its own.
#[derive(Args, Clone, Default)]
pub struct Letters {
    /// The mail server, as `smtp://user:password@host:587?tls=required` [default: none; letters wait, or are kept in a
    /// mailbox where the portal's address is on this machine]
    #[arg(long, global = true, env = "PORTICO_SMTP_URL", value_name = "URL", hide_env_values = true)]
    pub smtp_url: Option<String>,
    /// A file that contains the mail server's address
    #[arg(long, global = true, env = "PORTICO_SMTP_URL_FILE", value_name = "FILE")]
    pub smtp_url_file: Option<PathBuf>,
    /// Whom mail comes from, as `portal@example.com` or `Name <portal@example.com>`
    #[arg(long, global = true, env = "PORTICO_MAIL_FROM", value_name = "ADDRESS")]
    pub mail_from: Option<String>,
    /// The gateway for text messages, as `twilio://ACCOUNT:TOKEN@api.twilio.com?from=+15125550100`
    #[arg(long, global = true, env = "PORTICO_SMS_URL", value_name = "URL", hide_env_values = true)]
    pub sms_url: Option<String>,
    /// A file that contains the gateway's address
    #[arg(long, global = true, env = "PORTICO_SMS_URL_FILE", value_name = "FILE")]
    pub sms_url_file: Option<PathBuf>,
}

/// Where recordings lie that several machines are to find: in S3, or anything that speaks like it.
#[derive(Args, Clone, Default)]
#[expect(clippy::struct_field_names, reason = "each is named as its flag")]
pub struct S3 {
    /// The bucket for recordings [default: none; they stay in the data directory]
    #[arg(long, global = true, env = "PORTICO_S3_BUCKET", value_name = "NAME")]
    pub s3_bucket: Option<String>,
    /// Its region [default: us-east-1]
    #[arg(long, global = true, env = "PORTICO_S3_REGION", value_name = "REGION")]
    pub s3_region: Option<String>,
    /// Whoever keeps it, as `https://host` [default: Amazon's, in the region]
    #[arg(long, global = true, env = "PORTICO_S3_ENDPOINT", value_name = "URL")]
    pub s3_endpoint: Option<String>,
    /// The name of the key that opens it
    #[arg(long, global = true, env = "PORTICO_S3_KEY_ID", value_name = "ID", hide_env_values = true)]
    pub s3_key_id: Option<String>,
    /// The secret of that key
    #[arg(long, global = true, env = "PORTICO_S3_SECRET", value_name = "SECRET", hide_env_values = true)]
    pub s3_secret: Option<String>,
    /// A file that contains the secret
    #[arg(long, global = true, env = "PORTICO_S3_SECRET_FILE", value_name = "FILE")]
    pub s3_secret_file: Option<PathBuf>,
    /// Whether the bucket is in the path and not in the host: true or false [default: true with an endpoint]
    #[arg(long, global = true, env = "PORTICO_S3_PATH_STYLE", value_name = "BOOL")]
    pub s3_path_style: Option<bool>,
}

#[derive(Subcommand)]
pub enum Command {
    /// Serve the portal
    Serve {
        /// Address and port [default: 127.0.0.1:8080]
        #[arg(long, env = "PORTICO_LISTEN", value_name = "ADDRESS:PORT")]
        listen: Option<String>,
        /// A proxy whose X-Forwarded-For is believed; may be given several times
        #[arg(long, env = "PORTICO_TRUSTED_PROXY", value_name = "ADDRESS", value_delimiter = ',')]
        trusted_proxy: Vec<String>,
    },
    /// Create an empty organization and print the link at which its first operator sets a password
    Init {
        /// The organization's name
        #[arg(long)]
        organization: String,
        /// The first operator's email address
        #[arg(long)]
        email: String,
        /// The first operator's name [default: from the address]
        #[arg(long)]
        name: Option<String>,
        /// The host of this organization's portal, when several share one installation
        #[arg(long)]
        host: Option<String>,
        /// The organization's time zone
        #[arg(long, default_value = "UTC")]
        time_zone: String,
        /// The country of telephone numbers without a country code
        #[arg(long, default_value = "US")]
        region: String,
    },
    /// Create a believable answering service to look at, and print who can log in
    Demo {
        /// Print one JSON object a line
        #[arg(long)]
        json: bool,
    },
    /// Bring in what another system wrote
    Import {
        #[command(subcommand)]
        what: Import,
    },
    /// Operators
    User {
        #[command(subcommand)]
        what: User,
    },
    /// API keys
    Key {
        #[command(subcommand)]
        what: Key,
    },
    /// Write all data to one file that either database can be restored from
    Backup {
        /// The file to write [default: a new one in the data directory's `backups`]
        #[arg(long, value_name = "FILE")]
        to: Option<PathBuf>,
    },
    /// Bring a backup back into an empty data directory or an empty database
    Restore {
        /// The file that `portico backup` wrote
        file: PathBuf,
    },
    /// Prove that the data is whole and that nobody has changed the history
    Verify,
    /// Print the description of the API
    Openapi,
    /// Ask a running portal whether it is well
    Healthcheck {
        /// Address and port [default: 127.0.0.1:8080]
        #[arg(long, env = "PORTICO_LISTEN", value_name = "ADDRESS:PORT")]
        listen: Option<String>,
    },
}

#[derive(Subcommand)]
pub enum Import {
    /// Client accounts, from any CSV file with a header
    Accounts(ImportAccounts),
    /// Calls, from Asterisk's Master.csv or any CSV file with a header
    Calls(ImportCalls),
}

#[derive(Args)]
pub struct ImportAccounts {
    /// The file: at most 10,000 lines and 4 MB
    #[arg(required_unless_present = "undo")]
    pub file: Option<PathBuf>,
    /// Columns by their names, as `name=Company,plan=Tariff`, and `plan=` for none
    #[arg(long, value_name = "FIELD=COLUMN,…")]
    pub map: Option<String>,
    /// Invite the primary admins of the file
    #[arg(long, conflicts_with = "dry_run")]
    pub invite: bool,
    /// Write the lines of which no account comes to this CSV file, each with the reason
    #[arg(long, value_name = "FILE")]
    pub left_out: Option<PathBuf>,
    /// Say what would happen, and change nothing
    #[arg(long)]
    pub dry_run: bool,
    /// Take an import back: delete the accounts that it made and nobody has touched since
    #[arg(long, value_name = "ID", conflicts_with_all = ["file", "map", "invite", "left_out", "dry_run"])]
    pub undo: Option<String>,
    /// The operator in whose name it is done [default: the first administrator]
    #[arg(long, value_name = "EMAIL")]
    pub operator: Option<String>,
    /// The organization's number, when there are several
    #[arg(long, value_name = "NUMBER")]
    pub organization: Option<i64>,
}

#[derive(Args)]
pub struct ImportCalls {
    /// The file
    pub file: PathBuf,
    /// Columns by their names, as `from=Caller Number,started_at=Call Date`
    #[arg(long, value_name = "FIELD=COLUMN,…")]
    pub map: Option<String>,
    /// The zone of times that name none [default: the organization's]
    #[arg(long, value_name = "ZONE")]
    pub time_zone: Option<String>,
    /// How dates are written where that is not clear: DD/MM/YYYY, MM/DD/YYYY, YYYY/MM/DD, or with dots
    #[arg(long, value_name = "FORMAT")]
    pub dates: Option<String>,
    /// A name for the system that wrote the file, so that the ids of two systems do not meet
    #[arg(long, default_value = "csv")]
    pub source: String,
    /// A folder of recordings with the ids of calls in their names, taken in after the file
    #[arg(long, value_name = "FOLDER")]
    pub recordings: Option<PathBuf>,
    /// Say what would happen, and change nothing
    #[arg(long)]
    pub dry_run: bool,
    /// The organization's number, when there are several
    #[arg(long, value_name = "NUMBER")]
    pub organization: Option<i64>,
}

#[derive(Subcommand)]
pub enum User {
    /// Add an operator and print the link at which the password is set
    Add {
        #[arg(long)]
        email: String,
        #[arg(long)]
        name: String,
        /// Administrator or Operator
        #[arg(long, default_value = "Operator")]
        role: String,
        /// The organization's number, when there are several
        #[arg(long, value_name = "NUMBER")]
        organization: Option<i64>,
    },
    /// Print a new link for an operator who forgot the password
    Link {
        #[arg(long)]
        email: String,
        /// The organization's number, when there are several
        #[arg(long, value_name = "NUMBER")]
        organization: Option<i64>,
    },
    /// Take away the second factor of an operator who lost it
    RemoveFactor {
        #[arg(long)]
        email: String,
        /// The organization's number, when there are several
        #[arg(long, value_name = "NUMBER")]
        organization: Option<i64>,
    },
}

#[derive(Subcommand)]
pub enum Key {
    /// Make a key and print it, this once
    Create {
        /// What the key is for
        #[arg(long)]
        name: String,
        /// What it may do, as `calls.view,calls.create`
        #[arg(long, value_delimiter = ',', required = true)]
        permissions: Vec<String>,
        /// For how many days it is good
        #[arg(long, default_value_t = 365)]
        days: i64,
        /// The operator whose key it is [default: the first administrator]
        #[arg(long, value_name = "EMAIL")]
        owner: Option<String>,
        /// The organization's number, when there are several
        #[arg(long, value_name = "NUMBER")]
        organization: Option<i64>,
    },
}
