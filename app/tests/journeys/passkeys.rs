//! Passkeys on pages: added in the profile, good at the sign-in page, after the password and in place of the password
//! once more, and taken away; what a script and a device do is played here.

use crate::door::{Answer, By, House};
use kernel::Span;
use testkit::{Device, Visit, Who, both_engines, device};

/// The browser goes on with what the answer handed to it.
fn go_on(visit: &mut Visit, answer: &Answer) {
    let mut cookies = answer.headers.get_all("set-cookie").iter().filter_map(|value| value.to_str().ok());
    let value = cookies.find_map(|cookie| cookie.strip_prefix("portico=")).unwrap();
    value.split(';').next().unwrap().clone_into(&mut visit.token);
}

async fn challenge(house: &House, path: &str, by: By<'_>) -> serde_json::Value {
    let answer = house.post(&format!("{path}/challenge"), by, &[]).await;
    assert_eq!(answer.status, 200, "{path}: {}", answer.body);
    answer.json()
}

async fn add(house: &House, visit: &Visit, base: &str, device: &Device, name: &str) -> Answer {
    let path = format!("{base}/passkeys/new");
    let asked = challenge(house, &path, By::Visit(visit)).await;
    assert_eq!(asked["rp"]["id"], "one.test");
    assert_eq!(asked["attestation"], "none");
    assert_eq!(asked["authenticatorSelection"]["userVerification"], "required");
    let made = device.make(asked["challenge"].as_str().unwrap());
    let form = [
        ("name", name),
        ("client_data", made.client_data.as_str()),
        ("attestation", made.attestation.as_str()),
    ];
    house.post(&path, By::Visit(visit), &form).await
}

fn filled<'a>(answer: &'a device::Answer, back: &'a str) -> [(&'static str, &'a str); 6] {
    [
        ("credential", answer.credential.as_str()),
        ("client_data", answer.client_data.as_str()),
        ("authenticator_data", answer.authenticator_data.as_str()),
        ("signature", answer.signature.as_str()),
        ("user_handle", answer.user_handle.as_str()),
        ("return_to", back),
    ]
}

/// Shows the passkey where it is asked for.
async fn show(house: &House, path: &str, by: By<'_>, device: &mut Device, back: &str) -> Answer {
    let asked = challenge(house, path, by).await;
    assert_eq!(asked["userVerification"], "required");
    let answer = device.sign(asked["challenge"].as_str().unwrap());
    house.post(path, by, &filled(&answer, back)).await
}

async fn with_passkey(house: &House, who: &Who, base: &str) -> (Device, Visit) {
    let mut visit = house.sign_in(who).await;
    let device = Device::at("one.test", who.id);
    let done = add(house, &visit, base, &device, "Telephone").await;
    assert_eq!(done.status, 200, "{}", done.body);
    assert_eq!(done.body.matches("<li><code>").count(), 10);
    go_on(&mut visit, &done);
    (device, visit)
}

