//! Sessions: nobody is given one that somebody else knows, and none is left behind.

use domain::access::Mode;
use kernel::{Purpose, Span};
use testkit::{Visit, both_engines, code_at};

use super::tokens::reset;
use crate::browser::Browser;
use crate::door::{By, House};
use crate::secure_link::lonely;

const GOOD: &str = "violet anchor 27 lamps";

fn visit(token: &str) -> Visit {
    Visit { token: token.to_owned(), purpose: Purpose::Session }
}

async fn is_in(house: &House, token: &str) -> bool {
    house.get("/calls", By::Visit(&visit(token))).await.status == 200
}

both_engines! {
    async fn a_session_that_was_planted_is_not_the_one_that_is_opened(stage: Stage) {
        let house = House::open(stage).await;
        let user = &house.two.one.north.user;
        // One that never was, and one that its owner wants the victim to use.
        let attacker = house.sign_in(&house.two.one.south.user).await.token;
        for planted in ["A".repeat(43), attacker.clone()] {
            let mut browser = Browser::with(web::SESSION, &planted);
            assert_eq!(browser.sign_in(&house, &user.email, &user.password).await.location(), "/");
            let own = browser.cookie(web::SESSION);
            assert_ne!(own, planted);
            assert!(browser.get(&house, "/").await.body.contains("North"));
            assert!(!is_in(&house, &planted).await, "whoever planted it is in nothing");
        }
        for (name, value) in [("session", "x"), ("JSESSIONID", "x"), ("portico_token", attacker.as_str())] {
            let path = format!("/calls?{name}={value}&{}={attacker}", web::SESSION);
            assert_eq!(house.get(&path, By::Nobody).await.status, 303, "no address carries a session");
        }
    }

    async fn asvs_7_2_4_signing_in_again_ends_what_the_browser_was_in(stage: Stage) {
        let house = House::open(stage).await;
        let (user, admin) = (&house.two.one.north.user, &house.two.one.north.admin);
        let mut browser = Browser::default();
        browser.sign_in(&house, &user.email, &user.password).await;
        let first = browser.cookie(web::SESSION);
        browser.sign_in(&house, &user.email, &user.password).await;
        let second = browser.cookie(web::SESSION);
        assert!(!is_in(&house, &first).await && is_in(&house, &second).await);
        // A wrong password ends nothing.
        browser.sign_in(&house, &user.email, "not the password").await;
        assert!(is_in(&house, &second).await);
        browser.sign_in(&house, &admin.email, &admin.password).await;
        assert!(!is_in(&house, &second).await, "another person in the same browser");
        // In by a link, then with a password.
        let (_, link) = lonely(&house, 1).await;
        let mut browser = Browser::default();
        browser.send(&house, "POST", &link).await;
        browser.sign_in(&house, &admin.email, &admin.password).await;
        assert_eq!(house.stage.number("SELECT count(*) FROM secure_link_sessions", &[]).await, 0);
        assert!(browser.get(&house, "/").await.body.contains("North"));
    }

    async fn asvs_7_2_4_each_step_up_gives_another_token_and_the_one_before_is_dead(stage: Stage) {
        let house = House::open(stage).await;
        let user = &house.two.one.north.user;
        let mut browser = Browser::default();
        browser.sign_in(&house, &user.email, &user.password).await;
        let mut known = vec![browser.cookie(web::SESSION)];
        // A second factor is set up, and then asked for.
        browser.send(&house, "POST", "/profile/second-factor/begin").await;
        let page = browser.get(&house, "/profile/second-factor/confirm").await.body;
        let secret = page.split("<code>").nth(1).unwrap().split("</code>").next().unwrap().to_owned();
        let code = code_at(&secret, house.stage.house.now());
        browser.send_form(&house, "POST", "/profile/second-factor/confirm", &[("code", &code)]).await;
        known.push(browser.cookie(web::SESSION));
        house.stage.advance(Span::seconds(30));
        browser.sign_in(&house, &user.email, &user.password).await;
        known.push(browser.cookie(web::SESSION));
        let code = code_at(&secret, house.stage.house.now());
        browser.send_form(&house, "POST", "/second-factor", &[("code", &code)]).await;
        known.push(browser.cookie(web::SESSION));
        let form = [("current", user.password.as_str()), ("password", GOOD)];
        browser.send_form(&house, "POST", "/profile/password", &form).await;
        known.push(browser.cookie(web::SESSION));
        let last = known.pop().unwrap();
        assert!(is_in(&house, &last).await);
        for (place, before) in known.iter().enumerate() {
            assert_ne!(before, &last);
            assert!(!is_in(&house, before).await, "the token of step {place} is dead");
            assert!(!known[place + 1..].contains(before), "no token came twice");
        }
    }

    async fn asvs_6_4_3_another_password_by_a_link_leaves_the_second_factor_in_place(stage: Stage) {
        let house = House::open(stage).await;
        let user = &house.two.one.north.user;
        let mut browser = Browser::default();
        browser.sign_in(&house, &user.email, &user.password).await;
        browser.send(&house, "POST", "/profile/second-factor/begin").await;
        let page = browser.get(&house, "/profile/second-factor/confirm").await.body;
        let secret = page.split("<code>").nth(1).unwrap().split("</code>").next().unwrap().to_owned();
        let code = code_at(&secret, house.stage.house.now());
        browser.send_form(&house, "POST", "/profile/second-factor/confirm", &[("code", &code)]).await;
        house.stage.deliver().await;
        let link = reset(&house, &user.email).await;
        let mut stranger = Browser::default();
        assert_eq!(stranger.send_form(&house, "POST", &link, &[("password", GOOD)]).await.location(), "/login");
        stranger.sign_in(&house, &user.email, GOOD).await;
        for path in ["/calls", "/profile", "/profile/second-factor"] {
            assert!(stranger.get(&house, path).await.location().starts_with("/second-factor"), "{path}");
        }
        assert_eq!(stranger.get(&house, "/api/v1/calls").await.status, 403);
    }

    async fn asvs_7_2_3_in_a_clients_place_there_is_another_token_which_ends_with_it(stage: Stage) {
        let house = House::open(stage).await;
        let operator = house.stage.sign_in(&house.two.one.operator).await;
        let signed_in = house.stage.resolve(&operator).await.unwrap();
        let account = house.two.one.north.account;
        let login_as = house.stage.log_in_as(&signed_in, account, None, Mode::Act).await.unwrap();
        assert_ne!(login_as.token, operator.token);
        assert_eq!(login_as.token.len(), 43, "256 bits");
        assert!(house.get("/calls", By::Visit(&login_as)).await.status == 200);
        // The one is no cookie of the other.
        assert_eq!(house.get("/calls", By::Visit(&visit(&login_as.token))).await.status, 303);
        let mut swapped = Browser::with(web::LOGIN_AS, &operator.token);
        assert_eq!(swapped.get(&house, "/calls").await.status, 303);
        let left = house.post("/login-as/exit", By::Visit(&login_as), &[]).await;
        assert_eq!(left.location(), "/console/accounts");
        assert_eq!(house.get("/calls", By::Visit(&login_as)).await.status, 303, "it is dead");
        assert_eq!(house.get("/console/accounts", By::Visit(&operator)).await.status, 200);
    }
}
