//! The one way out to the network by HTTP (invariant 13): every other room asks here, and here is checked where it leads.
//!
//! No redirects, no proxy of the environment, an end to every wait, a limit to every answer; and, unless the server's
//! administrator has said that the other side is in the own network, only public addresses, checked when connecting,
//! so that a name cannot be one thing when it is looked at and another when it is used.

mod files;

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;

use kernel::{Error, Result};
use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use reqwest::header::{HeaderMap, HeaderName, HeaderValue, RETRY_AFTER};
use reqwest::redirect;

const CONNECT_WITHIN: Duration = Duration::from_secs(5);
const ANSWER_WITHIN: Duration = Duration::from_secs(20);
/// What is read of an answer.
const LARGEST_ANSWER: usize = 16 * 1024;

pub use files::{Arriving, FileWay};

/// Where it may lead.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Network {
    /// Anywhere on the Internet, and nowhere else.
    Public,
    /// Also into the own network: an address that the server's administrator has written.
    Private,
}

/// A checked address to send to, ready to be used often.
#[derive(Clone)]
pub struct WayOut {
    client: Client,
    url: reqwest::Url,
}

#[allow(clippy::disallowed_types, reason = "this is the one way out")]
type Client = reqwest::Client;

/// What the other side answered.
#[derive(Debug)]
pub struct Answer {
    pub status: u16,
    /// In so many seconds it may be asked again. A date instead of seconds is passed over.
    pub retry_after: Option<u32>,
    pub body: String,
}

/// Why there is no answer.
#[derive(Debug)]
pub enum Failed {
    /// Nothing has left.
    NotSent(String),
    /// It has left, or some of it: whether it was heard nobody knows.
    Unheard(String),
}

impl WayOut {
    /// A way to `url`, which is http or https and has no password in it.
    pub fn to(url: &str, network: Network) -> Result<Self> {
        let url = checked(url, network)?;
        let client = client(network).timeout(ANSWER_WITHIN).build().map_err(Error::bug)?;
        Ok(Self { client, url })
    }

    /// Sends `body` and reads the beginning of the answer. A redirect is an answer like any other.
    pub async fn post(&self, headers: &[(String, String)], body: String) -> Result<Answer, Failed> {
        let mut named = HeaderMap::new();
        for (name, value) in headers {
            let pair = (HeaderName::try_from(name), HeaderValue::try_from(value));
            let (Ok(name), Ok(mut value)) = pair else {
                return Err(Failed::NotSent(format!("the header {name} cannot be sent")));
            };
            value.set_sensitive(true);
            named.insert(name, value);
        }
        let sent = self.client.post(self.url.clone()).headers(named).body(body).send().await;
        let mut response = sent.map_err(|error| {
            let words = words(&error);
            if error.is_connect() || error.is_builder() {
                Failed::NotSent(words)
            } else {
                Failed::Unheard(words)
            }
        })?;
        let status = response.status().as_u16();
        let retry_after =
            response.headers().get(RETRY_AFTER).and_then(|value| value.to_str().ok()?.parse().ok());
        let mut bytes = Vec::new();
        while bytes.len() < LARGEST_ANSWER {
            // The status has been heard: an answer that breaks off afterwards says enough.
            let Ok(Some(chunk)) = response.chunk().await else { break };
            bytes.extend_from_slice(&chunk);
        }
        bytes.truncate(LARGEST_ANSWER);
        Ok(Answer { status, retry_after, body: String::from_utf8_lossy(&bytes).into_owned() })
    }

    /// Whom it leads to, for people: never with what follows the host, which may be a secret.
    pub fn host(&self) -> String {
        self.url.host_str().unwrap_or_default().to_owned()
    }
}

/// An address that may be asked: http or https, without a password, and none of the own network unless it may be.
fn checked(url: &str, network: Network) -> Result<reqwest::Url> {
    let wrong = |why: &str| Error::invalid("url", why.to_owned());
    let url: reqwest::Url = url.parse().map_err(|_| wrong("write it as https://host/path"))?;
    if !matches!(url.scheme(), "http" | "https") {
        return Err(wrong("write it as https://host/path"));
    }
    if url.scheme() == "http" && network == Network::Public {
        return Err(wrong("use https, or say that it is in the own network"));
    }
    if !url.username().is_empty() || url.password().is_some() {
        return Err(wrong("write credentials into a header, not into the address"));
    }
    // A literal address is not looked up: it is checked here.
    let literal = match url.host() {
        Some(url::Host::Ipv4(ip)) => Some(IpAddr::V4(ip)),
        Some(url::Host::Ipv6(ip)) => Some(IpAddr::V6(ip)),
        Some(url::Host::Domain(_)) => None,
        None => return Err(wrong("write it as https://host/path")),
    };
    if network == Network::Public && literal.is_some_and(|ip| !is_public(ip)) {
        return Err(wrong(
            "this address is not on the Internet; say that it is in the own network, if it is",
        ));
    }
    Ok(url)
}

