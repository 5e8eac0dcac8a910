//! Recordings in S3, or anything that speaks like it: requests are signed here and sent by the one way out.

use std::path::Path;
use std::time::Duration;

use data_encoding::BASE64;
use domain::recordings::{Amiss, Coming, Elsewhere, Later};
use kernel::{Clock, Error, Result};
use reqwest::header::{CONTENT_TYPE, HeaderMap, HeaderName, HeaderValue};
use rusty_s3::actions::{DeleteObject, GetObject, PutObject};
use rusty_s3::{Bucket, Credentials, S3Action, UrlStyle};

use crate::way_out::{Arriving, FileWay, Network};

/// How long a signed request is good for.
const SIGNED_FOR: Duration = Duration::from_mins(5);
/// What is read of an answer that says what is wrong.
const LARGEST_ERROR: usize = 4 * 1024;
const CHECKSUM: &str = "x-amz-checksum-sha256";

/// What an administrator has written about it.
#[derive(Clone, Default)]
pub struct S3Settings {
    pub bucket: Option<String>,
    pub region: Option<String>,
    pub endpoint: Option<String>,
    pub key_id: Option<String>,
    pub secret: Option<String>,
    /// The bucket is in the path and not in the host.
    pub path_style: Option<bool>,
}

/// A bucket, and the right to use it.
pub struct S3 {
    bucket: Bucket,
    credentials: Credentials,
    way: FileWay,
    clock: Clock,
}

impl S3 {
    /// None where nothing is written; what is wrong is one line without a secret.
    pub fn new(written: &S3Settings, clock: Clock) -> Result<Option<Self>> {
        let S3Settings { bucket, region, endpoint, key_id, secret, path_style } = written;
        let Some(bucket) = bucket else {
            let others = [region, endpoint, key_id, secret];
            if others.iter().any(|other| other.is_some()) || path_style.is_some() {
                return Err(Error::invalid("s3_bucket", "say in which bucket recordings are to lie"));
            }
            return Ok(None);
        };
        if !is_name(bucket, 3..=63) {
            return Err(Error::invalid("s3_bucket", format!("“{bucket}” is not the name of a bucket")));
        }
        let region = region.clone().unwrap_or_else(|| "us-east-1".to_owned());
        if !is_name(&region, 1..=63) {
            return Err(Error::invalid(
                "s3_region",
                format!("“{region}” is not a region such as eu-central-1"),
            ));
        }
        let url = endpoint.clone().unwrap_or_else(|| format!("https://s3.{region}.amazonaws.com"));
        let wrong = || {
            Error::invalid(
                "s3_endpoint",
                "write it as https://host or http://host:port, and nothing after it",
            )
        };
        FileWay::check(&url, Network::Private).map_err(|_| wrong())?;
        let url: url::Url = url.parse().map_err(|_| wrong())?;
        if url.path() != "/" || url.query().is_some() || url.fragment().is_some() {
            return Err(wrong());
        }
        let in_path = path_style.unwrap_or(endpoint.is_some());
        let style = if in_path { UrlStyle::Path } else { UrlStyle::VirtualHost };
        let key = needed("s3_key_id", key_id.as_deref())?;
        let credentials = Credentials::new(key, needed("s3_secret", secret.as_deref())?);
        let bucket = Bucket::new(url, style, bucket.clone(), region).map_err(|_| wrong())?;
        Ok(Some(Self { bucket, credentials, way: FileWay::new(Network::Private)?, clock }))
    }

    fn signed<'a>(&self, action: &impl S3Action<'a>) -> String {
        action.sign_with_time(SIGNED_FOR, &self.clock.now().to_jiff()).into()
    }

    async fn bring(&self, name: &str, file: &Path, sha256: &[u8]) -> Result<(), Amiss> {
        let sum = BASE64.encode(sha256);
        let mut action = PutObject::new(&self.bucket, Some(&self.credentials), name);
        action.headers_mut().insert(CHECKSUM, sum.clone());
        let mut headers = HeaderMap::new();
        let value = HeaderValue::try_from(sum).map_err(|error| Amiss::Away(error.to_string()))?;
        headers.insert(HeaderName::from_static(CHECKSUM), value);
        headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/octet-stream"));
        let answer = self.way.put(&self.signed(&action), headers, file).await.map_err(Amiss::Away)?;
        done(answer).await
    }

    async fn ask(&self, name: &str, start: u64, length: u64) -> Result<Arriving, Amiss> {
        let url = self.signed(&GetObject::new(&self.bucket, Some(&self.credentials), name));
        let answer = self.way.get(&url, Some((start, length))).await.map_err(Amiss::Away)?;
        match answer.status() {
            206 => Ok(answer),
            // It gives all of it, whatever was asked.
            200 if start == 0 => Ok(answer),
            200 => Err(Amiss::Away("it does not give parts of a file".to_owned())),
            416 => Err(Amiss::Damaged("it is shorter than it was".to_owned())),
            _ => Err(refused(answer).await),
        }
    }

    async fn take_away(&self, name: &str) -> Result<(), Amiss> {
        let url = self.signed(&DeleteObject::new(&self.bucket, Some(&self.credentials), name));
        done(self.way.delete(&url).await.map_err(Amiss::Away)?).await
    }
}

