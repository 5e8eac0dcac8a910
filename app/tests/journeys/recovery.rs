//! Forgotten, changed and given passwords, through the pages and the API.

use crate::door::{Answer, By, House};
use axum::body::Body;
use axum::http::header;
use domain::people::users;
use kernel::Purpose;
use testkit::{Visit, both_engines};

const GOOD: &str = "violet anchor 27 lamps";

/// What a visitor can compare, less the address that was written and the password that was suggested.
fn comparable(answer: &Answer, email: &str) -> (u16, String, Vec<(String, String)>) {
    let (status, body, headers) = answer.comparable();
    let headers = headers.into_iter().filter(|(name, _)| name != "content-length").collect();
    (status.as_u16(), body.replace(email, "…"), headers)
}

fn session(answer: &Answer) -> Visit {
    let mut cookies = answer.headers.get_all("set-cookie").iter().filter_map(|value| value.to_str().ok());
    let value = cookies.find_map(|cookie| cookie.strip_prefix("portico=")).unwrap();
    Visit { token: value.split(';').next().unwrap().to_owned(), purpose: Purpose::Session }
}

both_engines! {
    async fn s3_64_e_13_every_address_gets_the_same_page(stage: Stage) {
        let house = House::open(stage).await;
        let (one, two) = (&house.two.one, &house.two.two);
        let system = house.stage.system(one.org);
        users::disable(&house.stage.house, &system.may().unwrap(), one.north.user.id).await.unwrap();
        domain::accounts::lock(&house.stage.house, &system.may().unwrap(), one.south.account).await.unwrap();
        let login = house.get("/login", By::Nobody).await;
        assert!(login.body.contains("href=\"/forgot-password\""), "the way is on the sign-in page");
        assert_eq!(house.get("/forgot-password", By::Nobody).await.status, 200);
        let mut answers = Vec::new();
        for email in [
            "nobody@nowhere.test",
            &one.north.user.email,
            &one.south.admin.email,
            &two.north.admin.email,
            &one.north.admin.email,
            &one.administrator.email,
        ] {
            let answer = house.post("/forgot-password", By::Nobody, &[("email", email)]).await;
            answers.push(comparable(&answer, email));
        }
        assert_eq!(answers[0].0, 200);
        assert!(answers.windows(2).all(|pair| pair[0] == pair[1]), "{answers:#?}");
        let sent: Vec<_> = house.stage.deliver().await.into_iter().map(|letter| letter.to).collect();
        assert_eq!(sent, [one.north.admin.email.clone(), one.administrator.email.clone()]);
    }

    async fn s3_64_the_link_leads_to_another_password_and_then_to_the_sign_in_page(stage: Stage) {
        let house = House::open(stage).await;
        let admin = &house.two.one.north.admin;
        house.post("/forgot-password", By::Nobody, &[("email", &admin.email)]).await;
        let link = house.stage.deliver_one().await.link();
        let page = house.get(&link, By::Nobody).await;
        assert!(page.status == 200 && page.body.contains("At least 12 characters"), "{}", page.body);
        // As a mail scanner does.
        house.send(House::request("HEAD", "one.test", &link, By::Nobody).body(Body::empty()).unwrap()).await;
        assert_eq!(house.post(&link, By::Nobody, &[("password", "short")]).await.status, 422);
        assert_eq!(house.post(&link, By::Nobody, &[("password", GOOD), ("role", "Administrator")]).await.status, 422);
        let done = house.post(&link, By::Nobody, &[("password", GOOD)]).await;
        assert_eq!((done.status.as_u16(), done.location()), (303, "/login"));
        assert!(!done.header("set-cookie").contains("portico="), "nobody is signed in by a link");
        assert_eq!(house.get(&link, By::Nobody).await.status, 404);
        assert_eq!(house.post(&link, By::Nobody, &[("password", GOOD)]).await.status, 404);
        let form = [("email", admin.email.as_str()), ("password", GOOD)];
        assert_eq!(house.post("/login", By::Nobody, &form).await.location(), "/");
    }

    async fn s3_65_c_18_whoever_is_signed_in_changes_it_in_the_profile(stage: Stage) {
        let house = House::open(stage).await;
        let two = &house.two.one;
        for (who, page) in [(&two.north.user, "/profile/password"), (&two.operator, "/console/profile/password")] {
            let visit = house.sign_in(who).await;
            house.post("/forgot-password", By::Nobody, &[("email", &who.email)]).await;
            let link = house.stage.deliver().await.pop().unwrap().link();
            for path in ["/forgot-password", link.as_str()] {
                assert_eq!(house.get(path, By::Visit(&visit)).await.location(), page, "{path}");
                let posted = house.post(path, By::Visit(&visit), &[("password", GOOD)]).await;
                assert!(posted.status != 200 && posted.location() != "/login", "{path}");
            }
            assert_eq!(house.get(page, By::Visit(&visit)).await.status, 200);
            assert_eq!(house.get(&link, By::Nobody).await.status, 200, "it was not spent");
        }
    }

    async fn a_forged_host_never_gets_into_a_link(stage: Stage) {
        let house = House::open(stage).await;
        let email = house.two.one.north.admin.email.clone();
        for (name, value) in [
            ("x-forwarded-host", "evil.example"),
            ("forwarded", "host=evil.example"),
            ("x-original-url", "https://evil.example/"),
            ("x-forwarded-proto", "gopher"),
        ] {
            let request = House::request("POST", "one.test", "/forgot-password", By::Nobody)
                .header("sec-fetch-site", "same-origin")
                .header(name, value)
                .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
                .body(Body::from(format!("email={}", email.replace('@', "%40"))))
                .unwrap();
            house.send(request).await;
            let letter = house.stage.deliver_one().await;
            assert!(letter.url().contains("//one.test/") && !letter.text.contains("evil"), "{}", letter.text);
        }
        let request = House::request("POST", "one.test:6666", "/forgot-password", By::Nobody)
            .header("sec-fetch-site", "same-origin")
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .body(Body::from(format!("email={}", email.replace('@', "%40"))))
            .unwrap();
        house.send(request).await;
        let letters = house.stage.deliver().await;
        assert!(letters.iter().all(|letter| !letter.text.contains("6666")), "{letters:?}");
    }

    async fn asvs_2_4_1_asking_too_often_is_answered_with_429_and_when_to_come_back(stage: Stage) {
        let house = House::open(stage).await;
        let mut answers = Vec::new();
        for email in ["nobody@nowhere.test", &house.two.one.north.admin.email] {
            for _ in 0..5 {
                house.post("/forgot-password", By::Nobody, &[("email", email)]).await;
            }
            let answer = house.post("/forgot-password", By::Nobody, &[("email", email)]).await;
            assert_eq!((answer.status.as_u16(), answer.header("retry-after")), (429, "3600"));
            answers.push(comparable(&answer, email));
        }
        assert_eq!(answers[0], answers[1], "the limit tells nothing either");
    }

    async fn asvs_6_2_3_one_changes_it_with_the_present_one(stage: Stage) {
        let house = House::open(stage).await;
        let admin = &house.two.one.north.admin;
        let (visit, elsewhere) = (house.sign_in(admin).await, house.sign_in(admin).await);
        let page = "/profile/password";
        for form in [
            vec![("current", "not the password"), ("password", GOOD)],
            vec![("current", ""), ("password", GOOD)],
            vec![("password", GOOD)],
            vec![("current[]", admin.password.as_str()), ("password", GOOD)],
            vec![("current", admin.password.as_str()), ("password", "short")],
            vec![("current", admin.password.as_str()), ("password", admin.password.as_str())],
            vec![("current", admin.password.as_str()), ("password", GOOD), ("user", "user_1")],
        ] {
            let answer = house.post(page, By::Visit(&visit), &form).await;
            assert_eq!(answer.status, 422, "{form:?}");
            assert!(!answer.body.contains(&admin.password), "it is not sent back");
        }
        house.stage.advance(kernel::Span::minutes(1));
        let form = [("current", admin.password.as_str()), ("password", GOOD)];
        let done = house.post(page, By::Visit(&visit), &form).await;
        assert_eq!((done.status.as_u16(), done.location()), (303, "/profile"));
        assert_eq!(house.get("/profile", By::Visit(&elsewhere)).await.status, 303, "the others ended");
        assert_eq!(house.get("/profile", By::Visit(&visit)).await.status, 303, "the token before is dead");
        assert_eq!(house.get("/profile", By::Visit(&session(&done))).await.status, 200);
        let told: Vec<_> = house.stage.deliver().await.into_iter().map(|letter| (letter.kind.name(), letter.to)).collect();
        assert_eq!(told, [("password_changed", admin.email.clone())]);
    }

    async fn guessing_the_present_password_in_an_open_session_is_slowed_down(stage: Stage) {
        let house = House::open(stage).await;
        let user = &house.two.one.north.user;
        let visit = house.sign_in(user).await;
        let form = [("current", "not the password"), ("password", GOOD)];
        for _ in 0..5 {
            assert_eq!(house.post("/profile/password", By::Visit(&visit), &form).await.status, 422);
        }
        let answer = house.post("/profile/password", By::Visit(&visit), &form).await;
        assert_eq!((answer.status.as_u16(), answer.header("retry-after")), (429, "1"));
    }

    async fn s0_22_s0_23_s0_24_s3_63_an_operator_changes_a_clients_password(stage: Stage) {
        let house = House::open(stage).await;
        let north = &house.two.one.north;
        let operator = house.sign_in(&house.two.one.operator).await;
        let list = house.get("/console/accounts", By::Visit(&operator)).await;
        let entry = format!("/console/accounts/{}/password", north.account);
        assert!(list.body.contains(&entry) && list.body.contains("Change Password"), "it is behind the three dots");
        let page = house.get(&entry, By::Visit(&operator)).await.location().to_owned();
        assert_eq!(page, format!("/console/users/{}/password", north.admin.id), "the primary admin's (S3-63)");
        assert_eq!(house.get(&page, By::Visit(&operator)).await.status, 200);

        // The default: the person chooses alone.
        let open = house.sign_in(&north.admin).await;
        assert_eq!(house.post(&page, By::Visit(&operator), &[("how", "send")]).await.status, 303);
        assert!(house.stage.deliver_one().await.link().starts_with("/reset-password/"));
        assert_eq!(house.get("/", By::Visit(&open)).await.status, 200, "nothing has changed yet");

        // One that Portico makes, shown once, good for choosing another one.
        let shown = house.post(&page, By::Visit(&operator), &[("how", "make"), ("temporary", "1")]).await;
        let made = shown.body.split("copy-button value=\"").nth(3).and_then(|rest| rest.split('"').next()).unwrap();
        let made = made.replace("&#38;", "&").replace("&#60;", "<");
        assert_eq!((shown.status.as_u16(), made.chars().count()), (200, 15), "{made}");
        assert_eq!(house.get("/", By::Visit(&open)).await.status, 303, "every session ended");
        let form = [("email", north.admin.email.as_str()), ("password", made.as_str())];
        let visit = session(&house.post("/login", By::Nobody, &form).await);
        assert_eq!(house.get("/calls", By::Visit(&visit)).await.location(), "/new-password?return_to=%2Fcalls");

        // One that was typed; meant to stay.
        for bad in ["", "short", "password1234"] {
            let answer = house.post(&page, By::Visit(&operator), &[("how", "type"), ("password", bad)]).await;
            assert_eq!(answer.status, 422, "{bad}");
        }
        assert_eq!(house.post(&page, By::Visit(&operator), &[("how", "guess")]).await.status, 422);
        let typed = house.post(&page, By::Visit(&operator), &[("how", "type"), ("password", GOOD)]).await;
        assert_eq!(typed.status, 303);
        let form = [("email", north.admin.email.as_str()), ("password", GOOD)];
        let visit = session(&house.post("/login", By::Nobody, &form).await);
        assert_eq!(house.get("/calls", By::Visit(&visit)).await.status, 200);
    }

    async fn s4_27_the_way_to_it_is_on_the_users_page_and_nobody_else_may(stage: Stage) {
        let house = House::open(stage).await;
        let north = &house.two.one.north;
        let page = format!("/console/users/{}", north.user.id);
        let operator = house.sign_in(&house.two.one.operator).await;
        let shown = house.get(&page, By::Visit(&operator)).await;
        assert!(shown.body.contains(&format!("{page}/password")) && shown.body.contains("Change Password"));
        let client = house.sign_in(&north.admin).await;
        let foreign = house.sign_in(&house.two.two.operator).await;
        let form = [("how", "make"), ("temporary", "1")];
        assert_eq!(house.post(&format!("{page}/password"), By::Visit(&client), &form).await.status, 404);
        assert_eq!(house.post(&format!("{page}/password"), By::Visit(&foreign), &form).await.status, 303);
        house.sign_in(&north.user).await;
    }

    async fn the_api_starts_a_reset_and_sets_a_password(stage: Stage) {
        let house = House::open(stage).await;
        let north = &house.two.one.north;
        let operator = house.sign_in(&house.two.one.operator).await;
        let path = format!("/api/v1/users/{}", north.user.id);
        let started = house.send_json("POST", &format!("{path}/password-reset"), By::Visit(&operator), "").await;
        assert_eq!(started.status, 204, "{}", started.body);
        assert!(house.stage.deliver_one().await.link().starts_with("/reset-password/"));
        for bad in [r#"{"password":["x"]}"#, r#"{"password":"short"}"#, r#"{"pass":"x"}"#, "[]"] {
            let answer = house.send_json("PUT", &format!("{path}/password"), By::Visit(&operator), bad).await;
            assert_eq!(answer.status, 422, "{bad}: {}", answer.body);
        }
        let set = house.send_json("PUT", &format!("{path}/password"), By::Visit(&operator), "{}").await;
        let json = set.json();
        assert_eq!((set.status.as_u16(), json["temporary"].as_bool()), (200, Some(true)));
        let made = json["password"].as_str().unwrap().to_owned();
        let visit = house.stage.try_sign_in(north.user.org, &north.user.email, &made).await.unwrap();
        assert_eq!(house.get("/api/v1/session", By::Visit(&visit)).await.status, 403, "a program does no steps");
        let user = house.sign_in(&north.admin).await;
        let refused = house.send_json("PUT", &format!("{path}/password"), By::Visit(&user), "{}").await;
        assert_eq!(refused.status, 403);
    }

    async fn s2_26_my_profile_asks_for_the_password_and_then_shows_the_profile(stage: Stage) {
        let house = House::open(stage).await;
        for (who, profile) in
            [(&house.two.one.north.user, "/profile"), (&house.two.one.operator, "/console/profile")]
        {
            let to = house.get("/my_profile", By::Nobody).await.location().to_owned();
            let page = house.get(&to, By::Nobody).await;
            assert!(page.status == 200 && page.body.contains("value=\"/my_profile\""), "{to}: {}", page.body);
            let form =
                [("email", who.email.as_str()), ("password", &who.password), ("return_to", "/my_profile")];
            let answer = house.post("/login", By::Nobody, &form).await;
            assert_eq!(answer.location(), "/my_profile");
            assert_eq!(house.get("/my_profile", By::Visit(&session(&answer))).await.location(), profile);
        }
    }

    async fn s0_32_every_page_leads_to_the_verification_until_it_is_done(stage: Stage) {
        let house = House::open(stage).await;
        let user = &house.two.one.north.user;
        house.stage.tamper("UPDATE users SET email_verified_at = NULL WHERE id = ?1", db::params![user.id]).await;
        let visit = house.sign_in(user).await;
        for path in ["/", "/calls", "/messages", "/people", "/profile", "/profile/password"] {
            assert!(house.get(path, By::Visit(&visit)).await.location().starts_with("/verify"), "{path}");
        }
        let page = house.get("/verify?return_to=%2Fcalls", By::Visit(&visit)).await;
        assert!(page.body.contains("By SMS") && page.body.contains(&user.email), "{}", page.body);
        assert_eq!(house.post("/verify/send", By::Visit(&visit), &[("way", "pigeon")]).await.status, 422);
        let bad = house.post("/verify/send", By::Visit(&visit), &[("way", "sms"), ("phone", "12")]).await;
        assert!(bad.status == 422 && bad.body.contains("value=\"12\""));
        let none = house.post("/verify/send", By::Visit(&visit), &[("way", "sms"), ("phone", "")]).await;
        assert_eq!(none.status, 422);
        let sent = house
            .post("/verify/send", By::Visit(&visit), &[("way", "sms"), ("phone", "512 555 0147"), ("return_to", "/calls")])
            .await;
        assert_eq!(sent.location(), "/verify?return_to=%2Fcalls");
        let page = house.get(sent.location(), By::Visit(&visit)).await;
        assert!(page.body.contains("(512) 555-0147"), "{}", page.body);
        let code = house.stage.deliver_one().await.code();
        let wrong = house.post("/verify", By::Visit(&visit), &[("way", "sms"), ("code", "000000x")]).await;
        assert_eq!(wrong.status, 422);
        let right = [("way", "sms"), ("code", code.as_str()), ("return_to", "/calls")];
        let done = house.post("/verify", By::Visit(&visit), &right).await;
        assert_eq!((done.status.as_u16(), done.location()), (303, "/calls"), "{}", done.body);
        let visit = session(&done);
        assert_eq!(house.get("/calls", By::Visit(&visit)).await.status, 200);
        assert_eq!(house.get("/verify", By::Visit(&visit)).await.location(), "/");
    }
}
