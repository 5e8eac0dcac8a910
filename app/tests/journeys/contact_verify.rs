//! An address or a number of a contact is verified: by the code that goes there, or because an operator vouches for it.

use db::params;
use domain::notices::{Channel, LetterKind};
use domain::people::contacts::{self, verify};
use kernel::Span;
use testkit::{Delivered, both_engines};

use crate::door::{By, House};

/// The code that went out last, and where it went.
async fn code(house: &House) -> (Delivered, String) {
    let mut letters = house.stage.deliver().await;
    letters.retain(|letter| letter.kind == LetterKind::VerifyContact);
    let letter = letters.pop().expect("a code");
    let code = letter.code();
    (letter, code)
}

fn another(code: &str) -> String {
    if code == "000000" { "000001".to_owned() } else { "000000".to_owned() }
}

async fn set(house: &House, emails: &str, phones: &str) {
    let first = |ways: &str| {
        ways.lines().next().and_then(|way| way.split_once(' ')).map_or(String::new(), |(_, to)| to.to_owned())
    };
    let sql = "UPDATE contacts SET email = ?2, phone = ?3, emails = ?4, phones = ?5 WHERE id = ?1";
    let ann = house.two.one.north.ann;
    house.stage.tamper(sql, params![ann, first(emails), first(phones), emails, phones]).await;
}

