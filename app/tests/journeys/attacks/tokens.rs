//! Tokens: each opens its own door, for its own time, and once; looking at a link spends nothing.

use axum::body::Body;
use axum::http::header;
use domain::access::{Grants, Key, Mode, Reach};
use domain::announcements::{NewAnnouncement, compose};
use domain::delivery::{self, PlanDraft};
use domain::notices::Channel;
use domain::on_call;
use domain::people::users::{self, Entry, NewMember};
use domain::records::messages;
use domain::sign_in::keys::{self, NewKey};
use kernel::{Email, Name, Span};
use testkit::{Visit, a_message, both_engines, just_before};

use crate::browser::Browser;
use crate::door::{By, House};
use crate::secure_link::lonely;

const GOOD: &str = "violet anchor 27 lamps";

/// The path of the link in an invitation of somebody new.
pub async fn invitation(house: &House, address: &str) -> String {
    let operator = house.stage.actor(&house.two.one.operator).await;
    let new = NewMember {
        name: Name::parse("Ida Invited").unwrap(),
        email: Email::parse(address).unwrap(),
        title: String::new(),
        roles: Vec::new(),
        contact: None,
    };
    let (granted, account) = (operator.may().unwrap(), house.two.one.north.account);
    users::add_by(&house.stage.house, &granted, account, new, Entry::Invitation(None)).await.unwrap();
    house.stage.deliver_one().await.link()
}

/// The path of the link by which a forgotten password is replaced.
pub async fn reset(house: &House, email: &str) -> String {
    house.post("/forgot-password", By::Nobody, &[("email", email)]).await;
    house.stage.deliver_one().await.link()
}

/// The path of the link below an announcement.
pub async fn unsubscribe(house: &House) -> String {
    let north = &house.two.one.north;
    let admin = house.stage.actor(&north.admin).await;
    let reachable = "UPDATE contacts SET emails = 'work ann@contacts.example', email = 'ann@contacts.example' WHERE id = ?1";
    house.stage.tamper(reachable, db::params![north.ann]).await;
    let new = NewAnnouncement {
        channel: Channel::Email,
        subject: "Open on Friday".to_owned(),
        text: "We are open.".to_owned(),
        to: vec![north.ann],
        at: None,
    };
    let address = "https://one.test";
    compose(&house.stage.house, &admin.may().unwrap(), north.account, new, address).await.unwrap();
    let letters = house.stage.deliver().await;
    letters.into_iter().find(|letter| letter.to == "ann@contacts.example").expect("a letter").link()
}

/// The path of the link by which a message is acknowledged.
pub async fn acknowledgement(house: &House) -> String {
    let (north, system) = (&house.two.one.north, house.stage.system(house.two.one.org));
    let reachable = "UPDATE contacts SET emails = 'work bob@contacts.example', email = 'bob@contacts.example' WHERE id = ?1";
    house.stage.tamper(reachable, db::params![north.bob]).await;
    let plan = PlanDraft { mode: "all".to_owned(), ..PlanDraft::default() };
    delivery::save(&house.stage.house, &system.may().unwrap(), north.account, plan).await.unwrap();
    let message = a_message(north.account, Some(north.bob));
    messages::write(&house.stage.house, &system.may().unwrap(), message).await.unwrap();
    let letters = house.stage.deliver().await;
    letters.into_iter().find(|letter| letter.to == "bob@contacts.example").expect("a letter").link()
}

fn last(path: &str) -> String {
    path.rsplit('/').next().unwrap().to_owned()
}

async fn api_key(house: &House) -> String {
    let administrator = &house.two.one.administrator;
    let actor = house.stage.actor(administrator).await;
    let new = NewKey {
        name: Name::parse("Reports").unwrap(),
        grants: Grants::of(&[(Key::CallsView, Reach::Organization)]),
        lasts: Span::days(90),
        owner: administrator.id,
    };
    keys::create(&house.stage.house, &actor.may().unwrap(), new).await.unwrap().secret
}

/// The token in the address for replies to text messages.
pub async fn replies(house: &House) -> String {
    let administrator = house.stage.actor(&house.two.one.administrator).await;
    delivery::replies::open(&house.stage.house, &administrator.may().unwrap()).await.unwrap().reveal()
}

