//! People acknowledge by replying to a text message, where the organization takes replies in; and letters that people
//! choose for themselves are chosen on a page and by program.

use std::sync::Arc;

use axum::body::Body;
use axum::http::header;
use db::params;
use domain::delivery::replies::SigningKey;
use domain::delivery::{PlanDraft, save};
use domain::notices::{Channel, LetterKind};
use domain::records::messages::{self, NewMessage};
use kernel::{MessageId, Span};
use testkit::{a_message, both_engines};

use crate::door::{Answer, By, House, web_form};

const ANN: &str = "+15125550161";
const SETTINGS: &str = "/console/settings/replies";

/// A message for Ann, and the text message that she gets of it.
async fn sent(house: &House) -> (MessageId, String) {
    house.stage.advance(Span::seconds(1));
    let north = &house.two.one.north;
    let operator = house.stage.actor(&house.two.one.operator).await;
    let message = NewMessage { priority: "urgent", ..a_message(north.account, Some(north.ann)) };
    let id = messages::write(&house.stage.house, &operator.may().unwrap(), message).await.unwrap();
    let mut letters = house.stage.deliver().await;
    letters.retain(|one| one.kind == LetterKind::MessageDelivery && one.channel == Channel::Sms);
    let [letter] = letters.as_slice() else { panic!("{letters:?}") };
    assert_eq!(letter.to, ANN);
    (id, letter.text.clone())
}

/// The provider brings a reply, signed or not.
async fn bring(house: &House, path: &str, (from, text): (&str, &str), signature: &str) -> Answer {
    let form = web_form(&[("From", from), ("Body", text), ("MessageSid", "SM1")]);
    let request = House::request("POST", "one.test", path, By::Nobody)
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
        .header("x-twilio-signature", signature);
    house.send(request.body(Body::from(form)).unwrap()).await
}

async fn state(house: &House, id: MessageId) -> String {
    house.stage.text("SELECT delivery FROM messages WHERE id = ?1", params![id]).await
}

fn code(text: &str) -> String {
    let rest = text.split("Reply OK ").nth(1).unwrap_or_else(|| panic!("no code: {text}"));
    rest.chars().take(4).collect()
}

