//! Whoever is disabled, deleted or locked out comes in by no door at all, and whoever was in is out.

use std::sync::LazyLock;

use domain::access::{Grants, Key, Mode, Reach};
use domain::people::users;
use domain::sign_in::keys::{self, NewKey};
use domain::{accounts, operators};
use kernel::{Name, Span};
use testkit::{Visit, Who, both_engines};

use super::tokens::{invitation, reset};
use crate::browser::Browser;
use crate::door::{By, House};
use crate::live::{Listening, SOON};
use crate::secure_link::lonely;

const GOOD: &str = "violet anchor 27 lamps";
static UNKNOWN: LazyLock<String> = LazyLock::new(|| "A".repeat(43));

/// All ways in of one client, each of them open.
struct Ways {
    visit: Visit,
    stream: Listening,
    login_as: Visit,
    reset: String,
}

impl Ways {
    async fn of(house: &House, who: &Who) -> Self {
        let visit = house.sign_in(who).await;
        let operator = house.stage.signed_in(&house.two.one.operator).await;
        let place = &house.two.one.north;
        let login_as =
            house.stage.log_in_as(&operator, place.account, Some(who.id), Mode::Act).await.unwrap();
        house.stage.deliver().await;
        let ways = Self {
            stream: Listening::to(house, &visit).await,
            visit,
            login_as,
            reset: reset(house, &who.email).await,
        };
        assert_eq!(house.get("/calls", By::Visit(&ways.visit)).await.status, 200);
        assert_eq!(house.get("/api/v1/calls", By::Visit(&ways.visit)).await.status, 200);
        assert_eq!(house.get("/calls", By::Visit(&ways.login_as)).await.status, 200);
        assert_eq!(house.get(&ways.reset, By::Nobody).await.status, 200);
        ways
    }

    async fn are_shut(mut self, house: &House, who: &Who, why: &str) {
        assert_eq!(self.stream.hears("this never comes", SOON).await, None, "{why}: the stream has ended");
        for path in ["/", "/calls", "/profile", "/live", "/calls/export.csv"] {
            assert_eq!(house.get(path, By::Visit(&self.visit)).await.status, 303, "{why}: {path}");
        }
        assert_eq!(house.get("/api/v1/calls", By::Visit(&self.visit)).await.status, 401, "{why}: the API");
        let in_the_place = house.get("/calls", By::Visit(&self.login_as)).await;
        assert_ne!(in_the_place.status, 200, "{why}: log in as");
        let never = house.get(&format!("/reset-password/{}", *UNKNOWN), By::Nobody).await;
        assert_eq!(never.status, 404);
        for answer in [
            house.get(&self.reset, By::Nobody).await,
            house.post(&self.reset, By::Nobody, &[("password", GOOD)]).await,
        ] {
            assert_eq!(answer.status, 404, "{why}: the link of a forgotten password");
        }
        let wrong = [("email", "nobody@north.test"), ("password", GOOD)];
        let wrong = house.post("/login", By::Nobody, &wrong).await;
        let form = [("email", who.email.as_str()), ("password", who.password.as_str())];
        let refused = house.post("/login", By::Nobody, &form).await;
        assert_eq!(refused.status, wrong.status, "{why}: signing in");
        let without = |body: &str, email: &str| body.replace(email, "…");
        assert_eq!(
            without(&refused.body, &who.email),
            without(&wrong.body, "nobody@north.test"),
            "{why}: and says nothing of it"
        );
        house.post("/forgot-password", By::Nobody, &[("email", &who.email)]).await;
        let letters = house.stage.deliver().await;
        assert!(!letters.iter().any(|letter| letter.to == who.email), "{why}: no new link, {letters:?}");
    }
}

/// What the live pages follow.
fn following(house: &House) -> tokio::task::JoinHandle<()> {
    tokio::spawn(domain::live::follow(house.stage.house.clone()))
}