#[allow(clippy::disallowed_types, reason = "this is the one way out")]
fn client(network: Network) -> reqwest::ClientBuilder {
    reqwest::Client::builder()
        .redirect(redirect::Policy::none())
        .no_proxy()
        .dns_resolver(Arc::new(Checked(network)))
        .connect_timeout(CONNECT_WITHIN)
        .pool_max_idle_per_host(1)
        .user_agent(concat!("Portico/", env!("CARGO_PKG_VERSION")))
}

/// The innermost reason, without the address, which may contain a secret.
fn words(error: &reqwest::Error) -> String {
    let mut deepest: &dyn std::error::Error = error;
    while let Some(source) = deepest.source() {
        deepest = source;
    }
    if error.is_timeout() { "no answer in time".to_owned() } else { deepest.to_string() }
}

/// Looks names up, and leaves out addresses that may not be reached.
struct Checked(Network);

impl Resolve for Checked {
    #[allow(clippy::disallowed_methods, reason = "this is the one way out")]
    fn resolve(&self, name: Name) -> Resolving {
        let network = self.0;
        Box::pin(async move {
            let found = tokio::net::lookup_host((name.as_str(), 0)).await?;
            let may: Vec<SocketAddr> =
                found.filter(|at| network == Network::Private || is_public(at.ip())).collect();
            if may.is_empty() {
                return Err(format!("{} is not on the Internet", name.as_str()).into());
            }
            Ok(Box::new(may.into_iter()) as Addrs)
        })
    }
}

/// Whether an address is one of the Internet's, and not this machine, the own network, or anything reserved.
fn is_public(ip: IpAddr) -> bool {
    match ip {
        IpAddr::V4(ip) => is_public_v4(ip),
        IpAddr::V6(ip) => is_public_v6(ip),
    }
}

fn is_public_v4(ip: Ipv4Addr) -> bool {
    let [a, b, c, _] = ip.octets();
    let shared = a == 100 && (64..128).contains(&b);
    let protocol = a == 192 && b == 0 && c == 0;
    let relay = a == 192 && b == 88 && c == 99;
    let benchmark = a == 198 && (b == 18 || b == 19);
    !(ip.is_private()
        || ip.is_loopback()
        || ip.is_link_local()
        || ip.is_documentation()
        || ip.is_multicast()
        || a == 0
        || a >= 240
        || shared
        || protocol
        || relay
        || benchmark)
}

/// Only the global unicast addresses, less those that carry an IPv4 address in them or are reserved.
fn is_public_v6(ip: Ipv6Addr) -> bool {
    let [a, b, ..] = ip.segments();
    let global = a & 0xe000 == 0x2000;
    let carries_v4 = a == 0x2002 || (a == 0x2001 && b < 0x0200);
    let documentation = (a == 0x2001 && b == 0x0db8) || (a == 0x3fff && b < 0x1000);
    global && !carries_v4 && !documentation
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn asvs_1_3_6_only_the_internet_is_public() {
        for private in [
            "127.0.0.1",
            "10.0.0.1",
            "172.16.0.1",
            "192.168.1.1",
            "169.254.169.254",
            "100.64.0.1",
            "0.0.0.0",
            "224.0.0.1",
            "255.255.255.255",
            "198.18.0.1",
            "192.0.2.1",
            "::1",
            "::",
            "::ffff:127.0.0.1",
            "::ffff:8.8.8.8",
            "64:ff9b::7f00:1",
            "fe80::1",
            "fc00::1",
            "2002:7f00:1::",
            "2001::1",
            "2001:db8::1",
            "ff02::1",
        ] {
            assert!(!is_public(private.parse().unwrap()), "{private}");
        }
        for public in ["8.8.8.8", "93.184.216.34", "2606:4700:4700::1111", "2a00:1450:4001:800::200e"] {
            assert!(is_public(public.parse().unwrap()), "{public}");
        }
    }

    #[test]
    fn asvs_1_3_6_an_address_that_hides_where_it_leads_is_refused() {
        crate::ready_tls();
        for url in [
            "https://127.0.0.1/",
            "https://2130706433/",
            "https://0x7f.1/",
            "https://0177.0.0.1/",
            "https://[::ffff:127.0.0.1]/",
            "https://user:pw@gateway.example/",
            "http://gateway.example/",
            "ftp://gateway.example/",
            "file:///etc/passwd",
            "gateway.example",
            "",
        ] {
            assert!(WayOut::to(url, Network::Public).is_err(), "{url}");
        }
        assert!(WayOut::to("https://gateway.example/send", Network::Public).is_ok());
        assert!(WayOut::to("http://10.1.2.3:8080/send", Network::Private).is_ok());
    }

    #[tokio::test]
    async fn asvs_1_3_6_a_name_that_leads_into_the_own_network_is_refused_when_connecting() {
        crate::ready_tls();
        let way = WayOut::to("https://localhost:9/", Network::Public).unwrap();
        let Err(Failed::NotSent(words)) = way.post(&[], String::new()).await else { panic!("it was sent") };
        assert!(words.contains("not on the Internet"), "{words}");
    }
}