impl Elsewhere for S3 {
    fn put<'a>(&'a self, name: &'a str, file: &'a Path, sha256: &'a [u8]) -> Later<'a, ()> {
        Box::pin(self.bring(name, file, sha256))
    }

    fn get<'a>(&'a self, name: &'a str, start: u64, length: u64) -> Later<'a, Box<dyn Coming>> {
        Box::pin(async move { Ok(Box::new(self.ask(name, start, length).await?) as Box<dyn Coming>) })
    }

    fn remove<'a>(&'a self, name: &'a str) -> Later<'a, ()> {
        Box::pin(self.take_away(name))
    }
}

impl Coming for Arriving {
    fn next(&mut self) -> Later<'_, Option<Vec<u8>>> {
        Box::pin(async move {
            let bytes = Self::next(self).await.map_err(Amiss::Away)?;
            Ok(bytes.map(Vec::from))
        })
    }
}

async fn done(answer: Arriving) -> Result<(), Amiss> {
    if (200..300).contains(&answer.status()) { Ok(()) } else { Err(refused(answer).await) }
}

/// What it says, as far as it names it: `it answers 403 SignatureDoesNotMatch`.
async fn refused(answer: Arriving) -> Amiss {
    let status = answer.status();
    let body = answer.beginning(LARGEST_ERROR).await;
    let code =
        body.split_once("<Code>").and_then(|(_, rest)| rest.split_once("</Code>")).map(|(code, _)| code);
    let is_word = |code: &&str| code.len() < 50 && code.bytes().all(|byte| byte.is_ascii_alphanumeric());
    let code = code.filter(is_word);
    if status == 404 && code != Some("NoSuchBucket") {
        return Amiss::Missing;
    }
    Amiss::Away(match code {
        Some(code) => format!("it answers {status} {code}"),
        None => format!("it answers {status}"),
    })
}

fn needed<'a>(name: &str, value: Option<&'a str>) -> Result<&'a str> {
    let value = value.map(str::trim).filter(|value| !value.is_empty());
    value.ok_or_else(|| Error::invalid(name, "is missing; a bucket is opened with a key and its secret"))
}

fn is_name(text: &str, lengths: std::ops::RangeInclusive<usize>) -> bool {
    let known = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-' || byte == b'.';
    lengths.contains(&text.len()) && text.bytes().all(known)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(bucket: &str) -> S3Settings {
        let some = |text: &str| Some(text.to_owned());
        S3Settings {
            bucket: some(bucket),
            key_id: some("AKIA1"),
            secret: some("hunter2"),
            ..S3Settings::default()
        }
    }

    #[test]
    fn what_is_wrong_is_one_line_without_the_secret() {
        crate::ready_tls();
        let clock = Clock::system;
        assert!(S3::new(&S3Settings::default(), clock()).unwrap().is_none());
        let endpoint = |url: &str| S3Settings { endpoint: Some(url.to_owned()), ..written("files") };
        for (settings, words) in [
            (S3Settings { bucket: None, ..written("") }, "s3_bucket"),
            (written("My Bucket"), "s3_bucket"),
            (written("a/../b"), "s3_bucket"),
            (S3Settings { region: Some("eu central".to_owned()), ..written("files") }, "s3_region"),
            (S3Settings { key_id: None, ..written("files") }, "s3_key_id"),
            (S3Settings { secret: Some(" ".to_owned()), ..written("files") }, "s3_secret"),
            (endpoint("ftp://files.example"), "s3_endpoint"),
            (endpoint("https://key:hunter2@files.example"), "s3_endpoint"),
            (endpoint("https://files.example/files"), "s3_endpoint"),
            (endpoint("files.example"), "s3_endpoint"),
        ] {
            let Err(error) = S3::new(&settings, clock()) else { panic!("{words}") };
            let error = error.to_string();
            assert!(error.contains(words) && !error.contains("hunter2") && !error.contains('\n'), "{error}");
        }
    }

    #[test]
    fn the_bucket_is_in_the_host_at_amazon_and_in_the_path_elsewhere() {
        crate::ready_tls();
        let own = S3Settings { endpoint: Some("http://127.0.0.1:9000".to_owned()), ..written("files") };
        let host = S3Settings {
            path_style: Some(false),
            endpoint: Some("https://s3.example".to_owned()),
            ..written("files")
        };
        let region = S3Settings { region: Some("eu-central-1".to_owned()), ..written("files") };
        for (settings, url) in [
            (written("files"), "https://files.s3.us-east-1.amazonaws.com/a/b?"),
            (region, "https://files.s3.eu-central-1.amazonaws.com/a/b?"),
            (own, "http://127.0.0.1:9000/files/a/b?"),
            (host, "https://files.s3.example/a/b?"),
        ] {
            let s3 = S3::new(&settings, Clock::system()).unwrap().unwrap();
            let signed = s3.signed(&GetObject::new(&s3.bucket, Some(&s3.credentials), "a/b"));
            assert!(signed.starts_with(url) && !signed.contains("hunter2"), "{signed}");
        }
    }
}