both_engines! {
    async fn s4_35_who_is_disabled_finds_every_door_shut(stage: Stage) {
        let house = House::open(stage).await;
        let following = following(&house);
        let user = &house.two.one.north.user;
        let welcome = invitation(&house, "ida@north.test").await;
        let ways = Ways::of(&house, user).await;
        let system = house.stage.system(house.two.one.org);
        users::disable(&house.stage.house, &system.may().unwrap(), user.id).await.unwrap();
        ways.are_shut(&house, user, "disabled").await;
        // The invited one is disabled, too.
        let ida = house.stage.text("SELECT email FROM users WHERE email = 'ida@north.test'", &[]).await;
        let mut read = house.stage.read().await;
        let query = domain::records::Query::parse(&users::USERS, [("q", ida.as_str())]).unwrap();
        let found = users::list(&mut read, &system.may().unwrap(), &query).await.unwrap();
        drop(read);
        let ida: kernel::MemberId = found.records[0].id.to_string().parse().unwrap();
        users::disable(&house.stage.house, &system.may().unwrap(), ida).await.unwrap();
        assert_eq!(house.get(&welcome, By::Nobody).await.status, 404);
        assert_eq!(house.post(&welcome, By::Nobody, &[("password", GOOD)]).await.status, 404);
        following.abort();
    }

    async fn s1_40_who_is_deleted_finds_every_door_shut(stage: Stage) {
        let house = House::open(stage).await;
        let following = following(&house);
        let user = &house.two.one.north.user;
        let ways = Ways::of(&house, user).await;
        let system = house.stage.system(house.two.one.org);
        users::delete(&house.stage.house, &system.may().unwrap(), user.id).await.unwrap();
        ways.are_shut(&house, user, "deleted").await;
        following.abort();
    }

    async fn s3_44_e_04_a_locked_account_has_every_door_shut(stage: Stage) {
        let house = House::open(stage).await;
        let following = following(&house);
        let north = &house.two.one.north;
        let welcome = invitation(&house, "ida@north.test").await;
        let (alone, link) = lonely(&house, 1).await;
        let mut by_link = Browser::default();
        by_link.send(&house, "POST", &link).await;
        assert_eq!(by_link.get(&house, "/calls").await.status, 200);
        let ways = Ways::of(&house, &north.user).await;
        let neighbour = house.sign_in(&house.two.one.south.admin).await;
        let system = house.stage.system(house.two.one.org);
        for account in [north.account, alone] {
            accounts::lock(&house.stage.house, &system.may().unwrap(), account).await.unwrap();
        }
        ways.are_shut(&house, &north.user, "locked").await;
        assert_eq!(house.get(&welcome, By::Nobody).await.status, 404);
        assert_eq!(house.post(&welcome, By::Nobody, &[("password", GOOD)]).await.status, 404);
        assert_eq!(by_link.get(&house, "/calls").await.status, 303, "in by the link");
        assert_eq!(house.get(&link, By::Nobody).await.status, 404, "the link itself");
        assert_eq!(Browser::default().send(&house, "POST", &link).await.status, 404);
        assert_eq!(house.get("/calls", By::Visit(&neighbour)).await.status, 200, "the neighbour is in");
        following.abort();
    }

    async fn s4_35_an_operator_who_is_disabled_takes_the_keys_along(stage: Stage) {
        let house = House::open(stage).await;
        let following = following(&house);
        let operator = &house.two.one.operator;
        let visit = house.sign_in(operator).await;
        let signed_in = house.stage.resolve(&visit).await.unwrap();
        let login_as = house.stage.log_in_as(&signed_in, house.two.one.north.account, None, Mode::Act).await.unwrap();
        let admin = house.stage.actor(&house.two.one.administrator).await;
        let new = NewKey {
            name: Name::parse("Reports").unwrap(),
            grants: Grants::of(&[(Key::CallsView, Reach::Organization)]),
            lasts: Span::days(90),
            owner: operator.id,
        };
        let key = keys::create(&house.stage.house, &admin.may().unwrap(), new).await.unwrap().secret;
        house.stage.deliver().await;
        let reset = reset(&house, &operator.email).await;
        let mut stream = Listening::to(&house, &visit).await;
        assert_eq!(house.get("/api/v1/calls", By::Key(&key)).await.status, 200);
        operators::disable(&house.stage.house, &admin.may().unwrap(), operator.id).await.unwrap();
        assert_eq!(stream.hears("this never comes", SOON).await, None);
        assert_eq!(house.get("/console/accounts", By::Visit(&visit)).await.status, 303);
        assert_ne!(house.get("/calls", By::Visit(&login_as)).await.status, 200);
        assert_eq!(house.get("/api/v1/calls", By::Key(&key)).await.status, 401);
        assert_eq!(house.get(&reset, By::Nobody).await.status, 404);
        assert_eq!(house.post(&reset, By::Nobody, &[("password", GOOD)]).await.status, 404);
        house.stage.try_sign_in(operator.org, &operator.email, &operator.password).await.unwrap_err();
        following.abort();
    }
}
