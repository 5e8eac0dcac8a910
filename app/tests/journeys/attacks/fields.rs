//! Fields that nobody was asked for change nothing; an address stays one address of one person.

use axum::body::Body;
use axum::http::header;
use testkit::{Visit, Who, both_engines};

use crate::door::{By, House, web_form};

/// What somebody would add who wants to be more than he or she is.
const MORE: [(&str, &str); 16] = [
    ("role", "Administrator"),
    ("role_id", "1"),
    ("kind", "operator"),
    ("is_admin", "1"),
    ("account", "acct_00000000000000000000000001"),
    ("account_id", "1"),
    ("org_id", "2"),
    ("organization", "2"),
    ("state", "active"),
    ("disabled_at", ""),
    ("email_verified_at", "1"),
    ("grants", "{}"),
    ("permissions", "users.manage"),
    ("secure", "1"),
    ("__proto__", "x"),
    ("user[role]", "admin"),
];

/// All that is known of who may do what: nothing of it may change.
async fn rights(house: &House) -> Vec<String> {
    let mut tx = house.stage.database.read().await.unwrap();
    let mut all = Vec::new();
    for sql in [
        "SELECT kind || ' ' || email_folded || ' ' || name || ' ' || COALESCE(CAST(disabled_at AS TEXT), '') FROM users ORDER BY 1",
        "SELECT m.email_folded || ' ' || m.account_name_folded || ' ' || m.state FROM memberships m ORDER BY 1",
        "SELECT u.email_folded || ' ' || o.name FROM membership_roles h
           JOIN users u ON u.org_id = h.org_id AND u.id = h.user_id
           JOIN roles o ON o.org_id = h.org_id AND o.id = h.role_id ORDER BY 1",
        "SELECT name || ' ' || grants FROM roles ORDER BY 1",
    ] {
        all.extend(tx.rows::<String>(sql, &[], |row| row.get(0)).await.unwrap());
    }
    all
}

/// Whose form it is, its address, and its fields.
type Form<'a> = (&'a Who, String, Vec<(&'static str, String)>);

/// The forms in which somebody says who a person is, with good answers.
fn forms(house: &House) -> Vec<Form<'_>> {
    let (one, north) = (&house.two.one, &house.two.one.north);
    let person = |email: &str| vec![("name", "Nia New".to_owned()), ("email", email.to_owned())];
    let user = north.user.id;
    vec![
        (&one.operator, format!("/console/accounts/{}/users/new", north.account), person("nia@north.test")),
        (&one.operator, format!("/console/users/{user}/edit"), person(&north.user.email)),
        (
            &one.operator,
            format!("/console/settings/client/portal-access/users/{user}"),
            person(&north.user.email),
        ),
        (&one.administrator, "/console/operators/new".to_owned(), person("nia@one.test")),
        (&north.admin, "/people/users/new".to_owned(), person("nia@north.test")),
        (&north.admin, format!("/people/users/{user}/edit"), person(&north.user.email)),
        (&north.user, "/profile/edit".to_owned(), vec![("name", "Ann".to_owned())]),
        (&one.operator, "/console/profile/edit".to_owned(), vec![("name", "Olga".to_owned())]),
    ]
}

async fn post(house: &House, visit: &Visit, path: &str, form: &[(&str, String)]) -> crate::door::Answer {
    let form: Vec<(&str, &str)> = form.iter().map(|(name, value)| (*name, value.as_str())).collect();
    house.post(path, By::Visit(visit), &form).await
}

