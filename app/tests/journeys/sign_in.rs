//! Signing in and out at the one door, and what its answers give away.

use crate::door::{By, House};
use kernel::Span;
use testkit::both_engines;

both_engines! {
    async fn s0_16_clients_and_operators_sign_in_at_the_same_page_and_land_in_their_own(stage: Stage) {
        let house = House::open(stage).await;
        for (who, landing) in [
            (&house.two.one.administrator, "/console/accounts"),
            (&house.two.one.north.admin, "/"),
            (&house.two.one.north.user, "/"),
        ] {
            let form = [("email", who.email.as_str()), ("password", who.password.as_str())];
            let answer = house.post("/login", By::Nobody, &form).await;
            assert_eq!((answer.status.as_u16(), answer.location()), (303, landing), "{}", who.email);
            let cookie = answer.header("set-cookie");
            assert!(cookie.contains("HttpOnly") && cookie.contains("SameSite=Lax"), "{cookie}");
        }
    }

    async fn unknown_wrong_disabled_and_locked_are_told_apart_by_nobody(stage: Stage) {
        let house = House::open(stage).await;
        let north = &house.two.one.north;
        let system = house.stage.system(house.two.one.org);
        domain::people::users::disable(&house.stage.house, &system.may().unwrap(), north.user.id).await.unwrap();
        domain::accounts::lock(&house.stage.house, &system.may().unwrap(), house.two.one.south.account).await.unwrap();
        let mut answers = Vec::new();
        for (email, password) in [
            ("nobody@example.com", "whatever it is"),
            (north.admin.email.as_str(), "not the password"),
            (north.user.email.as_str(), north.user.password.as_str()),
            (house.two.one.south.admin.email.as_str(), house.two.one.south.admin.password.as_str()),
            // The other organization's people are nobody here.
            (house.two.two.north.admin.email.as_str(), house.two.two.north.admin.password.as_str()),
        ] {
            let answer = house.post("/login", By::Nobody, &[("email", email), ("password", password)]).await;
            let (status, body, headers) = answer.comparable();
            answers.push((status, body.replace(email, "…"), headers.into_iter().filter(|(name, _)| name != "content-length").collect::<Vec<_>>()));
        }
        assert!(answers.windows(2).all(|pair| pair[0] == pair[1]), "{answers:#?}");
        assert_eq!(answers[0].0, 422);
    }

    async fn guessing_is_slowed_down_with_429_and_the_right_password_waits_too(stage: Stage) {
        let house = House::open(stage).await;
        let admin = &house.two.one.north.admin;
        for _ in 0..5 {
            let answer = house.post("/login", By::Nobody, &[("email", &admin.email), ("password", "wrong one")]).await;
            assert_eq!(answer.status, 422);
        }
        let form = [("email", admin.email.as_str()), ("password", admin.password.as_str())];
        let answer = house.post("/login", By::Nobody, &form).await;
        assert_eq!((answer.status.as_u16(), answer.header("retry-after")), (429, "1"));
        house.stage.advance(Span::seconds(2));
        assert_eq!(house.post("/login", By::Nobody, &form).await.status, 303);
    }

    async fn one_is_sent_back_to_the_page_one_wanted_and_never_to_another_site(stage: Stage) {
        let house = House::open(stage).await;
        let admin = &house.two.one.north.admin;
        let asked = house.get("/calls?state=missed", By::Nobody).await;
        assert_eq!(asked.location(), "/login?return_to=%2Fcalls%3Fstate%3Dmissed");
        for (wanted, to) in [
            ("/calls?state=missed", "/calls?state=missed"),
            ("//evil.example", "/"),
            ("https://evil.example", "/"),
            ("/\\evil.example", "/"),
            ("/%2f%2fevil.example", "/"),
            ("javascript:alert(1)", "/"),
            ("/console/accounts", "/"),
            ("/calls\r\nSet-Cookie: x=y", "/"),
        ] {
            let form =
                [("email", admin.email.as_str()), ("password", admin.password.as_str()), ("return_to", wanted)];
            assert_eq!(house.post("/login", By::Nobody, &form).await.location(), to, "{wanted}");
        }
    }

    async fn signing_out_ends_the_session_and_an_unknown_field_is_refused(stage: Stage) {
        let house = House::open(stage).await;
        let visit = house.sign_in(&house.two.one.north.admin).await;
        assert_eq!(house.get("/calls", By::Visit(&visit)).await.status, 200);
        assert_eq!(house.post("/logout", By::Visit(&visit), &[]).await.location(), "/login");
        assert_eq!(house.get("/calls", By::Visit(&visit)).await.status, 303);
        let form = [("email", "a@b.co"), ("password", "x"), ("is_admin", "1")];
        assert_eq!(house.post("/login", By::Nobody, &form).await.status, 422);
    }

    async fn a_session_is_good_for_its_own_organization_only(stage: Stage) {
        let house = House::open(stage).await;
        let visit = house.sign_in(&house.two.one.north.admin).await;
        assert_eq!(house.get_at("two.test", "/calls", By::Visit(&visit)).await.status, 303);
        assert_eq!(house.get_at("unknown.test", "/login", By::Nobody).await.status, 404);
    }
}
