//! “Login as User”: the operator sees what the client sees, in one click, and everybody can tell afterwards.

use axum::http::header;
use domain::access::{AccountsLoginAs, Mode};
use domain::sign_in::login_as::{self, Wish};
use kernel::{AccountId, Error, Result, UserId};
use web::{Answer, Fields, Id, Jar, LOGIN_AS, LocalPath, Visitor, redirect};

use super::page_of;

/// How long the cookie is kept; the session behind it may end sooner.
const SECONDS: i64 = 3600;

pub async fn start(visitor: Visitor, Id(account): Id<AccountId>, fields: Fields) -> Answer {
    fields.only(&["mode", "user", "return_to"])?;
    let granted = visitor.may::<AccountsLoginAs>()?;
    let back = way_back(fields.get("return_to"), account);
    let wish = Wish {
        account,
        user: user(fields.get("user"))?,
        mode: mode(fields.get("mode"))?,
        return_to: back.as_str(),
        agent: &visitor.guest.agent,
    };
    let token = login_as::start(visitor.house(), &granted, &visitor.who, wish).await?;
    let jar = Jar { https: visitor.site.settings.https };
    let mut response = redirect(&LocalPath::or(None, "/"));
    response.headers_mut().append(header::SET_COOKIE, jar.set(LOGIN_AS, &token.reveal(), Some(SECONDS)));
    Ok(response)
}

/// The page of the console to come back to; never a page of the portal, and never anywhere else.
fn way_back(written: &str, account: AccountId) -> LocalPath {
    let of_console = |path: &LocalPath| {
        let rest = path.as_str().strip_prefix("/console");
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(['/', '?']))
            && !path.as_str().contains("..")
    };
    LocalPath::parse(written)
        .filter(of_console)
        .unwrap_or_else(|| LocalPath::or(Some(&page_of(account)), "/console"))
}

/// The named user; the account's primary admin if none is named.
fn user(written: &str) -> Result<Option<UserId>> {
    if written.is_empty() {
        return Ok(None);
    }
    written.parse().map(Some).map_err(|_| Error::NotFound)
}

fn mode(written: &str) -> Result<Mode> {
    match written {
        "" | "act" => Ok(Mode::Act),
        "view" => Ok(Mode::View),
        _ => Err(Error::invalid("mode", "Choose act or view.")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_way_back_is_a_page_of_the_console() {
        let account: AccountId = "acct_00000000000000000000000001".parse().unwrap();
        for good in ["/console", "/console/accounts?q=a", "/console?x=1"] {
            assert_eq!(way_back(good, account).as_str(), good);
        }
        for bad in [
            "",
            "/",
            "/calls",
            "/consoles",
            "//evil.example/console",
            "/console/../calls",
            "https://x/console",
        ] {
            assert_eq!(way_back(bad, account).as_str(), page_of(account), "{bad}");
        }
    }

    #[test]
    fn an_unknown_mode_is_none() {
        assert!(matches!(
            (mode(""), mode("act"), mode("view")),
            (Ok(Mode::Act), Ok(Mode::Act), Ok(Mode::View))
        ));
        assert!(mode("own").is_err());
    }
}