both_engines! {
    async fn s0_09_a_code_that_the_person_reads_out_verifies_the_number_until_it_changes(stage: Stage) {
        let house = House::open(stage).await;
        let north = &house.two.one.north;
        set(&house, "work Ann@reach.example\nother ann@home.example", "mobile +15125550161\nwork x").await;
        let admin = house.sign_in(&north.admin).await;
        let user = house.sign_in(&north.user).await;
        let by = By::Visit(&admin);
        let page = format!("/people/contacts/{}", north.ann);
        let (here, send) = (format!("{page}/verify"), format!("{page}/verify/send"));
        let number = ("to", "+15125550161");
        for stranger in [By::Visit(&user), By::Visit(&house.sign_in(&house.two.one.south.admin).await)] {
            assert!([403, 404].contains(&house.get(&here, stranger).await.status.as_u16()));
            assert!([403, 404].contains(&house.post(&send, stranger, &[number]).await.status.as_u16()));
        }
        let shown = house.get(&page, by).await.body;
        assert_eq!(shown.matches("Verify…").count(), 3, "not what is no number: {shown}");
        assert!(house.get(&format!("{here}?to=%2B15125550161"), by).await.body.contains("Send a code"));
        // What the contact has not, gets no code.
        for wrong in ["", "+15125550999", "ann@else.example", "x"] {
            assert!([404, 422].contains(&house.post(&send, by, &[("to", wrong)]).await.status.as_u16()), "{wrong}");
        }
        assert_eq!(house.post(&here, by, &[number, ("code", "123456")]).await.status, 422, "none was sent");
        assert_eq!(house.post(&send, by, &[number]).await.status, 303);
        let (letter, right) = code(&house).await;
        assert_eq!((letter.channel, letter.to.as_str()), (Channel::Sms, "+15125550161"));
        assert!(letter.text.contains("North"), "it says for whom: {}", letter.text);
        let wrong = house.post(&here, by, &[number, ("code", &another(&right))]).await;
        assert!(wrong.status == 422 && wrong.body.contains("not the code"), "{}", wrong.body);
        // A code is good for the one that it was sent to.
        assert_eq!(house.post(&here, by, &[("to", "Ann@reach.example"), ("code", &right)]).await.status, 422);
        assert_eq!(house.post(&here, by, &[number, ("code", &format!("{} {}", &right[..3], &right[3..]))]).await.status, 303);
        assert_eq!(house.post(&here, by, &[number, ("code", &right)]).await.status, 422, "and once");
        let shown = house.get(&page, by).await.body;
        assert!(shown.contains("Verified ") && shown.matches("Verify…").count() == 2, "{shown}");
        assert_eq!(house.stage.number("SELECT count(*) FROM events WHERE action = 'contact.verified'", &[]).await, 1);

        // Five tries, and ten minutes.
        assert_eq!(house.post(&send, by, &[("to", "Ann@reach.example")]).await.status, 303);
        let (_, right) = code(&house).await;
        for _ in 0..5 {
            house.post(&here, by, &[("to", "Ann@reach.example"), ("code", &another(&right))]).await;
        }
        let late = house.post(&here, by, &[("to", "Ann@reach.example"), ("code", &right)]).await;
        assert!(late.body.contains("no code to be entered any more"), "{}", late.body);
        let api = format!("/api/v1/contacts/{}/verification", north.ann);
        assert_eq!(house.send_json("POST", &api, by, r#"{"to":"ann@REACH.example"}"#).await.status, 204);
        let (_, right) = code(&house).await;
        house.stage.advance(Span::minutes(11));
        let admin = house.sign_in(&north.admin).await;
        let by = By::Visit(&admin);
        let entered = format!(r#"{{"to":"ann@reach.example","code":"{right}"}}"#);
        assert_eq!(house.send_json("POST", &format!("{api}/code"), by, &entered).await.status, 422);
        domain::sign_in::sweep(&house.stage.house).await.unwrap();
        assert_eq!(house.stage.number("SELECT count(*) FROM contact_codes", &[]).await, 0);

        // An edit that keeps the number keeps that it is verified; one that changes it does not.
        let edit = |phone: &'static str| [("name", "Ann North"), ("title", ""), ("email", "ann@reach.example"), ("email_label", "work"), ("phone", phone), ("phone_label", "home"), ("hours", ""), ("groups", ""), ("note", "")];
        assert_eq!(house.post(&format!("{page}/edit"), by, &edit("(512) 555-0161")).await.status, 303);
        assert!(house.get(&page, by).await.body.contains("Verified "));
        assert_eq!(house.post(&format!("{page}/edit"), by, &edit("(512) 555-0162")).await.status, 303);
        assert!(!house.get(&page, by).await.body.contains("Verified "));
        assert_eq!(house.stage.number("SELECT count(*) FROM contact_verified", &[]).await, 0);
    }

    async fn s0_09_an_operator_vouches_codes_have_limits_and_a_merge_keeps_what_was_verified(stage: Stage) {
        let house = House::open(stage).await;
        let north = &house.two.one.north;
        set(&house, "work ann@reach.example", "mobile +15125550161").await;
        let operator = house.sign_in(&house.two.one.administrator).await;
        let by = By::Visit(&operator);
        let page = format!("/console/contacts/{}", north.ann);
        let to = ("to", "ann@reach.example");
        assert_eq!(house.post(&format!("{page}/verify/vouch"), by, &[to]).await.status, 303);
        assert!(house.get(&page, by).await.body.contains("Vouched for "));
        // A client does not vouch for itself, by no door.
        let admin = house.sign_in(&north.admin).await;
        assert_eq!(house.post(&format!("/people/contacts/{}/verify/vouch", north.ann), By::Visit(&admin), &[to]).await.status, 404);
        let api = format!("/api/v1/contacts/{}", north.ann);
        let vouched = house.send_json("POST", &format!("{api}/verification/vouch"), By::Visit(&admin), r#"{"to":"+15125550161"}"#).await;
        assert_eq!(vouched.status, 403);
        let said = house.get(&format!("{api}/verified"), By::Visit(&admin)).await.json();
        assert_eq!((&said["data"][0]["to"], &said["data"][0]["vouched"]), (&"ann@reach.example".into(), &true.into()), "{said}");
        assert_eq!(said["data"].as_array().unwrap().len(), 1);

        // Five codes to one number in an hour.
        let send = format!("{page}/verify/send");
        let number = ("to", "+15125550161");
        for _ in 0..5 {
            assert_eq!(house.post(&send, by, &[number]).await.status, 303);
        }
        assert_eq!(house.post(&send, by, &[number]).await.status, 429);
        // Text messages go where the organization lets them go.
        set(&house, "work ann@reach.example", "mobile +4930901820").await;
        let far = house.post(&send, by, &[("to", "+4930901820")]).await;
        assert!(far.status == 422 && far.body.contains("Codes are sent to"), "{}", far.body);

        // Of two that become one, what either had shown stays.
        let bob = "UPDATE contacts SET email = ?2, emails = ?3 WHERE id = ?1";
        house.stage.tamper(bob, params![north.bob, "bob@reach.example", "work bob@reach.example"]).await;
        let system = house.stage.system(house.two.one.org);
        verify::vouch(&house.stage.house, &system.may().unwrap(), north.bob, "bob@reach.example").await.unwrap();
        house.stage.tamper("UPDATE memberships SET contact_id = NULL WHERE contact_id = ?1", params![north.bob]).await;
        contacts::merge(&house.stage.house, &system.may().unwrap(), north.ann, north.bob).await.unwrap();
        let known = verify::of_contact(&mut house.stage.read().await, &system.may().unwrap(), north.ann).await.unwrap();
        let values: Vec<&str> = known.iter().map(|one| one.value.as_str()).collect();
        assert_eq!(values, ["ann@reach.example", "bob@reach.example"]);
        contacts::delete(&house.stage.house, &system.may().unwrap(), north.ann).await.unwrap();
        assert_eq!(house.stage.number("SELECT count(*) FROM contact_verified", &[]).await, 0);
    }
}
