//! Twilio's API for messages, as its documentation describes it: a form, and an answer in JSON.

use data_encoding::BASE64;
use domain::delivery::replies::SigningKey;
use domain::notices::{Outcome, Outgoing};
use kernel::{Error, Phone, Result};
use serde::Deserialize;
use url::Url;

use super::judge;
use crate::way_out::{Network, WayOut};

#[derive(Clone)]
pub struct Twilio {
    way: WayOut,
    from: String,
    authorization: String,
    signing: SigningKey,
}

/// What Twilio says of a message, or of what was wrong with it.
#[derive(Deserialize)]
struct Said {
    sid: Option<String>,
    message: Option<String>,
    code: Option<i64>,
}

impl Twilio {
    /// `twilio://ACCOUNT:TOKEN@api.twilio.com?from=%2B15125550100`. It contains a secret: no error repeats it. With
    /// `&network=private` it may be a gateway of one's own that speaks the same, by plain http.
    pub fn parse(text: &str) -> Result<Self> {
        let wrong = |why: &str| Error::invalid("sms_url", why.to_owned());
        let shape = "write it as twilio://ACCOUNT:TOKEN@api.twilio.com?from=+15125550100";
        let url = Url::parse(text.trim()).map_err(|_| wrong(shape))?;
        let host = url.host_str().filter(|host| !host.is_empty()).ok_or_else(|| wrong(shape))?;
        let (account, Some(token)) = (url.username(), url.password()) else { return Err(wrong(shape)) };
        if url.scheme() != "twilio"
            || !url.path().trim_matches('/').is_empty()
            || !is_word(account)
            || !is_word(token)
        {
            return Err(wrong(shape));
        }
        let (mut from, mut network) = (None, Network::Public);
        for (name, value) in url.query_pairs() {
            match (&*name, &*value) {
                // An unescaped plus of a telephone number is a space by the rules of forms.
                ("from", number) => from = Some(number.replace(' ', "+")),
                ("network", "private") => network = Network::Private,
                _ => {
                    return Err(wrong(
                        "after the question mark stand from=NUMBER and perhaps network=private",
                    ));
                }
            }
        }
        let from = from.ok_or_else(|| wrong("say from which number, with ?from=+15125550100"))?;
        let from = Phone::parse(&from, "US").map_err(|_| wrong("from is no telephone number"))?;
        let scheme = if network == Network::Private { "http" } else { "https" };
        let port = url.port().map(|port| format!(":{port}")).unwrap_or_default();
        let address = format!("{scheme}://{host}{port}/2010-04-01/Accounts/{account}/Messages.json");
        Ok(Self {
            way: WayOut::to(&address, network)
                .map_err(|error| wrong(&error.to_string().replace("url: ", "")))?,
            from: from.to_string(),
            signing: SigningKey::new(token),
            authorization: format!("Basic {}", BASE64.encode(format!("{account}:{token}").as_bytes())),
        })
    }

    pub async fn send(&self, outgoing: &Outgoing) -> Outcome {
        let body = form_urlencoded::Serializer::new(String::new())
            .append_pair("To", &outgoing.to)
            .append_pair("From", &self.from)
            .append_pair("Body", &outgoing.text)
            .finish();
        let headers = [
            ("authorization".to_owned(), self.authorization.clone()),
            ("content-type".to_owned(), "application/x-www-form-urlencoded".to_owned()),
        ];
        judge(self.way.post(&headers, body).await, said)
    }

    /// Twilio signs its requests with the token of the account.
    pub fn signing(&self) -> SigningKey {
        self.signing.clone()
    }

    pub fn described(&self) -> String {
        format!("{}, from {}", self.way.host(), self.from)
    }
}

fn is_word(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_alphanumeric())
}

/// The message's name at Twilio, or what was wrong; never the text that was sent.
fn said(body: &str) -> String {
    match serde_json::from_str::<Said>(body) {
        Ok(Said { message: Some(message), code, .. }) => {
            format!("{message} ({})", code.unwrap_or_default())
        }
        Ok(Said { sid: Some(sid), .. }) => sid,
        _ => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_account_is_read_and_a_bad_one_is_a_line_without_its_token() {
        crate::ready_tls();
        let good = Twilio::parse("twilio://AC12:hunter2@api.twilio.com?from=+15125550100").unwrap();
        assert_eq!(good.described(), "api.twilio.com, from +15125550100");
        for bad in [
            "",
            "https://AC12:hunter2@api.twilio.com?from=+15125550100",
            "twilio://AC12@api.twilio.com?from=+15125550100",
            "twilio://AC12:hunter2@api.twilio.com",
            "twilio://AC12:hunter2@api.twilio.com?from=me",
            "twilio://AC12:hunter2@127.0.0.1?from=+15125550100",
            "twilio://AC12:hunter2@api.twilio.com/x?from=+15125550100",
            "twilio://AC12:hunter2@api.twilio.com?from=+15125550100&to=all",
        ] {
            let Err(error) = Twilio::parse(bad) else { panic!("{bad}") };
            let error = error.to_string();
            assert!(error.starts_with("sms_url: ") && !error.contains("hunter2"), "{error}");
        }
    }

    #[test]
    fn twilios_own_words_are_kept() {
        let refused = r#"{"code":21211,"message":"The 'To' number is not valid.","status":400}"#;
        assert_eq!(said(refused), "The 'To' number is not valid. (21211)");
        assert_eq!(said(r#"{"sid":"SM1","status":"queued","error_code":null}"#), "SM1");
        assert_eq!(said("<html>"), "");
    }
}