both_engines! {
    async fn asvs_15_3_3_no_form_takes_a_role_an_account_or_a_state_that_it_does_not_ask_for(stage: Stage) {
        let house = House::open(stage).await;
        let before = rights(&house).await;
        for (who, path, form) in forms(&house) {
            let visit = house.sign_in(who).await;
            for (name, value) in MORE {
                let mut more = form.clone();
                more.push((name, value.to_owned()));
                let answer = post(&house, &visit, &path, &more).await;
                assert_eq!(answer.status, 422, "{path} with {name}: {}", answer.body);
            }
        }
        assert_eq!(rights(&house).await, before);
        for (who, path, form) in forms(&house) {
            // Own formats belong to the form of one's profile; without them it is answered all the same.
            let visit = house.sign_in(who).await;
            let answer = post(&house, &visit, &path, &form).await;
            assert!(answer.status != 404 && answer.status != 403, "{path} is a form: {}", answer.status);
        }
    }

    async fn asvs_15_3_3_no_endpoint_takes_them_either(stage: Stage) {
        let house = House::open(stage).await;
        let (one, north) = (&house.two.one, &house.two.one.north);
        let before = rights(&house).await;
        for (who, method, path, body) in [
            (&one.operator, "POST", "/api/v1/users".to_owned(), format!(r#""account":"{}","name":"N","email":"n@north.test""#, north.account)),
            (&one.operator, "PATCH", format!("/api/v1/users/{}", north.user.id), r#""name":"N""#.to_owned()),
            (&north.admin, "PATCH", format!("/api/v1/users/{}", north.user.id), r#""name":"N""#.to_owned()),
            (&one.operator, "PATCH", format!("/api/v1/accounts/{}", north.account), r#""name":"N""#.to_owned()),
            (&one.administrator, "POST", "/api/v1/roles".to_owned(), r#""name":"R","kind":"portal_user","grants":{}"#.to_owned()),
        ] {
            let visit = house.sign_in(who).await;
            let unknown = MORE.iter().filter(|(name, _)| {
                !(path.ends_with("/users") && *name == "account"
                    || path.ends_with("/roles") && ["kind", "grants"].contains(name))
            });
            for (name, value) in unknown {
                let body = format!("{{{body},{}:{}}}", serde_json::json!(name), serde_json::json!(value));
                let answer = house.send_json(method, &path, By::Visit(&visit), &body).await;
                assert!(answer.status.is_client_error(), "{method} {path} {name}: {}", answer.status);
            }
            let twice = format!(r#"{{{body},"name":"Other"}}"#);
            assert!(house.send_json(method, &path, By::Visit(&visit), &twice).await.status.is_client_error(), "a name twice");
        }
        assert_eq!(rights(&house).await, before);
    }

    async fn nobody_gets_a_role_or_an_account_that_is_not_theirs_to_give(stage: Stage) {
        let house = House::open(stage).await;
        let (one, north) = (&house.two.one, &house.two.one.north);
        let before = rights(&house).await;
        let administrator = house.stage.operator_role(one.org, "Administrator").await.to_string();
        let foreign = house.stage.client_role(house.two.two.org, "Client Admin").await.to_string();
        let visit = house.sign_in(&north.admin).await;
        for role in [administrator.as_str(), foreign.as_str(), "role_00000000000000000000000001", "Administrator", "1", "*"] {
            let form = [("name", "Nia"), ("email", "nia@north.test"), ("roles", role)];
            assert_eq!(house.post("/people/users/new", By::Visit(&visit), &form).await.status, 422, "{role}");
            let edit = format!("/people/users/{}/edit", north.user.id);
            let form = [("name", "Ann"), ("email", north.user.email.as_str()), ("roles", role)];
            assert_eq!(house.post(&edit, By::Visit(&visit), &form).await.status, 422, "{role}");
            let body = serde_json::json!({ "roles": [role] }).to_string();
            let answer = house.send_json("PATCH", &format!("/api/v1/users/{}", north.user.id), By::Visit(&visit), &body).await;
            assert!(answer.status.is_client_error(), "{role}: {}", answer.status);
        }
        for account in [one.south.account.to_string(), house.two.two.north.account.to_string()] {
            let body = serde_json::json!({ "account": account, "name": "N", "email": "n@north.test" }).to_string();
            assert!(house.send_json("POST", "/api/v1/users", By::Visit(&visit), &body).await.status.is_client_error());
        }
        assert_eq!(rights(&house).await, before);
    }

    async fn s1_22_no_address_becomes_that_of_another_user(stage: Stage) {
        let house = House::open(stage).await;
        let (one, north) = (&house.two.one, &house.two.one.north);
        let before = rights(&house).await;
        for taken in [&north.admin.email, &one.south.user.email, &one.administrator.email] {
            for written in [taken.clone(), taken.to_uppercase(), format!("  {taken} ")] {
                for (who, path) in [
                    (&one.operator, format!("/console/users/{}/edit", north.user.id)),
                    (&one.operator, format!("/console/settings/client/portal-access/users/{}", north.user.id)),
                    (&north.admin, format!("/people/users/{}/edit", north.user.id)),
                ] {
                    let visit = house.sign_in(who).await;
                    let form = [("name", "Ann"), ("email", written.as_str())];
                    let answer = house.post(&path, By::Visit(&visit), &form).await;
                    assert_eq!(answer.status, 422, "{path} {written}: {}", answer.body);
                    assert!(answer.headers.get("set-cookie").is_none());
                }
                let visit = house.sign_in(&one.operator).await;
                let body = serde_json::json!({ "email": written }).to_string();
                let path = format!("/api/v1/users/{}", north.user.id);
                assert!(house.send_json("PATCH", &path, By::Visit(&visit), &body).await.status.is_client_error());
            }
        }
        assert_eq!(rights(&house).await, before);
        let letters: Vec<_> = house.stage.deliver().await;
        assert!(!letters.iter().any(|letter| letter.kind == domain::notices::LetterKind::EmailChanged), "{letters:?}");
    }

    async fn asvs_1_3_11_no_field_takes_a_second_address_or_a_line_of_a_letters_head(stage: Stage) {
        let house = House::open(stage).await;
        let (one, north) = (&house.two.one, &house.two.one.north);
        let operator = house.sign_in(&one.operator).await;
        let before = rights(&house).await;
        let add = format!("/console/accounts/{}/users/new", north.account);
        for address in [
            "a@b.test\r\nBcc: spy@evil.test", "a@b.test\nCc: spy@evil.test", "a@b.test, spy@evil.test", "a@b.test;spy@evil.test",
            "a@b.test spy@evil.test", "<spy@evil.test>", "\"a\" <spy@evil.test>", "a@b.test%0d%0aBcc:spy@evil.test", "a@b.test\0",
            "a@b.test>\r\nRCPT TO:<spy@evil.test", "@b.test", "a@", "a@b@c.test", "a@b.test\u{2028}x@evil.test", "(a)b@c.test", "a@[127.0.0.1]",
            "=?utf-8?q?a=0ABcc:_x?=@b.test",
        ] {
            let form = [("name", "Nia"), ("email", address)];
            let answer = house.post(&add, By::Visit(&operator), &form).await;
            assert_eq!(answer.status, 422, "{address:?}");
            let body = serde_json::json!({ "account": north.account.to_string(), "name": "N", "email": address }).to_string();
            assert!(house.send_json("POST", "/api/v1/users", By::Visit(&operator), &body).await.status.is_client_error(), "{address:?}");
            let forgot = House::request("POST", "one.test", "/forgot-password", By::Nobody)
                .header("sec-fetch-site", "same-origin")
                .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
                .body(Body::from(web_form(&[("email", address)])))
                .unwrap();
            assert!(house.send(forgot).await.status.as_u16() < 500, "{address:?}");
        }
        assert_eq!(rights(&house).await, before);
        assert!(house.stage.deliver().await.iter().all(|letter| !letter.to.contains("evil") && !letter.text.contains("evil")));
    }
}
