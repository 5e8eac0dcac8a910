//! Second factors on pages: set up in the profile, asked for after the password, required by a role, removed when lost.

use crate::door::{Answer, By, House};
use kernel::Span;
use testkit::{Visit, both_engines, code_at};

/// The browser goes on with what the answer handed to it.
fn go_on(visit: &mut Visit, answer: &Answer) {
    let mut cookies = answer.headers.get_all("set-cookie").iter().filter_map(|value| value.to_str().ok());
    let value = cookies.find_map(|cookie| cookie.strip_prefix("portico=")).unwrap();
    value.split(';').next().unwrap().clone_into(&mut visit.token);
}

fn between<'a>(text: &'a str, before: &str, after: &str) -> &'a str {
    let rest = text.split_once(before).unwrap_or_else(|| panic!("no {before} in {text}")).1;
    rest.split_once(after).unwrap().0
}

/// Sets one up on the pages that begin with `base`; answers the secret and the page with the recovery codes.
async fn set_up(house: &House, visit: &mut Visit, base: &str) -> (String, Answer) {
    let begun = house.post(&format!("{base}/second-factor/begin"), By::Visit(visit), &[]).await;
    assert_eq!(begun.location(), format!("{base}/second-factor/confirm"));
    let page = house.get(begun.location(), By::Visit(visit)).await;
    assert_eq!(page.status, 200);
    assert!(
        page.body.contains("<svg class=\"qr\"") && page.body.contains("href=\"otpauth://totp/"),
        "{}",
        page.body
    );
    assert!(!page.body.contains("style="));
    let secret = between(&page.body, "<code>", "</code>").to_owned();
    let path = format!("{base}/second-factor/confirm");
    for not in ["", "abc", "<b>", "0000000000000000000000000"] {
        let answer = house.post(&path, By::Visit(visit), &[("code", not)]).await;
        assert_eq!(answer.status, 422, "{not}");
    }
    let code = code_at(&secret, house.stage.house.now());
    let done = house.post(&path, By::Visit(visit), &[("code", &code)]).await;
    assert_eq!(done.status, 200, "{}", done.body);
    assert_eq!(done.body.matches("<li><code>").count(), 10);
    go_on(visit, &done);
    house.stage.advance(Span::seconds(30));
    (secret, done)
}

