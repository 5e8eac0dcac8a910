//! A client writes to its own contacts: who gets it, when, and what a new client may not send.

use kernel::{Span, Timestamp};
use testkit::both_engines;

use crate::door::{By, House};

/// The form as a browser sends it.
fn form<'a>(
    to: &'a str,
    text: &'a str,
    when: (&'a str, &'a str),
    button: &'a str,
) -> Vec<(&'a str, &'a str)> {
    vec![
        ("channel", "email"),
        ("to", to),
        ("subject", "Open on {{ business }} Friday"),
        ("text", text),
        ("when", when.0),
        ("at", when.1),
        ("do", button),
    ]
}

const NOW: (&str, &str) = ("now", "");

/// A contact that mail reaches.
async fn reachable(house: &House) -> String {
    let north = &house.two.one.north;
    let by = house.sign_in(&north.admin).await;
    let edit = format!("/people/contacts/{}/edit", north.ann);
    let form = [("name", "Ann North"), ("title", ""), ("email", "ann@contacts.example"), ("phone", "")];
    assert_eq!(house.post(&edit, By::Visit(&by), &form).await.status, 303);
    north.ann.to_string()
}

both_engines! {
    async fn s3_48_s3_49_a_new_account_sends_no_link_and_is_told_how_long_until(stage: Stage) {
        let house = House::open(stage).await;
        let ann = reachable(&house).await;
        let north = &house.two.one.north;
        let admin = house.sign_in(&north.admin).await;
        let by = By::Visit(&admin);
        let send = |text: &'static str, button: &'static str| form(&ann, text, NOW, button);
        // Whatever it is dressed as: refused, named, with the days that are left, and nothing is lost.
        for text in [
            "See https://evil.example/now",
            "See evil.example/now",
            "[our page](//evil.example)",
            "e\u{200b}vil\u{3002}example",
        ] {
            for button in ["send", "preview"] {
                let refused = house.post("/announcements/new", by, &send(text, button)).await;
                assert_eq!(refused.status, 422, "{text}");
                assert!(refused.body.contains("may send such links in 30 days"), "{text}: {}", refused.body);
                assert!(refused.body.contains("Open on {{ business }} Friday"), "what was typed stays");
            }
        }
        // Nor in the name of a reader, or in the subject.
        let edit = format!("/people/contacts/{ann}/edit");
        let named = [("name", "evil.example/x"), ("title", ""), ("email", "ann@contacts.example"), ("phone", "")];
        assert_eq!(house.post(&edit, by, &named).await.status, 303);
        let refused = house.post("/announcements/new", by, &send("Hello {{ name }}", "send")).await;
        assert_eq!(refused.status, 422, "{}", refused.body);
        assert_eq!(house.stage.number("SELECT count(*) FROM outbox WHERE kind = 'announcement'", &[]).await, 0);

        // One’s own portal is no other site.
        let own = "Read more at https://one.test/calls";
        assert_eq!(house.post("/announcements/new", by, &send(own, "send")).await.status, 303);
    }

    async fn s3_50_e_08_after_thirty_days_links_are_allowed_to_the_second(stage: Stage) {
        let house = House::open(stage).await;
        let ann = reachable(&house).await;
        let north = &house.two.one.north;
        let text = house.stage.text("SELECT CAST(created_at AS TEXT) FROM accounts WHERE id = ?1", db::params![north.account]).await;
        let created = Timestamp::from_micros(text.parse().unwrap());
        let until = created + Span::days(30) - Span::seconds(1);
        house.stage.advance(until - house.stage.house.now());
        let admin = house.sign_in(&north.admin).await;
        let by = By::Visit(&admin);
        let link = form(&ann, "See https://elsewhere.example", NOW, "send");
        let refused = house.post("/announcements/new", by, &link).await;
        assert_eq!(refused.status, 422);
        assert!(refused.body.contains("may send such links in 1 day"), "{}", refused.body);
        house.stage.advance(Span::seconds(1));
        assert_eq!(house.post("/announcements/new", by, &link).await.status, 303);
    }

    async fn s3_51_an_operator_lets_an_account_send_links_at_once(stage: Stage) {
        let house = House::open(stage).await;
        let ann = reachable(&house).await;
        let north = &house.two.one.north;
        let (admin, operator) = (house.sign_in(&north.admin).await, house.sign_in(&house.two.one.operator).await);
        let page = format!("/console/accounts/{}", north.account);
        let shown = house.get(&page, By::Visit(&operator)).await.body;
        assert!(shown.contains("Enable send links") && shown.contains("it may send no links to other sites"), "{shown}");
        let link = form(&ann, "See https://elsewhere.example", ("later", "2026-12-24T10:00"), "send");
        assert_eq!(house.post("/announcements/new", By::Visit(&admin), &link).await.status, 303, "it goes out after the thirty days");
        let now = form(&ann, "See https://elsewhere.example", NOW, "send");
        assert_eq!(house.post("/announcements/new", By::Visit(&admin), &now).await.status, 422);
        let switch = format!("{page}/send-links");
        assert_eq!(house.post(&switch, By::Visit(&operator), &[("send", "maybe")]).await.status, 422);
        assert_eq!(house.post(&switch, By::Visit(&operator), &[("send", "yes")]).await.status, 303);
        assert_eq!(house.post("/announcements/new", By::Visit(&admin), &now).await.status, 303);
        // The client does not do this for itself.
        assert_ne!(house.post(&switch, By::Visit(&admin), &[("send", "yes")]).await.status, 303);
        let api = format!("/api/v1/accounts/{}/send-links", north.account);
        let asked = house.get(&api, By::Visit(&operator)).await.json();
        assert_eq!(asked["enabled"], true);
        assert_eq!(house.send_json("DELETE", &api, By::Visit(&operator), "").await.status, 204);
        assert_eq!(house.post("/announcements/new", By::Visit(&admin), &now).await.status, 422);
    }

    async fn an_announcement_reaches_each_contact_once_and_who_unsubscribes_gets_no_more(stage: Stage) {
        let house = House::open(stage).await;
        let ann = reachable(&house).await;
        let north = &house.two.one.north;
        let (admin, user) = (house.sign_in(&north.admin).await, house.sign_in(&north.user).await);
        let by = By::Visit(&admin);
        // Looked at first, as she reads it.
        let text = "Dear {{ first_name }},\n\nwe are **open**.";
        let seen = house.post("/announcements/new", by, &form(&ann, text, NOW, "preview")).await;
        assert!(seen.status == 200 && seen.body.contains("As Ann North reads it") && seen.body.contains("<strong>open</strong>"), "{}", seen.body);
        for (wrong, words) in [("{{ password }}", "there is no variable"), ("", "Write what your contacts should know.")] {
            let refused = house.post("/announcements/new", by, &form(&ann, wrong, NOW, "send")).await;
            assert!(refused.status == 422 && refused.body.contains(words), "{wrong}: {}", refused.body);
        }
        let past = form(&ann, text, ("later", "2020-01-01T10:00"), "send");
        assert_eq!(house.post("/announcements/new", by, &past).await.status, 422);

        let sent = house.post("/announcements/new", by, &form(&ann, text, NOW, "send")).await;
        assert_eq!(sent.status, 303, "{}", sent.body);
        let letter = house.stage.deliver_one().await;
        assert_eq!(letter.to, "ann@contacts.example");
        assert!(letter.text.contains("Dear Ann,") && letter.text.contains("No more of these"), "{}", letter.text);
        let page = house.get(sent.location(), by).await.body;
        assert!(page.contains("Ann North") && page.contains("Sent"), "{page}");

        // A look unsubscribes nobody; the button does, once and for all.
        let link = letter.link();
        let asked = house.get(&link, By::Nobody).await;
        assert!(asked.status == 200 && asked.body.contains("ann@contacts.example"), "{}", asked.body);
        for _ in 0..2 {
            assert!(house.post(&link, By::Nobody, &[]).await.body.contains("gets no more announcements"));
        }
        let refused = house.post("/announcements/new", by, &form(&ann, text, NOW, "send")).await;
        assert!(refused.status == 422 && refused.body.contains("None of them can be reached this way"), "{}", refused.body);
        assert_eq!(house.get("/unsubscribe/nonsense", By::Nobody).await.status, 404);

        // A Client User has no such page, a neighbour finds nothing there.
        assert_eq!(house.get("/announcements", By::Visit(&user)).await.status, 403);
        let neighbour = house.sign_in(&house.two.one.south.admin).await;
        assert_eq!(house.get(sent.location(), By::Visit(&neighbour)).await.status, 404);
        let strange = form(&ann, text, NOW, "send");
        assert_eq!(house.post("/announcements/new", By::Visit(&neighbour), &strange).await.status, 422);
    }

    async fn one_for_later_goes_out_at_its_time_or_is_called_off(stage: Stage) {
        let house = House::open(stage).await;
        let ann = reachable(&house).await;
        let north = &house.two.one.north;
        let admin = house.sign_in(&north.admin).await;
        let by = By::Visit(&admin);
        let body = |at: &str| format!(
            r#"{{"account":"{}","to":["{ann}"],"subject":"Closed","text":"We are closed.","send_at":"{at}"}}"#, north.account
        );
        let api = "/api/v1/announcements";
        let made = house.send_json("POST", api, by, &body("2026-11-21T10:00:00Z")).await;
        assert_eq!(made.status, 201, "{}", made.body);
        let one = format!("{api}/{}", made.json()["id"].as_str().unwrap());
        let other = house.send_json("POST", api, by, &body("2026-11-21T10:00:00Z")).await.json();
        let other = format!("{api}/{}", other["id"].as_str().unwrap());
        assert_eq!(house.send_json("DELETE", &other, by, "").await.status, 204);
        assert_eq!(house.send_json("DELETE", &other, by, "").await.status, 409);
        assert_eq!(domain::announcements::send_due(&house.stage.house).await.unwrap(), 0);
        house.stage.advance(Span::hours(24));
        let second = house.stage.second_process().await;
        let (mine, theirs) = tokio::join!(
            domain::announcements::send_due(&house.stage.house),
            domain::announcements::send_due(&second)
        );
        assert_eq!(mine.unwrap() + theirs.unwrap(), 1, "by one of two processes");
        assert!(house.stage.deliver_one().await.text.contains("We are closed."));
        let admin = house.sign_in(&north.admin).await;
        let readers = house.get(&format!("{one}/recipients"), By::Visit(&admin)).await.json();
        assert_eq!(readers["data"][0]["state"], "sent", "{readers}");
        for wrong in [r#"{"account":"x"}"#, r#"{"to":"ann"}"#, r#"{"account":"x","to":["y"],"text":"z","channel":"fax"}"#, &body("soon")] {
            assert!(house.send_json("POST", api, By::Visit(&admin), wrong).await.status.is_client_error(), "{wrong}");
        }
    }
}
