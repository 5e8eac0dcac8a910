//! Whoever has a step to do sees its page, and nothing else through any door.

use crate::door::{By, House};
use axum::body::Body;
use axum::http::header;
use kernel::Span;
use testkit::{Visit, Who, both_engines};
use web::Policy;

/// As if an operator had made this person's password just now.
async fn make_temporary(house: &House, who: &Who) {
    let until = house.stage.house.now() + Span::hours(72);
    let sql = "UPDATE passwords SET temporary_until = ?2 WHERE user_id = ?1";
    house.stage.tamper(sql, db::params![who.id, until]).await;
}

/// The session that an answer hands to the browser.
fn session(answer: &crate::door::Answer) -> Visit {
    let mut cookie = answer.headers.get_all("set-cookie").iter().filter_map(|value| value.to_str().ok());
    let value = cookie.find_map(|cookie| cookie.strip_prefix("portico=")).unwrap();
    Visit { token: value.split(';').next().unwrap().to_owned(), purpose: kernel::Purpose::Session }
}

both_engines! {
    async fn c_05_an_open_step_shuts_every_other_page_export_stream_and_endpoint(stage: Stage) {
        let house = House::open(stage).await;
        let two = &house.two.one;
        for who in [&two.administrator, &two.north.admin] {
            make_temporary(&house, who).await;
            let visit = house.sign_in(who).await;
            let before = house.lines_of_history().await;
            for route in portico::routes::table(&house.site) {
                if [Policy::Public, Policy::Step].contains(&route.policy) {
                    continue;
                }
                let path = route.path.replace("{id}", &two.north.account.to_string()).replace("{number}", "1");
                let request = House::request(route.method, "one.test", &path, By::Visit(&visit))
                    .header("sec-fetch-site", "same-origin")
                    .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
                    .body(Body::empty())
                    .unwrap();
                let answer = house.send(request).await;
                if path.starts_with("/api/") {
                    assert_eq!(answer.status, 403, "{} {path}", route.method);
                } else {
                    assert_eq!(answer.status, 303, "{} {path}", route.method);
                    assert!(answer.location().starts_with("/new-password"), "{path} {}", answer.location());
                }
            }
            assert_eq!(house.lines_of_history().await, before);
        }
    }

    async fn c_05_the_step_is_done_once_and_one_goes_on_to_the_page_one_wanted(stage: Stage) {
        let house = House::open(stage).await;
        let admin = &house.two.one.north.admin;
        make_temporary(&house, admin).await;
        let visit = house.sign_in(admin).await;
        let to = house.get("/calls?state=missed", By::Visit(&visit)).await;
        assert_eq!(to.location(), "/new-password?return_to=%2Fcalls%3Fstate%3Dmissed");
        let page = house.get(to.location(), By::Visit(&visit)).await;
        assert!(page.status == 200 && page.body.contains("At least 12 characters"), "{}", page.body);
        let weak = [("password", "password1234"), ("return_to", "/calls?state=missed")];
        let refused = house.post("/new-password", By::Visit(&visit), &weak).await;
        assert_eq!(refused.status, 422);
        assert!(refused.body.contains("many people use") && !refused.body.contains("password1234"));
        let good = [("password", "violet anchor 27 lamps"), ("return_to", "/calls?state=missed")];
        let done = house.post("/new-password", By::Visit(&visit), &good).await;
        assert_eq!((done.status.as_u16(), done.location()), (303, "/calls?state=missed"));
        assert_eq!(house.get("/calls", By::Visit(&visit)).await.location(), "/login?return_to=%2Fcalls");
        let now = session(&done);
        assert_eq!(house.get("/calls", By::Visit(&now)).await.status, 200);
        assert_eq!(house.get("/new-password", By::Visit(&now)).await.location(), "/");
        assert_eq!(house.post("/new-password", By::Visit(&now), &good).await.status, 303);
    }

    async fn whoever_has_a_step_to_do_can_go_out_again(stage: Stage) {
        let house = House::open(stage).await;
        for (who, path) in
            [(&house.two.one.operator, "/console/logout"), (&house.two.one.north.user, "/logout")]
        {
            make_temporary(&house, who).await;
            let visit = house.sign_in(who).await;
            assert_eq!(house.post(path, By::Visit(&visit), &[]).await.location(), "/login");
            assert_eq!(house.get("/new-password", By::Visit(&visit)).await.location(), "/login?return_to=%2Fnew-password");
        }
    }

    async fn s4_19_c_03_the_least_length_is_a_setting_from_6_to_128(stage: Stage) {
        let house = House::open(stage).await;
        let visit = house.sign_in(&house.two.one.administrator).await;
        for (length, status) in [("5", 422), ("129", 422), ("", 422), ("6", 303), ("128", 303), ("12", 303)] {
            let answer = house
                .post("/console/settings/passwords", By::Visit(&visit), &[("min_length", length)])
                .await;
            assert_eq!(answer.status.as_u16(), status, "{length}");
        }
        house.post("/console/settings/passwords", By::Visit(&visit), &[("min_length", "6")]).await;
        let page = house.get("/console/settings/passwords", By::Visit(&visit)).await;
        assert!(page.body.contains("Weak: "), "{}", page.body);
        let user = &house.two.one.north.user;
        make_temporary(&house, user).await;
        let step = house.sign_in(user).await;
        assert_eq!(house.post("/new-password", By::Visit(&step), &[("password", "kX7#q")]).await.status, 422);
        assert_eq!(house.post("/new-password", By::Visit(&step), &[("password", "kX7#qv")]).await.status, 303);
    }

    async fn asvs_6_2_1_a_megabyte_is_refused_without_any_work(stage: Stage) {
        let house = House::open(stage).await;
        let user = &house.two.one.north.user;
        make_temporary(&house, user).await;
        let visit = house.sign_in(user).await;
        for length in [513, 1_000_000] {
            let text = "x".repeat(length);
            let answer = house.post("/new-password", By::Visit(&visit), &[("password", &text)]).await;
            assert_eq!(answer.status, 422);
            assert!(!answer.body.contains("xxxxxxxx"), "it is not sent back");
            let form = [("email", user.email.as_str()), ("password", text.as_str())];
            assert_eq!(house.post("/login", By::Nobody, &form).await.status, 422);
        }
    }
}