both_engines! {
    async fn issue_3_a_passkey_is_added_named_used_renamed_and_removed(stage: Stage) {
        let house = House::open(stage).await;
        for (who, base, home) in [
            (&house.two.one.north.user, "/profile", "/calls?state=missed"),
            (&house.two.one.operator, "/console/profile", "/console/calls"),
        ] {
            let (mut device, visit) = with_passkey(&house, who, base).await;
            let list = format!("{base}/second-factor");
            let page = house.get(&list, By::Visit(&visit)).await;
            assert!(page.body.contains("Telephone") && page.body.contains("Never"), "{}", page.body);

            let guest = house.get("/login", By::Nobody).await;
            assert!(guest.body.contains("<passkey-form challenge=\"/login/passkey/challenge\">"));
            assert!(guest.body.contains("<noscript><p class=\"hint\">Passkeys need JavaScript"));
            let done = show(&house, "/login/passkey", By::Nobody, &mut device, home).await;
            assert_eq!((done.status.as_u16(), done.location()), (303, home));
            let mut visit = Visit { token: String::new(), ..visit };
            go_on(&mut visit, &done);
            assert_eq!(house.get(home, By::Visit(&visit)).await.status, 200);
            let outside = show(&house, "/login/passkey", By::Nobody, &mut device, "https://evil.example/").await;
            assert!(outside.location().starts_with('/'), "{}", outside.location());

            let page = house.get(&list, By::Visit(&visit)).await;
            assert!(!page.body.contains("Never"));
            let link = page.body.split_once(&format!("href=\"{base}/passkeys/passkey_")).unwrap().1;
            let one = format!("{base}/passkeys/passkey_{}", link.split_once('"').unwrap().0);
            assert_eq!(house.get(&one, By::Visit(&visit)).await.status, 200);
            assert_eq!(house.post(&one, By::Visit(&visit), &[("name", " ")]).await.status, 422);
            let renamed = house.post(&one, By::Visit(&visit), &[("name", "<b>Ring</b>")]).await;
            assert_eq!(renamed.location(), list);
            assert!(house.get(&list, By::Visit(&visit)).await.body.contains("&#60;b&#62;Ring"));
            // Nobody else has this page, also not by its address.
            let admin = house.sign_in(&house.two.one.north.admin).await;
            let theirs = one.replace("/console", "");
            for path in [theirs.clone(), format!("{theirs}/remove")] {
                assert_eq!(house.post(&path, By::Visit(&admin), &[]).await.status.as_u16() / 100, 4, "{path}");
            }
            assert_eq!(house.get(&theirs, By::Visit(&admin)).await.status, 404);

            house.stage.advance(Span::minutes(10));
            let stale = house.post(&format!("{one}/remove"), By::Visit(&visit), &[]).await;
            let proof = format!("{base}/proof");
            assert!(stale.location().starts_with(&proof), "{}", stale.location());
            let page = house.get(stale.location(), By::Visit(&visit)).await;
            assert!(page.body.contains(&format!("challenge=\"{proof}/passkey/challenge\"")));
            let done = show(&house, &format!("{proof}/passkey"), By::Visit(&visit), &mut device, &one).await;
            assert_eq!(done.location(), one);
            go_on(&mut visit, &done);
            let gone = house.post(&format!("{one}/remove"), By::Visit(&visit), &[]).await;
            assert_eq!(gone.location(), list);
            go_on(&mut visit, &gone);
            assert_eq!(house.get(&one, By::Visit(&visit)).await.status, 404);
            assert_eq!(show(&house, "/login/passkey", By::Nobody, &mut device, "").await.status, 422);
        }
    }

    async fn issue_3_after_the_password_a_passkey_opens_the_page_that_was_wanted(stage: Stage) {
        let house = House::open(stage).await;
        let user = &house.two.one.north.user;
        let (mut device, _) = with_passkey(&house, user, "/profile").await;
        let mut visit = house.sign_in(user).await;
        let to = house.get("/calls", By::Visit(&visit)).await;
        let page = house.get(to.location(), By::Visit(&visit)).await;
        assert!(page.body.contains("Use a passkey") && page.body.contains("Recovery code"), "{}", page.body);
        let path = "/second-factor/passkey";
        let mut other = Device::at("one.test", user.id);
        let wrong = show(&house, path, By::Visit(&visit), &mut other, "/calls").await;
        assert!(wrong.status == 422 && wrong.body.contains("does not fit"), "{}", wrong.body);
        // Nothing else opens in the meantime, and no other one can be added.
        for path in ["/profile/passkeys/new", "/passkeys/new", "/passkeys/new/challenge", "/proof/passkey/challenge"] {
            let answer = house.post(path, By::Visit(&visit), &[]).await;
            assert_ne!(answer.status, 200, "{path}");
        }
        let done = show(&house, path, By::Visit(&visit), &mut device, "/calls").await;
        assert_eq!((done.status.as_u16(), done.location()), (303, "/calls"));
        go_on(&mut visit, &done);
        assert_eq!(house.get("/calls", By::Visit(&visit)).await.status, 200);
        assert_eq!(house.post("/second-factor/passkey/challenge", By::Visit(&visit), &[]).await.status, 404);
    }

    async fn issue_3_where_a_role_asks_for_a_factor_a_passkey_is_one(stage: Stage) {
        let house = House::open(stage).await;
        let one = &house.two.one;
        let administrator = house.sign_in(&one.administrator).await;
        let role = house.stage.client_role(one.org, "Client User").await;
        let path = format!("/console/roles/{role}/second-factor");
        assert_eq!(house.post(&path, By::Visit(&administrator), &[("required", "yes")]).await.status, 303);
        let mut user = house.sign_in(&one.north.user).await;
        assert_eq!(house.get("/", By::Visit(&user)).await.location(), "/second-factor");
        assert!(house.get("/second-factor", By::Visit(&user)).await.body.contains("href=\"/passkeys/new\""));
        assert_eq!(house.get("/passkeys/new", By::Visit(&user)).await.status, 200);
        let device = Device::at("one.test", one.north.user.id);
        let nameless = add(&house, &user, "", &device, "").await;
        assert!(nameless.status == 422 && nameless.body.contains("Enter a name."), "{}", nameless.body);
        let done = add(&house, &user, "", &device, "Laptop").await;
        assert_eq!(done.status, 200, "{}", done.body);
        go_on(&mut user, &done);
        assert_eq!(house.get("/", By::Visit(&user)).await.status, 200);
        // These pages are there for the step alone.
        assert_eq!(house.get("/passkeys/new", By::Visit(&user)).await.location(), "/second-factor");
    }

    async fn asvs_6_3_8_who_may_not_come_in_hears_what_a_stranger_hears(stage: Stage) {
        let house = House::open(stage).await;
        let (one, system) = (&house.two.one, house.stage.system(house.two.one.org));
        let (mut device, _) = with_passkey(&house, &one.north.user, "/profile").await;
        let mut stranger = Device::at("one.test", one.north.user.id);
        let said = show(&house, "/login/passkey", By::Nobody, &mut stranger, "").await;
        assert_eq!(said.status, 422);
        let mut elsewhere = Device::at("two.test", one.north.user.id);
        elsewhere.id.clone_from(&device.id);
        let mut answers = vec![show(&house, "/login/passkey", By::Nobody, &mut elsewhere, "").await];
        domain::people::users::disable(&house.stage.house, &system.may().unwrap(), one.north.user.id).await.unwrap();
        answers.push(show(&house, "/login/passkey", By::Nobody, &mut device, "").await);
        domain::people::users::enable(&house.stage.house, &system.may().unwrap(), one.north.user.id).await.unwrap();
        domain::accounts::lock(&house.stage.house, &system.may().unwrap(), one.north.account).await.unwrap();
        answers.push(show(&house, "/login/passkey", By::Nobody, &mut device, "").await);
        for answer in answers {
            assert_eq!(answer.comparable(), said.comparable());
        }
    }

    async fn issue_3_whatever_is_sent_in_place_of_an_answer_is_refused_in_words(stage: Stage) {
        let house = House::open(stage).await;
        let (_, visit) = with_passkey(&house, &house.two.one.north.user, "/profile").await;
        let long = "A".repeat(100_000);
        for value in ["", "!", "AAAA", "💥", "e30", &long] {
            for name in ["credential", "client_data", "authenticator_data", "signature", "user_handle"] {
                let form = [(name, value)];
                assert_eq!(house.post("/login/passkey", By::Nobody, &form).await.status, 422, "{name}");
            }
            for name in ["client_data", "attestation"] {
                let form = [("name", "Key"), (name, value)];
                let path = "/profile/passkeys/new";
                assert_eq!(house.post(path, By::Visit(&visit), &form).await.status, 422, "{name}");
            }
        }
        let unknown = house.post("/login/passkey", By::Nobody, &[("account", "1")]).await;
        assert_eq!(unknown.status, 422);
        let unknown = house.post("/login/passkey/challenge", By::Nobody, &[("email", "a@b.test")]).await;
        assert_eq!(unknown.status, 422);
        let operator = house.sign_in(&house.two.one.operator).await;
        assert_eq!(house.get("/profile/passkeys/new", By::Visit(&operator)).await.location(), "/console/accounts");
        assert_eq!(house.get("/profile/passkeys/new", By::Nobody).await.status, 303);
    }
}
