//! Links in letters come from the settings, whatever a request says of its host; and nobody is sent to another site.

use axum::body::Body;
use axum::http::header;
use domain::access::Mode;
use testkit::{Visit, both_engines};

use crate::browser::Browser;
use crate::door::{By, House, web_form};

/// Headers by which a request lies about where it went.
const LIES: [(&str, &str); 9] = [
    ("x-forwarded-host", "evil.example"),
    ("x-forwarded-server", "evil.example"),
    ("x-host", "evil.example"),
    ("x-original-host", "evil.example"),
    ("x-http-host-override", "evil.example"),
    ("forwarded", "host=evil.example;proto=gopher"),
    ("x-forwarded-proto", "gopher"),
    ("x-forwarded-prefix", "//evil.example"),
    ("referer", "https://evil.example/"),
];

/// What is no page of this portal, written in the ways that have deceived others.
const ELSEWHERE: [&str; 60] = [
    "https://evil.example",
    "http://evil.example",
    "HTTPS://evil.example",
    "//evil.example",
    "///evil.example",
    "////evil.example",
    "/\\evil.example",
    "\\\\evil.example",
    "\\/evil.example",
    "/\\/evil.example",
    "/\\\\evil.example",
    "https:evil.example",
    "https:/evil.example",
    "https:///evil.example",
    "https:\\\\evil.example",
    "//evil.example/%2f..",
    "/%2fevil.example",
    "/%2f%2fevil.example",
    "/%5cevil.example",
    "/%5c%5cevil.example",
    "/%252fevil.example",
    "/%09/evil.example",
    "/\t/evil.example",
    "\t//evil.example",
    " //evil.example",
    "/ /evil.example",
    "\n//evil.example",
    "/\n/evil.example",
    "/%0a/evil.example",
    "/%0d%0aLocation:%20https://evil.example",
    "/\r\nLocation: https://evil.example",
    "/calls\r\nSet-Cookie: portico=x",
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    "java\nscript:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "vbscript:msgbox(1)",
    "mailto:a@evil.example",
    "file:///etc/passwd",
    "//user@evil.example",
    "https://one.test@evil.example",
    "https://one.test.evil.example",
    "//one.test@evil.example",
    "/@evil.example\\..",
    "//evil.example#one.test",
    "//evil.example?one.test",
    "/.evil.example\\",
    "//[::1]",
    "//2130706433",
    "//0x7f000001",
    "//evil%E3%80%82example",
    "/\u{2028}/evil.example",
    "/\u{ff0f}evil.example",
    "\u{ff0f}\u{ff0f}evil.example",
    "/\u{0}/evil.example",
    "/%00//evil.example",
    "?//evil.example",
    "#//evil.example",
    ".evil.example",
    "evil.example/x",
];

/// A form from a page of ours, with one header more; `form` of nobody or of a visit.
async fn post_with(
    house: &House,
    path: &str,
    by: By<'_>,
    (name, value): (&str, &str),
    form: &[(&str, &str)],
) -> u16 {
    let request = House::request("POST", "one.test", path, by)
        .header("sec-fetch-site", "same-origin")
        .header(name, value)
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
        .body(Body::from(web_form(form)))
        .unwrap();
    house.send(request).await.status.as_u16()
}

/// Whether a browser that follows `location` stays here.
fn is_local(location: &str) -> bool {
    let rest = location.strip_prefix('/');
    rest.is_some_and(|rest| !rest.starts_with(['/', '\\']))
        && location.bytes().all(|b| b.is_ascii_graphic() && b != b'\\')
}