both_engines! {
    async fn a_reply_to_the_text_message_acknowledges_or_stands_on_the_page_of_the_message(stage: Stage) {
        let mut house = House::open(stage).await;
        let (north, one) = (house.two.one.north.clone(), house.two.one.clone());
        house.stage.tamper("UPDATE contacts SET phone = ?2, phones = 'work ' || ?2 WHERE id = ?1", params![north.ann, ANN]).await;
        let system = house.stage.system(one.org);
        let plan = PlanDraft { mode: "all".to_owned(), channels: "sms".to_owned(), ..PlanDraft::default() };
        save(&house.stage.house, &system.may().unwrap(), north.account, plan).await.unwrap();
        let (_, text) = sent(&house).await;
        assert!(!text.contains("Reply OK"), "nobody takes replies in: {text}");

        // The address is made by whoever decides about settings, and shown once.
        let operator = house.sign_in(&one.operator).await;
        assert_eq!(house.post(SETTINGS, By::Visit(&operator), &[]).await.status, 403);
        let administrator = house.sign_in(&one.administrator).await;
        let by = By::Visit(&administrator);
        assert!(house.get(SETTINGS, by).await.body.contains("Make an address"));
        let made = house.post(SETTINGS, by, &[]).await;
        assert_eq!(made.status, 200);
        let token = made.body.split("/in/sms/").nth(1).unwrap().chars().take(43).collect::<String>();
        let path = format!("/in/sms/{token}");
        let shown = house.get(SETTINGS, by).await.body;
        assert!(shown.contains("Replies are taken in") && !shown.contains(&token), "{shown}");

        let (older, first) = sent(&house).await;
        let (newer, second) = sent(&house).await;
        let lines = house.lines_of_history().await;
        let never = format!("/in/sms/{}", "A".repeat(43));
        assert_eq!(bring(&house, &never, (ANN, "OK"), "").await.status, 404);
        assert_eq!(house.get(&path, By::Nobody).await.status, 405);
        let elsewhere = House::request("POST", "two.test", &path, By::Nobody)
            .header(header::CONTENT_TYPE, "application/json")
            .body(Body::from(format!(r#"{{"from":"{ANN}","text":"OK"}}"#)))
            .unwrap();
        assert_eq!(house.send(elsewhere).await.status, 404, "another organization's");
        let unknown = bring(&house, &path, ("+15125550999", "OK"), "").await;
        assert_eq!(unknown.status, 200);
        for (from, text) in [("", ""), ("\0", "\0"), (ANN, "OK 99999999999999999999"), ("so", "OK")] {
            assert_eq!(bring(&house, &path, (from, text), "").await.status, 200, "{from:?} {text:?}");
        }
        let kept = "SELECT count(*) FROM delivery_replies";
        assert_eq!(house.stage.number(kept, &[]).await, 1, "only Ann said something");
        assert_eq!(house.lines_of_history().await, lines + 1);
        assert_eq!((state(&house, older).await, state(&house, newer).await), ("waiting".to_owned(), "waiting".to_owned()));

        // A code names its message, the word alone the latest; the answer is the same as to a stranger.
        let known = bring(&house, &path, ("15125550161", &format!("ok {}", code(&first))), "").await;
        assert_eq!((known.status, &known.body), (unknown.status, &unknown.body));
        assert_eq!((state(&house, older).await, state(&house, newer).await), ("acknowledged".to_owned(), "waiting".to_owned()));
        bring(&house, &path, (ANN, "On my way.\0 <b>Ten</b> minutes"), "").await;
        let json = House::request("POST", "one.test", &path, By::Nobody)
            .header(header::CONTENT_TYPE, "application/json")
            .body(Body::from(format!(r#"{{"sender":"{ANN}","message":" Ok! "}}"#)))
            .unwrap();
        assert_eq!(house.send(json).await.status, 200);
        assert_eq!(state(&house, newer).await, "acknowledged");
        let lines = house.lines_of_history().await;
        bring(&house, &path, (ANN, &code(&second)), "").await;
        assert_eq!(house.lines_of_history().await, lines, "it is acknowledged already");
        let page = house.get(&format!("/console/messages/{newer}"), by).await.body;
        for says in ["Ann North, by a reply to the text message", "Replies by text message", "On my way. &#60;b&#62;Ten"] {
            assert!(page.contains(says), "{says}: {page}");
        }
        let user = house.sign_in(&north.user).await;
        let api = format!("/api/v1/messages/{newer}/delivery");
        let said = house.get(&api, By::Visit(&user)).await.json();
        assert_eq!((said["acknowledged_how"].as_str(), said["replies"][1]["text"].as_str()), (Some("reply"), Some("On my way. <b>Ten</b> minutes")), "{said}");
        assert_eq!(house.get(&api, By::Visit(&house.sign_in(&one.south.admin).await)).await.status, 404);

        // Too many of one number are passed over; whoever writes from another is heard.
        for _ in 0..60 {
            bring(&house, &path, ("+15125550888", "OK"), "").await;
        }
        let (last, _) = sent(&house).await;
        let key = SigningKey::new("hunter2");
        house.site.settings = Arc::new(web::Settings { sms_signing: Some(key.clone()), ..(*house.site.settings).clone() });
        house.router = portico::routes::router(&house.site);
        let fields = [("From", ANN), ("Body", "OK"), ("MessageSid", "SM1")].map(|(name, value)| (name.to_owned(), value.to_owned()));
        let signature = key.signature(&format!("http://one.test{path}"), &fields);
        for wrong in ["", "RSOYDt4T1cUTdK1PDd93/VVr8B8="] {
            assert_eq!(bring(&house, &path, (ANN, "OK"), wrong).await.status, 404, "not from the provider");
        }
        assert_eq!(state(&house, last).await, "waiting");
        assert_eq!(bring(&house, &path, (ANN, "OK"), &signature).await.status, 200);
        assert_eq!(state(&house, last).await, "acknowledged");

        // A new address takes the place of the old one; shut, there is none.
        let new = house.send_json("POST", "/api/v1/sms-replies", by, "").await;
        assert!(new.json()["url"].as_str().unwrap().starts_with("http://one.test/in/sms/"), "{}", new.body);
        assert_eq!(bring(&house, &path, (ANN, "OK"), &signature).await.status, 404);
        assert_eq!(house.get("/api/v1/sms-replies", by).await.json()["open"], true);
        assert_eq!(house.get("/api/v1/sms-replies", By::Visit(&operator)).await.status, 403);
        assert_eq!(house.post(&format!("{SETTINGS}/shut"), by, &[]).await.status, 303);
        assert_eq!(house.get("/api/v1/sms-replies", by).await.json()["open"], false);
        let (_, text) = sent(&house).await;
        assert!(!text.contains("Reply OK"), "{text}");
    }

    async fn who_hears_of_what_and_when_is_chosen_on_a_page_and_by_program(stage: Stage) {
        let house = House::open(stage).await;
        let north = &house.two.one.north;
        let user = house.sign_in(&north.user).await;
        let (by, path, api) = (By::Visit(&user), "/profile/notifications", "/api/v1/profile/notifications");
        let page = house.get(path, by).await.body;
        for says in ["Missed call", "Task due", "Quiet hours from", "America/New_York", "shift starts"] {
            assert!(page.contains(says), "{says}: {page}");
        }
        let form = |until: &'static str, rhythm: &'static str| {
            vec![
                ("missed_call", "email"),
                ("rhythm_missed_call", rhythm),
                ("quiet_from", "22:00"),
                ("quiet_until", until),
                ("daily_at", "17:30"),
            ]
        };
        for (until, rhythm) in [("22:00", "hourly"), ("25:00", "hourly"), ("", "hourly"), ("07:00", "weekly")] {
            let refused = house.post(path, by, &form(until, rhythm)).await;
            assert!(refused.status == 422 && refused.body.contains("value=\"22:00\""), "{until} {rhythm}: {}", refused.body);
        }
        for odd in [("rhythm_shift_starts", "daily"), ("rhythm_password_reset", "daily"), ("quiet", "1")] {
            assert_eq!(house.post(path, by, &[odd]).await.status, 422, "{odd:?}");
        }
        assert_eq!(house.post(path, by, &form("07:00", "hourly")).await.status, 303);
        let card = house.get("/profile", by).await.body;
        assert!(card.contains("22:00 to 07:00") && card.contains("Once an hour, in one letter"), "{card}");

        let said = house.get(api, by).await.json();
        assert_eq!((said["quiet_from"].as_str(), said["daily_at"].as_str()), (Some("22:00"), Some("17:30")), "{said}");
        let rhythms = said["rhythms"].as_array().unwrap();
        assert!(rhythms.iter().any(|one| one["kind"] == "missed_call" && one["rhythm"] == "hourly"), "{said}");
        for wrong in [r#"{"wanted":[],"daily_at":"noon"}"#, r#"{"wanted":[],"rhythms":[{"kind":"test","rhythm":"daily"}]}"#, r#"{"wanted":[],"rhythms":[{"kind":"missed_call","rhythm":"weekly"}]}"#] {
            assert_eq!(house.send_json("PUT", api, by, wrong).await.status, 422, "{wrong}");
        }
        let left = house.send_json("PUT", api, by, r#"{"wanted":[]}"#).await.json();
        assert_eq!((left["quiet_until"].as_str(), &left["rhythms"]), (Some("07:00"), &said["rhythms"]), "what is left out stays");
        let none = house.send_json("PUT", api, by, r#"{"wanted":[],"quiet_from":"","quiet_until":""}"#).await.json();
        assert!(none["quiet_from"].is_null(), "{none}");

        // What notices say is decided with the plan of the account, by its admins and by operators.
        let admin = house.sign_in(&north.admin).await;
        assert!(house.get("/messages/delivery", By::Visit(&admin)).await.body.contains("What other notices say"));
        let plan = format!("/api/v1/accounts/{}/delivery-plan", north.account);
        let saved = house.send_json("PUT", &plan, By::Visit(&admin), r#"{"mode":"off","notices":"summary"}"#).await;
        assert_eq!(saved.json()["notices"], "summary", "{}", saved.body);
        assert_eq!(house.send_json("PUT", &plan, By::Visit(&admin), r#"{"mode":"off","notices":"all"}"#).await.status, 422);
        assert_eq!(house.send_json("PUT", &plan, by, r#"{"mode":"off","notices":"full"}"#).await.status, 403);
    }
}
