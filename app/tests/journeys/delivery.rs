//! A message goes to whoever is to get it, and on, until somebody acknowledges; the proof says to whom, when and how.

use db::params;
use domain::access::roles;
use domain::delivery::{PlanDraft, save, step_due};
use domain::notices::{self, Channel, LetterKind, Outcome};
use domain::on_call::{self, Draft, LayerDraft};
use domain::records::messages::{self, NewMessage};
use kernel::{MessageId, ScheduleId, Span};
use testkit::{Delivered, a_message, both_engines};

use crate::door::{By, House};

const SECRET: &str = "The boiler has burst.";

/// Ann is on call, Bob comes after her, and both can be reached.
async fn on_call(house: &House) -> ScheduleId {
    let north = &house.two.one.north;
    for (who, email, phone) in
        [(north.ann, "ann@reach.example", "+15125550161"), (north.bob, "bob@reach.example", "")]
    {
        let kept = |way: &str| if way.is_empty() { String::new() } else { format!("work {way}") };
        let sql = "UPDATE contacts SET email = ?2, phone = ?3, emails = ?4, phones = ?5 WHERE id = ?1";
        house.stage.tamper(sql, params![who, email, phone, kept(email), kept(phone)]).await;
    }
    let turns = LayerDraft {
        name: String::new(),
        begins: "2026-11-20T08:00".to_owned(),
        turn_hours: 24,
        members: vec![north.ann],
        rules: Vec::new(),
    };
    let draft = Draft {
        name: "Nights".to_owned(),
        time_zone: "America/New_York".to_owned(),
        layers: vec![turns],
        fallback: Some(north.bob),
    };
    let system = house.stage.system(house.two.one.org);
    on_call::add(&house.stage.house, &system.may().unwrap(), north.account, draft).await.unwrap()
}

/// The form as a browser sends it: by email and then by SMS, with one reminder.
fn form<'a>(to: &'a str, after: &'a str, content: &'a str) -> Vec<(&'a str, &'a str)> {
    vec![
        ("mode", "all"),
        ("to", to),
        ("channels", "email sms"),
        ("between", "5"),
        ("wait", "10"),
        ("reminders", "1"),
        ("after", after),
        ("content", content),
        ("notices", "link"),
    ]
}

async fn take(house: &House, message: NewMessage) -> MessageId {
    let operator = house.stage.actor(&house.two.one.operator).await;
    messages::write(&house.stage.house, &operator.may().unwrap(), message).await.unwrap()
}

fn urgent(house: &House, contact: Option<kernel::ContactId>) -> NewMessage {
    let text = SECRET.to_owned();
    NewMessage { priority: "urgent", text, ..a_message(house.two.one.north.account, contact) }
}

/// What leaves now, by two processes that look at once.
async fn leaves(house: &House) -> Vec<Delivered> {
    let other = house.stage.second_process().await;
    let (one, two) = tokio::join!(step_due(&house.stage.house), step_due(&other));
    assert!(one.unwrap() + two.unwrap() <= 1, "one of them takes the step");
    let mut letters = house.stage.deliver().await;
    letters.retain(|letter| letter.kind == LetterKind::MessageDelivery);
    letters
}

async fn state(house: &House, id: MessageId) -> String {
    house.stage.text("SELECT delivery FROM messages WHERE id = ?1", params![id]).await
}

