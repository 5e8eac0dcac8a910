//! “Login as User”: the operator sees what the client sees, in one click, and everybody can tell afterwards.

use axum::http::header;
use domain::access::{AccountsLoginAs, AccountsView, Mode};
use domain::accounts;
use domain::organizations::settings::Reason;
use domain::sign_in::login_as::{self, LONGEST_REASON, Wish};
use kernel::{AccountId, Error, MemberId, Result};
use web::ui::{FieldKind, FieldView, FormView, SelectOption};
use web::{Answer, Fields, Id, Jar, LOGIN_AS, LocalPath, Pairs, SECURE_LINK, Visitor, ask_again, redirect};

use super::{list, page_of};
use crate::form_page::{FormPage, field};

const NAMES: [&str; 4] = ["mode", "user", "reason", "return_to"];

/// How long the cookie is kept; the session behind it may end sooner.
const SECONDS: i64 = 3600;

/// One click if the organization asks for no reason. Otherwise the question why comes first.
pub async fn start(visitor: Visitor, Id(account): Id<AccountId>, typed: Fields) -> Answer {
    typed.only(&NAMES)?;
    let granted = visitor.may::<AccountsLoginAs>()?;
    let question = || {
        let pairs = NAMES.iter().fold(Pairs::default(), |pairs, name| pairs.with(name, typed.optional(name)));
        pairs.without(&["reason"]).href(&format!("{}/login-as", page_of(account)))
    };
    if must_prove(&visitor, account).await? {
        return Ok(ask_again(&visitor, &question()));
    }
    let back = way_back(typed.get("return_to"), account);
    let wish = Wish {
        account,
        user: user(typed.get("user"))?,
        mode: mode(typed.get("mode"))?,
        reason: typed.get("reason"),
        return_to: back.as_str(),
        agent: &visitor.guest.agent,
    };
    match login_as::start(visitor.house(), &granted, &visitor.who, wish).await {
        Ok(token) => {
            let jar = Jar { https: visitor.site.settings.https };
            let mut response = redirect(&LocalPath::or(None, "/"));
            let cookie = jar.set(LOGIN_AS, &token.reveal(), Some(SECONDS));
            response.headers_mut().append(header::SET_COOKIE, cookie);
            response.headers_mut().append(header::SET_COOKIE, jar.clear(SECURE_LINK));
            Ok(response)
        }
        Err(Error::Invalid(_)) if typed.optional("reason").is_none() => {
            Ok(redirect(&LocalPath::or(Some(&question()), "/console")))
        }
        Err(error @ Error::Invalid(_)) => form_page(&visitor, account, &typed).await?.refused(error),
        Err(other) => Err(other.into()),
    }
}

/// Asks how, and why.
pub async fn ask(visitor: Visitor, Id(account): Id<AccountId>, pairs: Pairs) -> Answer {
    let mode = pairs.get("mode").unwrap_or("act");
    let written = NAMES.iter().map(|name| (*name, pairs.get(name).unwrap_or_default().to_owned()));
    let typed = Fields::of(std::iter::once(("mode", mode.to_owned())).chain(written));
    if must_prove(&visitor, account).await? {
        let address = pairs.without(&["reason"]).href(&format!("{}/login-as", page_of(account)));
        return Ok(ask_again(&visitor, &address));
    }
    form_page(&visitor, account, &typed).await?.answer()
}

/// Before a Secure account the password is given once more (L6).
async fn must_prove(visitor: &Visitor, id: AccountId) -> Result<bool> {
    if visitor.who.proved().is_ok() {
        return Ok(false);
    }
    let Ok(granted) = visitor.may::<AccountsView>() else { return Ok(false) };
    match accounts::find(&mut visitor.read().await?, &granted, id).await {
        Ok(account) => Ok(account.secure),
        // Whether it is there at all, or closed, is for whoever logs in to say.
        Err(Error::NotFound | Error::Forbidden(_)) => Ok(false),
        Err(other) => Err(other),
    }
}

async fn form_page(visitor: &Visitor, account: AccountId, typed: &Fields) -> Result<FormPage> {
    let granted = visitor.may::<AccountsView>()?;
    let account = accounts::find(&mut visitor.read().await?, &granted, account).await?;
    let option = |value: &str, label: &str, effect: &str| SelectOption {
        hint: effect.to_owned(),
        ..SelectOption::new(value, label, typed.get("mode") == value)
    };
    let modes = vec![
        option("act", "Act", "Change what the client may change."),
        option("view", "View", "Look only; nothing can be changed."),
    ];
    let hidden =
        |name| FieldView { value: typed.get(name).to_owned(), ..FieldView::new(name, "", FieldKind::Hidden) };
    let usual = visitor.who.organization.settings.login_as.reason;
    let asked = if account.secure { Reason::Required } else { usual };
    let mut fields = vec![FieldView {
        required: true,
        ..FieldView::new("mode", "How", FieldKind::Radio { options: modes })
    }];
    if asked != Reason::Off {
        fields.push(FieldView {
            required: asked == Reason::Required,
            maxlength: Some(LONGEST_REASON),
            autocomplete: Some("off".to_owned()),
            hint: "It is kept in the history, which the client's admins see.".to_owned(),
            ..field(typed, "reason", "Reason", FieldKind::Text)
        });
    }
    fields.extend([hidden("user"), hidden("return_to")]);
    let here = page_of(account.id);
    Ok(FormPage {
        shell: list::below(visitor, "Login as", &[(account.name.as_str(), here.clone())]),
        lead: String::new(),
        form: FormView {
            action: format!("{here}/login-as"),
            fields,
            submit: "Log in".to_owned(),
            cancel_href: Some(here),
            ..FormView::default()
        },
    })
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
fn user(written: &str) -> Result<Option<MemberId>> {
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
