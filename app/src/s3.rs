//! Where recordings lie that several machines are to find: the bucket, as far as one is configured.

use std::fmt;

use kernel::{Clock, Result};
use serde::Deserialize;
use worker::{S3, S3Settings};

use crate::cli;
use crate::letters::secret;

/// `[s3]` in `portico.toml`.
#[derive(Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct File {
    bucket: Option<String>,
    region: Option<String>,
    endpoint: Option<String>,
    key_id: Option<String>,
    secret: Option<String>,
    path_style: Option<bool>,
}

/// What is configured, checked.
#[derive(Clone)]
pub struct Written(S3Settings);

/// Never prints what may contain a secret.
impl fmt::Debug for File {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("File")
    }
}

impl fmt::Debug for Written {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Written")
    }
}

impl Written {
    /// A flag wins over the environment, that over the file; a secret in a file of its own over nothing.
    pub fn read(written: &cli::S3, file: File) -> Result<Self> {
        let secret =
            secret(written.s3_secret.as_ref(), written.s3_secret_file.as_deref(), "--s3-secret-file")?;
        let read = Self(S3Settings {
            bucket: written.s3_bucket.clone().or(file.bucket),
            region: written.s3_region.clone().or(file.region),
            endpoint: written.s3_endpoint.clone().or(file.endpoint),
            key_id: written.s3_key_id.clone().or(file.key_id),
            secret: secret.or(file.secret),
            path_style: written.s3_path_style.or(file.path_style),
        });
        read.open()?;
        Ok(read)
    }

    /// The bucket; nobody is asked whether it is there, for Portico works without it.
    pub fn open(&self) -> Result<Option<S3>> {
        S3::new(&self.0, Clock::system())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_flag_wins_over_the_file_and_a_bad_value_is_one_line_without_the_secret() {
        worker::ready_tls();
        let file = |text: &str| toml::from_str::<File>(text).unwrap();
        let whole = "bucket = \"calls\"\nkey_id = \"AKIA1\"\nsecret = \"hunter2\"";
        assert!(Written::read(&cli::S3::default(), File::default()).unwrap().open().unwrap().is_none());
        assert!(Written::read(&cli::S3::default(), file(whole)).unwrap().open().unwrap().is_some());
        let flag = cli::S3 { s3_bucket: Some("No Bucket".to_owned()), ..cli::S3::default() };
        for (flags, text, words) in [
            (flag, whole, "“No Bucket”"),
            (cli::S3::default(), "secret = \"hunter2\"", "s3_bucket"),
            (cli::S3::default(), "bucket = \"calls\"\nsecret = \"hunter2\"", "s3_key_id"),
            (
                cli::S3 { s3_secret_file: Some("/nonexistent/secret".into()), ..cli::S3::default() },
                "bucket = \"calls\"\nkey_id = \"AKIA1\"",
                "--s3-secret-file",
            ),
        ] {
            let Err(error) = Written::read(&flags, file(text)) else { panic!("{words}") };
            let error = error.to_string();
            assert!(error.contains(words) && !error.contains("hunter2") && !error.contains('\n'), "{error}");
            assert_eq!(format!("{:?}", file(text)), "File");
        }
        assert!(toml::from_str::<File>("bukket = \"calls\"").is_err());
    }
}