both_engines! {
    async fn a_message_goes_on_until_somebody_acknowledges_and_the_proof_says_to_whom(stage: Stage) {
        let house = House::open(stage).await;
        let north = &house.two.one.north;
        let schedule = on_call(&house).await.to_string();
        let admin = house.sign_in(&north.admin).await;
        let user = house.sign_in(&north.user).await;
        let (by, path) = (By::Visit(&admin), "/messages/delivery");
        // Without a plan nothing is sent.
        let quiet = take(&house, urgent(&house, None)).await;
        assert_eq!((leaves(&house).await.len(), state(&house, quiet).await.as_str()), (0, "none"));
        // Whoever may not, and what is no plan.
        assert_eq!(house.post(path, By::Visit(&user), &form(&schedule, "on_call", "link")).await.status, 403);
        for (to, after, says) in [
            ("", "on_call", "Choose a schedule above"),
            (schedule.as_str(), "somebody", "Choose who comes after"),
            (house.two.one.south.ann.to_string().as_str(), "nobody", "Choose a contact of this account."),
            ("\0", "nobody", ""),
        ] {
            let refused = house.post(path, by, &form(to, after, "link")).await;
            assert!([400, 422].contains(&refused.status.as_u16()), "{to} {after}: {}", refused.status);
            assert!(refused.body.contains(says), "{says}: {}", refused.body);
        }
        assert_eq!(house.post(path, by, &form(&schedule, "on_call", "link")).await.status, 303);
        assert!(house.get(path, by).await.body.contains("Whoever is on call in “Nights”"));

        let id = take(&house, urgent(&house, None)).await;
        let first = leaves(&house).await;
        let [letter] = first.as_slice() else { panic!("{first:?}") };
        assert_eq!((letter.to.as_str(), letter.subject.as_str()), ("ann@reach.example", "Urgent message for North"));
        assert!(!letter.text.contains("boiler") && !letter.text.contains("Zoë"), "{}", letter.text);
        let mut asked = Vec::new();
        for minutes in [4, 1, 9, 1, 5, 9, 1] {
            house.stage.advance(Span::minutes(minutes));
            asked.push(leaves(&house).await.into_iter().map(|one| (one.to, one.text)).next());
        }
        let to: Vec<&str> = asked.iter().map(|one| one.as_ref().map_or("-", |(to, _)| to)).collect();
        let (ann, bob, number) = ("ann@reach.example", "bob@reach.example", "+15125550161");
        assert_eq!(to, ["-", number, "-", ann, number, "-", bob]);
        assert!(asked[4].as_ref().unwrap().1.starts_with("Reminder: Urgent message for North."), "{asked:?}");

        // The link shows what it is for; only its button says that somebody has it.
        let link = |text: &str| text.split_whitespace().find_map(|word| word.find("/ack/").map(|at| word[at..].to_owned())).unwrap();
        let bobs = link(&asked[6].as_ref().unwrap().1);
        let lines = house.lines_of_history().await;
        for _ in 0..2 {
            let shown = house.get(&bobs, By::Nobody).await;
            assert_eq!(shown.status, 200);
            assert!(shown.body.contains("Bob North, there is a message for North.") && !shown.body.contains("boiler"));
        }
        assert_eq!((house.lines_of_history().await, state(&house, id).await.as_str()), (lines, "waiting"));
        assert!(house.post(&bobs, By::Nobody, &[]).await.body.contains("Thank you, Bob North."));
        let never = format!("/ack/{}", "A".repeat(43));
        let hidden = |answer: crate::door::Answer, path: &str| (answer.status, answer.body.replace(path.rsplit('/').next().unwrap(), "…"));
        for used in [bobs.as_str(), &link(&letter.text)] {
            assert_eq!(hidden(house.get(used, By::Nobody).await, used), hidden(house.get(&never, By::Nobody).await, &never));
            assert_eq!(hidden(house.post(used, By::Nobody, &[]).await, used), hidden(house.post(&never, By::Nobody, &[]).await, &never));
        }
        house.stage.advance(Span::minutes(60));
        assert_eq!(leaves(&house).await.len(), 0, "nobody else is asked");

        // The proof, for both sides and for programs; nobody else's.
        let administrator = house.sign_in(&house.two.one.administrator).await;
        let page = house.get(&format!("/console/messages/{id}"), By::Visit(&administrator)).await.body;
        let admin = house.sign_in(&north.admin).await;
        let portal = house.get(&format!("/messages/{id}"), By::Visit(&admin)).await.body;
        for body in [&page, &portal] {
            for says in ["Acknowledged", "Bob North, by the link", "(512) 555-0161", "ann@reach.example", "SMS, reminder", "Sent"] {
                assert!(body.contains(says), "{says}: {body}");
            }
        }
        let api = format!("/api/v1/messages/{id}/delivery");
        let said = house.get(&api, By::Visit(&administrator)).await.json();
        assert_eq!((said["state"].as_str(), said["acknowledged_how"].as_str()), (Some("acknowledged"), Some("link")), "{said}");
        let attempts = said["attempts"].as_array().unwrap();
        assert_eq!(attempts.len(), 5);
        assert_eq!((attempts[4]["address"].as_str(), attempts[4]["state"].as_str()), (Some("bob@reach.example"), Some("sent")));
        let user = house.sign_in(&north.user).await;
        for stranger in [By::Visit(&user), By::Visit(&house.sign_in(&house.two.one.south.admin).await)] {
            assert_eq!(house.get(&api, stranger).await.status, 404);
        }
        // What the outbox forgets, the proof keeps; and whom the plan needs, nobody deletes.
        house.stage.advance(Span::days(181));
        notices::sweep(&house.stage.house).await.unwrap();
        domain::delivery::sweep(&house.stage.house).await.unwrap();
        assert_eq!(house.stage.number("SELECT count(*) FROM outbox WHERE kind = 'message_delivery'", &[]).await, 0);
        assert_eq!(house.stage.number("SELECT count(*) FROM delivery_links", &[]).await, 0);
        let administrator = house.sign_in(&house.two.one.administrator).await;
        let kept = house.get(&api, By::Visit(&administrator)).await.json();
        assert_eq!(kept["attempts"], said["attempts"]);
        let system = house.stage.system(house.two.one.org);
        let refused = on_call::delete(&house.stage.house, &system.may().unwrap(), schedule.parse().unwrap()).await;
        assert!(matches!(refused, Err(kernel::Error::Conflict(_))), "{refused:?}");
    }

    async fn a_plan_that_is_switched_off_stops_what_is_on_its_way_and_the_operators_see_it(stage: Stage) {
        let house = House::open(stage).await;
        let north = &house.two.one.north;
        on_call(&house).await;
        let system = house.stage.system(house.two.one.org);
        let plan = |mode: &str| PlanDraft {
            mode: mode.to_owned(),
            channels: "email sms".to_owned(),
            ..PlanDraft::default()
        };
        let save = async |mode: &str| save(&house.stage.house, &system.may().unwrap(), north.account, plan(mode)).await.unwrap();
        save("all").await;
        let calm = take(&house, NewMessage { priority: "normal", ..urgent(&house, Some(north.ann)) }).await;
        let hurried = take(&house, urgent(&house, Some(north.ann))).await;
        house.stage.deliver().await;
        let next_at = "SELECT next_at FROM deliveries WHERE message_id = ?1";
        let before = house.stage.number(next_at, params![hurried]).await;
        // Only urgent ones from now on: the other one stops, and the urgent one waits on as if nothing had been.
        save("urgent").await;
        for _ in 0..2 {
            step_due(&house.stage.house).await.unwrap();
        }
        assert_eq!((state(&house, calm).await, state(&house, hurried).await), ("nobody".to_owned(), "waiting".to_owned()));
        assert_eq!(house.stage.number(next_at, params![hurried]).await, before);
        // What is in the outbox does not leave either.
        house.stage.advance(Span::minutes(5));
        step_due(&house.stage.house).await.unwrap();
        save("off").await;
        assert!(leaves(&house).await.is_empty());
        assert_eq!(state(&house, hurried).await, "nobody");
        house.stage.advance(Span::hours(2));
        assert!(leaves(&house).await.is_empty());
        let operator = house.sign_in(&house.two.one.operator).await;
        let work = house.get("/console/work", By::Visit(&operator)).await.body;
        assert!(work.contains(&hurried.to_string()) && work.contains(&calm.to_string()), "{work}");
        let reason = "SELECT count(*) FROM events WHERE action = 'message.unanswered' AND changes LIKE '%does not send it any more%'";
        assert_eq!(house.stage.number(reason, &[]).await, 2);
    }

    async fn who_cannot_be_reached_is_passed_over_and_at_the_end_the_operators_are_told(stage: Stage) {
        let house = House::open(stage).await;
        let north = &house.two.one.north;
        on_call(&house).await;
        house.stage.deliver().await;
        let system = house.stage.system(house.two.one.org);
        let plan = PlanDraft {
            mode: "urgent".to_owned(),
            after: north.bob.to_string(),
            channels: "sms email".to_owned(),
            between: 0,
            wait: 5,
            reminders: 0,
            content: "full".to_owned(),
            ..PlanDraft::default()
        };
        save(&house.stage.house, &system.may().unwrap(), north.account, plan.clone()).await.unwrap();
        let calm = take(&house, NewMessage { priority: "normal", ..urgent(&house, Some(north.ann)) }).await;
        let old = take(&house, NewMessage { taken_at: Some(house.stage.house.now() - Span::days(2)), ..urgent(&house, Some(north.ann)) }).await;
        assert_eq!((state(&house, calm).await.as_str(), state(&house, old).await.as_str()), ("none", "none"));

        // Both ways at once, and both are refused: Bob is asked without waiting, by the one way that there is.
        let id = take(&house, urgent(&house, Some(north.ann))).await;
        for channel in Channel::ALL {
            let letter = notices::take(&house.stage.house, channel, "http://one.test").await.unwrap().unwrap();
            assert!(letter.text.contains(SECRET), "{}", letter.text);
            notices::settle(&house.stage.house, &letter, Outcome::Refused("No such mailbox.".to_owned())).await.unwrap();
        }
        let next = leaves(&house).await;
        let [letter] = next.as_slice() else { panic!("{next:?}") };
        assert_eq!((letter.to.as_str(), letter.channel), ("bob@reach.example", Channel::Email));
        house.stage.advance(Span::minutes(5));
        assert_eq!(leaves(&house).await.len(), 0);
        assert_eq!(state(&house, id).await, "nobody");
        let operator = house.sign_in(&house.two.one.operator).await;
        let by = By::Visit(&operator);
        let work = house.get("/console/work", by).await.body;
        assert!(work.contains("Messages that nobody acknowledged") && work.contains(&id.to_string()), "{work}");
        let proof = house.get(&format!("/console/messages/{id}"), by).await.body;
        for says in ["Nobody answered", "No such mailbox.", "No number for text messages", "Acknowledged by phone"] {
            assert!(proof.contains(says), "{says}: {proof}");
        }
        // A Client User has only what is for himself or herself; an operator is told by phone.
        let acknowledge = format!("/console/messages/{id}/acknowledge");
        assert_eq!(house.post(&acknowledge, By::Visit(&house.sign_in(&north.admin).await), &[]).await.status, 404);
        assert_eq!(house.post(&acknowledge, by, &[]).await.status, 303);
        assert_eq!((state(&house, id).await.as_str(), house.post(&acknowledge, by, &[]).await.status.as_u16()), ("acknowledged", 303));
        let lines = "SELECT count(*) FROM events WHERE action = 'message.acknowledged' AND thing_id = ?1";
        assert_eq!(house.stage.number(lines, params![id]).await, 1);
        assert_eq!(house.post(&format!("/console/messages/{calm}/acknowledge"), by, &[]).await.status, 409);

        // Signed in, by the button or by reading; what is another's is not there.
        let user = house.sign_in(&north.user).await;
        let (anns, bobs) = (take(&house, urgent(&house, Some(north.ann))).await, take(&house, urgent(&house, Some(north.bob))).await);
        let seen = house.get(&format!("/messages/{anns}"), By::Visit(&user)).await.body;
        assert!(seen.contains("Waits for an answer") && seen.contains("Acknowledge"), "{seen}");
        assert_eq!(house.post(&format!("/messages/{bobs}/acknowledge"), By::Visit(&user), &[]).await.status, 404);
        assert_eq!(house.post(&format!("/messages/{anns}/acknowledge"), By::Visit(&user), &[]).await.status, 303);
        let read = take(&house, urgent(&house, Some(north.ann))).await;
        let path = format!("/messages/{read}/mark");
        assert_eq!(house.post(&path, By::Visit(&user), &[("state", "read")]).await.status, 303);
        house.post(&format!("/console/messages/{bobs}/mark"), by, &[("state", "read")]).await;
        let states = [state(&house, anns).await, state(&house, read).await, state(&house, bobs).await];
        assert_eq!(states, ["acknowledged", "acknowledged", "waiting"], "an operator's mark says nothing of the client");
        let left: Vec<_> = house.stage.deliver().await.into_iter().filter(|one| one.kind == LetterKind::MessageDelivery).map(|one| one.to).collect();
        assert_eq!(left, ["bob@reach.example"], "what was acknowledged does not leave");

        // Programs change the plan, too; of a Secure account a letter says nothing but where to look.
        let api = format!("/api/v1/accounts/{}/delivery-plan", north.account);
        let wrong = house.send_json("PUT", &api, by, r#"{"mode":"all","wait":7}"#).await;
        assert_eq!(wrong.status, 422, "{}", wrong.body);
        let saved = house.send_json("PUT", &api, by, &format!(r#"{{"mode":"all","content":"full","to":"{}"}}"#, north.bob)).await;
        assert_eq!((saved.status.as_u16(), saved.json()["channels"][0].as_str().unwrap().to_owned()), (200, "email".to_owned()), "{}", saved.body);
        house.stage.hire(house.two.one.org, "secure@one.test", &[roles::SECURE]).await;
        domain::accounts::secure::mark(&house.stage.house, &system.may().unwrap(), north.account).await.unwrap();
        let hidden = NewMessage { priority: "low", ..urgent(&house, None) };
        messages::write(&house.stage.house, &system.may().unwrap(), hidden).await.unwrap();
        let letters = leaves(&house).await;
        let [letter] = letters.as_slice() else { panic!("{letters:?}") };
        assert!(letter.subject.starts_with("Low message for North") && !letter.text.contains(SECRET), "{letter:?}");
        let link = letter.link();
        assert!(!house.get(&link, By::Nobody).await.body.contains(SECRET));
    }
}