/// One good token of every kind, by its name.
async fn each_kind(house: &House) -> Vec<(&'static str, String)> {
    let one = &house.two.one;
    let mut browser = Browser::default();
    let (_, link) = lonely(house, 1).await;
    browser.send(house, "POST", &link).await;
    let by_link = browser.cookie(web::SECURE_LINK);
    let mut browser = Browser::default();
    browser.sign_in(house, &one.north.admin.email, &one.north.admin.password).await;
    let (session, device) = (browser.cookie(web::SESSION), browser.cookie("portico_device"));
    let operator = house.stage.signed_in(&one.operator).await;
    let login_as = house.stage.log_in_as(&operator, one.south.account, None, Mode::Act).await.unwrap();
    house.stage.deliver().await;
    let user = house.stage.actor(&one.south.user).await;
    let (_, calendar) = on_call::subscribe(&house.stage.house, &user.may().unwrap(), None).await.unwrap();
    vec![
        ("session", session),
        ("login as", login_as.token),
        ("browser by a link", by_link),
        ("key", api_key(house).await),
        ("invitation", last(&invitation(house, "ida@north.test").await)),
        ("reset", last(&reset(house, &one.north.user.email).await)),
        ("secure link", last(&link)),
        ("unsubscribe", last(&unsubscribe(house).await)),
        ("acknowledgement", last(&acknowledgement(house).await)),
        ("device", device),
        ("calendar", calendar.reveal()),
        ("replies", replies(house).await),
    ]
}

/// Whether the token opens the door of its kind; nothing is spent by trying.
async fn opens(house: &House, door: &str, token: &str) -> bool {
    let cookie = |name: &str| Browser::with(name, token);
    match door {
        "session" => cookie(web::SESSION).get(house, "/calls").await.status == 200,
        "login as" => cookie(web::LOGIN_AS).get(house, "/calls").await.status == 200,
        "browser by a link" => cookie(web::SECURE_LINK).get(house, "/calls").await.status == 200,
        "key" => house.get("/api/v1/calls", By::Key(token)).await.status == 200,
        "invitation" => house.get(&format!("/welcome/{token}"), By::Nobody).await.status == 200,
        "reset" => house.get(&format!("/reset-password/{token}"), By::Nobody).await.status == 200,
        "unsubscribe" => house.get(&format!("/unsubscribe/{token}"), By::Nobody).await.status == 200,
        "acknowledgement" => house.get(&format!("/ack/{token}"), By::Nobody).await.status == 200,
        "secure link" => house.get(&format!("/link/{token}"), By::Nobody).await.status == 200,
        "calendar" => house.get(&format!("/calendar/{token}.ics"), By::Nobody).await.status == 200,
        "replies" => house.post(&format!("/in/sms/{token}"), By::Nobody, &[]).await.status == 200,
        // A browser that is known opens nothing by itself.
        _ => cookie("portico_device").get(house, "/calls").await.status == 200,
    }
}

/// A letter is read by machines first: they follow its links in every way but a form of ours.
async fn scan(house: &House, link: &str) {
    for method in ["GET", "HEAD", "GET", "OPTIONS"] {
        for (name, value) in
            [("purpose", "prefetch"), ("sec-purpose", "prefetch"), ("user-agent", "Scanner/1.0")]
        {
            let request = House::request(method, "one.test", link, By::Nobody).header(name, value);
            house.send(request.body(Body::empty()).unwrap()).await;
        }
    }
    let foreign = House::request("POST", "one.test", link, By::Nobody)
        .header("sec-fetch-site", "cross-site")
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
        .body(Body::from("password=violet+anchor+27+lamps"))
        .unwrap();
    assert_eq!(house.send(foreign).await.status, 403);
}