both_engines! {
    async fn issue_3_a_client_sets_one_up_and_comes_in_with_it(stage: Stage) {
        let house = House::open(stage).await;
        let user = &house.two.one.north.user;
        let mut visit = house.sign_in(user).await;
        let profile = house.get("/profile", By::Visit(&visit)).await;
        assert!(profile.body.contains("href=\"/profile/second-factor\""));
        let (secret, done) = set_up(&house, &mut visit, "/profile").await;
        let recovery = between(&done.body, "<li><code>", "</code>").to_owned();
        let page = house.get("/profile/second-factor", By::Visit(&visit)).await;
        assert!(page.body.contains("left: 10") && !page.body.contains(&recovery) && !page.body.contains(&secret));

        let mut next = house.sign_in(user).await;
        let to = house.get("/calls?state=missed", By::Visit(&next)).await;
        assert_eq!(to.location(), "/second-factor?return_to=%2Fcalls%3Fstate%3Dmissed");
        assert_eq!(house.get(to.location(), By::Visit(&next)).await.status, 200);
        let code = code_at(&secret, house.stage.house.now());
        let wrong = house.post("/second-factor", By::Visit(&next), &[("code", "not it"), ("return_to", "/calls")]).await;
        assert!(wrong.status == 422 && wrong.body.contains("used already"), "{}", wrong.body);
        for path in ["/profile/second-factor/off", "/profile/second-factor/recovery-codes", "/proof", "/profile/proof"] {
            let answer = house.post(path, By::Visit(&next), &[("password", &user.password)]).await;
            assert_ne!(answer.status, 200, "{path}");
            assert!(answer.headers.get("set-cookie").is_none(), "{path}");
        }
        let form = [("code", code.as_str()), ("return_to", "/calls?state=missed")];
        let done = house.post("/second-factor", By::Visit(&next), &form).await;
        assert_eq!((done.status.as_u16(), done.location()), (303, "/calls?state=missed"));
        go_on(&mut next, &done);
        assert_eq!(house.get("/calls", By::Visit(&next)).await.status, 200);
        assert_eq!(house.get("/second-factor", By::Visit(&next)).await.location(), "/");
        // The same code at the next sign-in is refused; a recovery code is not.
        let mut last = house.sign_in(user).await;
        assert_eq!(house.post("/second-factor", By::Visit(&last), &form).await.status, 422);
        let done = house.post("/second-factor", By::Visit(&last), &[("code", &recovery)]).await;
        assert_eq!(done.location(), "/");
        go_on(&mut last, &done);
        for _ in 0..5 {
            let guess = house.sign_in(user).await;
            house.post("/second-factor", By::Visit(&guess), &[("code", "000000")]).await;
        }
        let guess = house.sign_in(user).await;
        let slowed = house.post("/second-factor", By::Visit(&guess), &[("code", "000000")]).await;
        assert_eq!((slowed.status.as_u16(), slowed.header("retry-after")), (429, "1"));
    }

    async fn asvs_7_5_1_after_ten_minutes_the_password_comes_first(stage: Stage) {
        let house = House::open(stage).await;
        let operator = &house.two.one.operator;
        let mut visit = house.sign_in(operator).await;
        set_up(&house, &mut visit, "/console/profile").await;
        house.stage.advance(Span::minutes(10));
        let off = house.post("/console/profile/second-factor/off", By::Visit(&visit), &[]).await;
        assert_eq!(off.location(), "/console/profile/proof?return_to=%2Fconsole%2Fprofile%2Fsecond-factor");
        assert_eq!(house.get(off.location(), By::Visit(&visit)).await.status, 200);
        let path = "/console/profile/proof";
        assert_eq!(house.post(path, By::Visit(&visit), &[("password", "wrong")]).await.status, 422);
        let outside = [("password", operator.password.as_str()), ("return_to", "https://evil.example/")];
        let proved = house.post(path, By::Visit(&visit), &outside).await;
        assert_eq!(proved.location(), "/console/profile");
        go_on(&mut visit, &proved);
        let off = house.post("/console/profile/second-factor/off", By::Visit(&visit), &[]).await;
        assert_eq!(off.location(), "/console/profile/second-factor");
        go_on(&mut visit, &off);
        let page = house.get("/console/profile/second-factor", By::Visit(&visit)).await;
        assert!(page.body.contains("Set up an authenticator app"));
    }

    async fn issue_3_a_role_requires_one_and_a_lost_one_is_removed(stage: Stage) {
        let house = House::open(stage).await;
        let one = &house.two.one;
        let administrator = house.sign_in(&one.administrator).await;
        let role = house.stage.client_role(one.org, "Client User").await;
        let path = format!("/console/roles/{role}/second-factor");
        let page = house.get(&path, By::Visit(&administrator)).await;
        assert!(page.status == 200 && page.body.contains("Require a second factor of “Client User”?"));
        assert_eq!(house.post(&path, By::Visit(&administrator), &[("required", "maybe")]).await.status, 422);
        let operator = house.sign_in(&one.operator).await;
        assert_eq!(house.post(&path, By::Visit(&operator), &[("required", "yes")]).await.status, 403);
        assert_eq!(house.post(&path, By::Visit(&administrator), &[("required", "yes")]).await.status, 303);
        let page = house.get(&format!("/console/roles/{role}"), By::Visit(&administrator)).await;
        assert!(page.body.contains("Second factor required"));

        let mut user = house.sign_in(&one.north.user).await;
        assert_eq!(house.get("/", By::Visit(&user)).await.location(), "/second-factor");
        assert!(house.get("/second-factor", By::Visit(&user)).await.body.contains("Your role asks for"));
        house.stage.advance(Span::minutes(11));
        let begin = house.post("/second-factor/begin", By::Visit(&user), &[]).await;
        assert_eq!(begin.location(), "/proof?return_to=%2Fsecond-factor");
        let proof = [("password", one.north.user.password.as_str()), ("return_to", "/second-factor")];
        let proved = house.post("/proof", By::Visit(&user), &proof).await;
        assert_eq!(proved.location(), "/second-factor");
        go_on(&mut user, &proved);
        set_up(&house, &mut user, "").await;
        assert_eq!(house.get("/", By::Visit(&user)).await.status, 200);

        let admin = house.sign_in(&one.north.admin).await;
        let remove = format!("/console/users/{}/second-factor/remove", one.north.user.id);
        assert_eq!(house.post(&remove, By::Visit(&admin), &[]).await.status, 404, "the console is not for clients");
        let page = format!("/console/users/{}", one.north.user.id);
        let stale = house.post(&remove, By::Visit(&operator), &[]).await;
        assert!(stale.location().starts_with("/console/profile/proof?return_to="), "{}", stale.location());
        let fresh = house.sign_in(&one.operator).await;
        assert!(house.get(&page, By::Visit(&fresh)).await.body.contains(&remove));
        assert_eq!(house.post(&remove, By::Visit(&fresh), &[]).await.location(), page);
        assert!(!house.get(&page, By::Visit(&fresh)).await.body.contains(&remove));
        assert_eq!(house.get("/calls", By::Visit(&user)).await.location(), "/login?return_to=%2Fcalls");
    }

    async fn issue_3_a_client_admin_removes_a_lost_one_on_the_page_of_people(stage: Stage) {
        let house = House::open(stage).await;
        let north = &house.two.one.north;
        let mut user = house.sign_in(&north.user).await;
        let path = format!("/people/users/{}/second-factor/remove", north.user.id);
        let admin = house.sign_in(&north.admin).await;
        assert!(!house.get("/people", By::Visit(&admin)).await.body.contains(&path));
        set_up(&house, &mut user, "/profile").await;
        assert!(house.get("/people", By::Visit(&admin)).await.body.contains(&path));
        assert_eq!(house.post(&path, By::Visit(&user), &[]).await.status, 403);
        let south = house.sign_in(&house.two.one.south.admin).await;
        assert_eq!(house.get(&path, By::Visit(&south)).await.status, 404);
        assert_eq!(house.post(&path, By::Visit(&south), &[]).await.status, 404);
        let page = house.get(&path, By::Visit(&admin)).await;
        assert!(page.status == 200 && page.body.contains("signs in with the password alone"));
        house.stage.advance(Span::minutes(11));
        let stale = house.post(&path, By::Visit(&admin), &[]).await;
        assert!(stale.location().starts_with("/profile/proof?return_to=%2Fpeople"), "{}", stale.location());
        let fresh = house.sign_in(&north.admin).await;
        assert_eq!(house.post(&path, By::Visit(&fresh), &[]).await.location(), "/people");
        assert_eq!(house.post(&path, By::Visit(&fresh), &[]).await.status, 409);
        assert_eq!(house.get("/calls", By::Visit(&user)).await.location(), "/login?return_to=%2Fcalls");
    }

    async fn issue_3_the_api_requires_one_for_a_role_and_no_longer(stage: Stage) {
        let house = House::open(stage).await;
        let one = &house.two.one;
        let administrator = house.sign_in(&one.administrator).await;
        let (by, role) = (By::Visit(&administrator), house.stage.client_role(one.org, "Client User").await);
        let path = format!("/api/v1/roles/{role}/second-factor");
        let required = house.send_json("PUT", &path, by, "").await;
        assert_eq!((required.status.as_u16(), &required.json()["second_factor"]), (200, &true.into()));
        assert_eq!(house.send_json("PUT", &path, by, "").await.status, 200, "again is no harm");
        let user = house.sign_in(&one.north.user).await;
        assert_eq!(house.get("/", By::Visit(&user)).await.location(), "/second-factor");
        let edited = "SELECT count(*) FROM events WHERE action = 'role.edited'";
        assert_eq!(house.stage.number(edited, &[]).await, 1);
        let released = house.send_json("DELETE", &path, by, "").await;
        assert_eq!((released.status.as_u16(), &released.json()["second_factor"]), (200, &false.into()));
        assert_eq!(house.get("/", By::Visit(&user)).await.status, 200);
        let foreign = house.stage.client_role(house.two.two.org, "Client User").await;
        let path = format!("/api/v1/roles/{foreign}/second-factor");
        assert_eq!(house.send_json("PUT", &path, by, "").await.status, 404);
        let operator = house.sign_in(&one.operator).await;
        assert_eq!(house.send_json("PUT", &path, By::Visit(&operator), "").await.status, 403);
    }
}
