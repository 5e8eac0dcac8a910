//! Addresses of other systems that somebody has written: what can be said of them at once. Where one really leads is
//! checked when it is asked.

use url::Url;

/// An address that may be asked by http or https; `private` is whether the server’s administrator allows the own
/// network, and http.
pub(crate) fn address(written: &str, longest: usize, private: bool) -> Result<(), String> {
    const WORDS: &str = "Write it as https://host/path.";
    if written.len() > longest {
        return Err(format!("Write at most {longest} characters."));
    }
    let url = Url::parse(written).map_err(|_| WORDS)?;
    if url.scheme() != "https" && !(private && url.scheme() == "http") || url.host_str().is_none() {
        return Err(WORDS.to_owned());
    }
    if !url.username().is_empty() || url.password().is_some() {
        return Err("Leave user and password out.".to_owned());
    }
    let literal = matches!(url.host(), Some(url::Host::Ipv4(_) | url::Host::Ipv6(_)));
    if literal && !private {
        return Err("Write the name of the host, not its number.".to_owned());
    }
    Ok(())
}

/// Whom it leads to, for people: what follows may be a secret of the other side.
pub(crate) fn host(url: &str) -> String {
    Url::parse(url).ok().and_then(|url| url.host_str().map(str::to_owned)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn asvs_1_3_6_an_address_that_hides_where_it_leads_is_refused() {
        for wrong in [
            "",
            "hooks.example",
            "http://hooks.example/",
            "ftp://hooks.example/",
            "javascript:alert(1)",
            "file:///etc/passwd",
            "https://user:pw@hooks.example/",
            "https://127.0.0.1/",
            "https://2130706433/",
            "https://[::1]/",
            &format!("https://hooks.example/{}", "x".repeat(500)),
        ] {
            assert!(address(wrong, 500, false).is_err(), "{wrong}");
        }
        assert!(address("https://hooks.example/in?x=1", 500, false).is_ok());
        assert!(address("http://10.0.0.7:8080/in", 500, true).is_ok());
        assert!(address("ftp://10.0.0.7/in", 500, true).is_err());
    }
}