both_engines! {
    async fn a_token_of_one_purpose_is_nothing_at_any_other_door(stage: Stage) {
        let house = House::open(stage).await;
        let tokens = each_kind(&house).await;
        for (kind, token) in &tokens {
            for (door, _) in &tokens {
                let bare = token.strip_prefix("portico_").unwrap_or(token);
                let prefixed = format!("portico_{bare}");
                let expected = kind == door && *kind != "device";
                assert_eq!(opens(&house, door, token).await, expected, "{kind} at the door of {door}");
                if kind != door {
                    assert!(!opens(&house, door, bare).await, "{kind} without its prefix at {door}");
                    assert!(!opens(&house, door, &prefixed).await, "{kind} with a prefix at {door}");
                }
            }
        }
        // None of them was spent by being tried at the wrong doors.
        for (kind, token) in &tokens {
            assert_eq!(opens(&house, kind, token).await, *kind != "device", "{kind} is still good");
        }
    }

    async fn asvs_14_2_1_scanners_of_letters_spend_no_link(stage: Stage) {
        let house = House::open(stage).await;
        let user = &house.two.one.north.user;
        let (_, secure) = lonely(&house, 1).await;
        let (welcome, reset) = (invitation(&house, "ida@north.test").await, reset(&house, &user.email).await);
        let lines = house.lines_of_history().await;
        let no_more = unsubscribe(&house).await;
        let ack = acknowledgement(&house).await;
        let lines = house.lines_of_history().await.max(lines);
        for link in [&secure, &welcome, &reset, &no_more, &ack] {
            scan(&house, link).await;
        }
        assert_eq!(house.lines_of_history().await, lines, "nothing has happened");
        assert_eq!(house.stage.number("SELECT count(*) FROM secure_link_sessions", &[]).await, 0);
        assert_eq!(Browser::default().send(&house, "POST", &secure).await.location(), "/");
        for link in [&welcome, &reset] {
            assert_eq!(house.post(link, By::Nobody, &[("password", GOOD)]).await.location(), "/login", "{link}");
        }
    }

    async fn asvs_6_4_1_a_link_that_was_used_is_nothing_to_whoever_plays_it_again(stage: Stage) {
        let house = House::open(stage).await;
        let user = &house.two.one.north.user;
        for link in [invitation(&house, "ida@north.test").await, reset(&house, &user.email).await] {
            assert_eq!(house.post(&link, By::Nobody, &[("password", GOOD)]).await.status, 303);
            house.stage.deliver().await;
            let mut answers = Vec::new();
            let never = link.replace(&last(&link), &"A".repeat(43));
            for path in [link.as_str(), &never] {
                let shown = house.get(path, By::Nobody).await;
                let used = house.post(path, By::Nobody, &[("password", "another good 31 one")]).await;
                answers.push((shown.status, used.status, shown.body.replace(&last(path), "…"), used.body.replace(&last(path), "…")));
            }
            assert_eq!(answers[0].0, 404);
            assert_eq!(answers[0], answers[1], "used, or never made: it is the same");
        }
        house.stage.try_sign_in(house.two.one.org, &user.email, "another good 31 one").await.unwrap_err();
        house.stage.try_sign_in(house.two.one.org, &user.email, GOOD).await.unwrap();
    }

    async fn a_link_is_good_to_the_last_moment_of_its_time_and_not_beyond(stage: Stage) {
        let house = House::open(stage).await;
        let user = &house.two.one.north.user;
        let (_, secure) = lonely(&house, 1).await;
        let links = [
            (reset(&house, &user.email).await, Span::hours(1)),
            (invitation(&house, "ida@north.test").await, Span::hours(72)),
            (secure, Span::days(90)),
        ];
        let begun = house.stage.house.now();
        for (link, lasts) in &links {
            house.stage.advance(just_before((begun + *lasts) - house.stage.house.now()));
            assert_eq!(house.get(link, By::Nobody).await.status, 200, "{link}");
            house.stage.advance(Span::micros(1));
            assert_eq!(house.get(link, By::Nobody).await.status, 404, "{link}");
            let password = [("password", GOOD)];
            let form = if link.starts_with("/link/") { &[][..] } else { &password[..] };
            assert_eq!(house.post(link, By::Nobody, form).await.status, 404, "{link}");
        }
    }

    async fn what_is_no_token_is_refused_like_one_that_never_was(stage: Stage) {
        let house = House::open(stage).await;
        for door in ["/welcome/", "/reset-password/", "/link/", "/ack/"] {
            let never = house.get(&format!("{door}{}", "A".repeat(43)), By::Nobody).await;
            assert_eq!(never.status, 404);
            for odd in ["x", "..%2f..%2flogin", "%00", "%F0%9F%92%A5", &"A".repeat(42), &"A".repeat(44), "AAAA%0d%0aSet-Cookie:x"] {
                assert_eq!(house.get(&format!("{door}{odd}"), By::Nobody).await.status, 404, "{door}{odd}");
            }
        }
        let visit = Visit { token: "A".repeat(43), purpose: kernel::Purpose::Session };
        assert_eq!(house.get("/calls", By::Visit(&visit)).await.status, 303);
    }
}