both_engines! {
    async fn a_forged_host_gets_into_no_letter_of_whatever_kind(stage: Stage) {
        let house = House::open(stage).await;
        let one = &house.two.one;
        let add = format!("/console/accounts/{}/users/new", one.north.account);
        for (place, lie) in LIES.into_iter().enumerate() {
            let operator = house.sign_in(&one.operator).await;
            let email = format!("ida{place}@north.test");
            let form = [("name", "Ida"), ("email", email.as_str()), ("title", ""), ("contact", "")];
            assert_eq!(post_with(&house, &add, By::Visit(&operator), lie, &form).await, 303);
            let user = house.get(&format!("/api/v1/users?q={email}"), By::Visit(&operator)).await.json();
            let user = user["data"][0]["id"].as_str().unwrap().to_owned();
            let again = format!("/console/users/{user}/invite");
            let first = house.stage.deliver().await;
            assert_eq!(post_with(&house, &again, By::Visit(&operator), lie, &[]).await, 303);
            // A known browser changes nothing: this sign-in is told of by a letter.
            let form = [("email", one.north.user.email.as_str()), ("password", one.north.user.password.as_str())];
            assert_eq!(post_with(&house, "/login", By::Nobody, lie, &form).await, 303);
            assert_eq!(post_with(&house, "/forgot-password", By::Nobody, lie, &[("email", &one.operator.email)]).await, 200);
            let letters: Vec<_> = first.into_iter().chain(house.stage.deliver().await).collect();
            assert!(letters.len() >= 3, "{lie:?}: {letters:?}");
            for letter in letters {
                assert!(!letter.text.contains("evil") && !letter.text.contains("gopher"), "{lie:?}: {}", letter.text);
                for word in letter.text.split_whitespace().filter(|word| word.contains("://")) {
                    assert!(word.starts_with("http://one.test/"), "{lie:?}: {word}");
                }
            }
            house.stage.advance(kernel::Span::hours(1));
        }
    }

    async fn a_host_that_is_not_ours_is_nobodys(stage: Stage) {
        let house = House::open(stage).await;
        for host in ["evil.example", "one.test.evil.example", "evil.example#one.test", "one.test@evil.example", "xn--one-.test"] {
            let answer = house.get_at(host, "/login", By::Nobody).await;
            assert!(answer.status == 404 || answer.status == 400, "{host}: {}", answer.status);
            assert!(!answer.body.contains("Organization one"), "{host}");
        }
    }

    async fn asvs_3_7_2_nobody_is_sent_to_another_site_by_any_door(stage: Stage) {
        let house = House::open(stage).await;
        let north = &house.two.one.north;
        let (email, password) = (north.admin.email.as_str(), north.admin.password.as_str());
        let operator = house.stage.signed_in(&house.two.one.operator).await;
        let mut in_portal = Browser::default();
        in_portal.sign_in(&house, email, password).await;
        for wanted in ELSEWHERE {
            let mut browser = Browser::default();
            let form = [("email", email), ("password", password), ("return_to", wanted)];
            let mut places = vec![browser.send_form(&house, "POST", "/login", &form).await];
            let theme = [("theme", "dark"), ("return_to", wanted)];
            places.push(browser.send_form(&house, "POST", "/theme", &theme).await);
            let asked = web_form(&[("return_to", wanted)]);
            for page in ["/login", "/new-password", "/verify", "/second-factor"] {
                places.push(in_portal.get(&house, &format!("{page}?{asked}")).await);
            }
            let login_as = domain::sign_in::login_as::Wish {
                account: north.account,
                user: None,
                mode: Mode::Act,
                reason: "",
                // The door refuses a form with such a letter.
                return_to: &wanted.replace('\0', ""),
                agent: "Test/1.0",
            };
            let token = domain::sign_in::login_as::start(&house.stage.house, &operator.actor.may().unwrap(), &operator, login_as)
                .await
                .unwrap();
            let visit = Visit { token: token.reveal(), purpose: kernel::Purpose::LoginAs };
            places.push(house.post("/login-as/exit", By::Visit(&visit), &[]).await);
            for answer in places {
                let location = answer.location();
                assert!(answer.status == 303 || answer.status == 422, "{wanted:?}: {}", answer.status);
                assert!(answer.status == 422 || is_local(location), "{wanted:?} leads to {location}");
                assert!(answer.headers.get_all("set-cookie").iter().all(|cookie| cookie.to_str().unwrap().split(';').next() != Some("portico=x")));
            }
        }
    }
}
