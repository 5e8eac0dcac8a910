//! Whatever is sent, to whatever route, is answered with words and never with a failure of ours.

use axum::body::Body;
use axum::http::header;
use testkit::both_engines;

use crate::door::{By, House};

/// Texts that have broken programs before.
fn nasty() -> Vec<String> {
    vec![
        String::new(),
        "\0".to_owned(),
        "%00%ff%fe".to_owned(),
        "a".repeat(20_000),
        "\u{1b}[31mred\u{7}".to_owned(),
        "\u{202e}evil".to_owned(),
        "'; DROP TABLE calls; --".to_owned(),
        "\"><img src=x onerror=1>'{{7*7}}".to_owned(),
        "../../etc/passwd".to_owned(),
        "-9223372036854775808..9223372036854775807".to_owned(),
        "9999-12-31..0000-01-01".to_owned(),
        "NaN".to_owned(),
        "((((((((((".to_owned(),
        "%".repeat(50),
        "_%\\_%\\".to_owned(),
        "💥\u{0301}".to_owned(),
    ]
}

fn encoded(text: &str) -> String {
    let all: Vec<String> = text.bytes().map(|byte| format!("%{byte:02X}")).collect();
    all.concat()
}

both_engines! {
    async fn no_query_makes_a_page_fail(stage: Stage) {
        let house = House::open(stage).await;
        let operator = house.sign_in(&house.two.one.administrator).await;
        let client = house.sign_in(&house.two.one.north.admin).await;
        let names = ["q", "sort", "limit", "after", "before", "columns", "started_at", "taken_at", "state", "contact",
            "account", "duration", "from", "started_at.from", "started_at.to", "action", "unknown", "return_to"];
        let routes = portico::routes::table(&house.site);
        let lists: Vec<_> = routes.iter().filter(|route| route.method == "GET" && !route.path.contains('{') && !route.path.contains("/live")).collect();
        let nasty = nasty();
        for (turn, route) in lists.into_iter().enumerate() {
            let visit = if route.path.starts_with("/console") { &operator } else { &client };
            for (place, name) in names.into_iter().enumerate() {
                // Every text meets every name on some route.
                for text in nasty.iter().skip((turn + place) % 4).step_by(4) {
                    let path = format!("{}?{name}={}", route.path, encoded(text));
                    if path.len() > 8_000 && name != "q" {
                        continue;
                    }
                    let answer = house.get(&path, By::Visit(visit)).await;
                    assert!(answer.status.as_u16() < 500, "{path}: {}", answer.body);
                    let html = answer.header("content-type").starts_with("text/html");
                    assert!(!html || !answer.body.contains("<img src=x"), "{path}");
                }
            }
        }
    }

    async fn no_id_and_no_form_makes_a_change_fail(stage: Stage) {
        let house = House::open(stage).await;
        let operator = house.sign_in(&house.two.one.administrator).await;
        let client = house.sign_in(&house.two.one.north.admin).await;
        let account = house.two.one.north.account.to_string();
        let routes = portico::routes::table(&house.site);
        for route in routes.iter().filter(|route| !route.path.contains("logout") && !route.path.contains("/live")) {
            let visit = if route.path.starts_with("/console") { &operator } else { &client };
            for (turn, text) in nasty().into_iter().enumerate() {
                let id = if turn % 2 == 0 || text.len() > 5_000 { account.clone() } else { encoded(&text) };
                let path = route.path.replace("{id}", &id).replace("{token}", "x").replace("{file}", "x").replace("{number}", "x");
                let value = encoded(&text);
                let bodies = [
                    format!("name={value}&email={value}&phone={value}&time_zone={value}&numbers={value}&number={value}&role={value}&contact={value}&account={value}&state={value}&mode={value}&permissions={value}&text={value}&subject={value}&priority={value}&password={value}"),
                    format!("{value}={value}"),
                    text.clone(),
                    format!("{{\"name\":{text:?}}}"),
                    "{\"name\":".repeat(3_000),
                ];
                let kinds = ["application/x-www-form-urlencoded", "application/json", "multipart/form-data; boundary=x"];
                let kind = if turn % 5 == 4 { kinds[2] } else { kinds[usize::from(route.path.starts_with("/api"))] };
                // What only asks has a body that nobody reads: one is enough.
                let most = if route.method == "GET" { 1 } else { bodies.len() };
                for body in bodies.into_iter().skip(turn % 2).step_by(2).take(most) {
                    let request = House::request(route.method, "one.test", &path, By::Visit(visit))
                        .header("sec-fetch-site", "same-origin")
                        .header(header::CONTENT_TYPE, kind)
                        .body(Body::from(body.clone()));
                    let Ok(request) = request else { continue };
                    let answer = house.send(request).await;
                    assert!(answer.status.as_u16() < 500, "{} {path} {body}: {}", route.method, answer.body);
                    let html = answer.header("content-type").starts_with("text/html");
                    assert!(!html || !answer.body.contains("<img src=x"), "{} {path}", route.method);
                }
            }
        }
    }

    async fn bytes_that_are_not_utf8_and_bodies_that_are_too_large_are_refused_in_words(stage: Stage) {
        let house = House::open(stage).await;
        let operator = house.sign_in(&house.two.one.administrator).await;
        for (body, status) in [(vec![b'n', b'=', 0xff, 0xfe], 422), (vec![b'a'; 600_000], 422)] {
            let request = House::request("POST", "one.test", "/console/accounts/new", By::Visit(&operator))
                .header("sec-fetch-site", "same-origin")
                .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
                .body(Body::from(body))
                .unwrap();
            assert_eq!(house.send(request).await.status, status);
        }
    }
}
