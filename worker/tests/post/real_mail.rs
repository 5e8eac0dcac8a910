//! A real mail server, and a parser of mails that is not ours: what arrives is what was meant, once, whatever the
//! server does on the way.

use std::collections::BTreeMap;
use std::time::Duration;

use db::params;
use domain::notices;
use domain::people::invitations;
use kernel::{Error, OutgoingId, Span};
use serde_json::Value;
use testkit::just_before;

use crate::peer::Peer;
use crate::running::{Running, eventually, mail};

fn text<'a>(mail: &'a Value, part: &str) -> &'a str {
    mail[part].as_str().unwrap_or_default()
}

/// All values of a header.
fn header<'a>(mail: &'a Value, name: &str) -> Vec<&'a str> {
    let headers = mail["headers"].as_array().unwrap().iter();
    headers.filter(|pair| pair[0] == name).map(|pair| pair[1].as_str().unwrap()).collect()
}

/// The path of the link in an invitation.
fn token(mail: &Value) -> String {
    let link = text(mail, "text").split_whitespace().find(|word| word.contains("/welcome/")).expect("a link");
    link.rsplit('/').next().unwrap().to_owned()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn s0_18_a_mail_says_to_a_parser_what_was_meant() {
    let Some(server) = Peer::mail(&[]) else { return };
    let mut running = Running::idle(|| mail(&server.url())).await;
    let (house, person) = ("Zürich Häusler & Söhne „Ω“, Inc.", "Dana 日本 O'Reyes");
    running.stage.tamper("UPDATE organizations SET name = ?1", params![house]).await;
    running.stage.tamper("UPDATE users SET name = ?1", params![person]).await;
    let id = running.put().await;
    running.start();
    running.until(id, "sent").await;
    let mails = server.mails();
    assert_eq!(mails.len(), 1);
    let mail = &mails[0];
    assert_eq!(text(mail, "subject"), format!("A test letter from {house}"));
    assert_eq!(mail["sender"]["name"], house);
    assert_eq!(mail["sender"]["address"], "portal@portal.test");
    assert_eq!(mail["recipients"].as_array().unwrap().len(), 1);
    assert_eq!(mail["recipients"][0]["address"], "admin@one.test");
    assert_eq!(mail["from"], "portal@portal.test");
    assert_eq!(mail["to"], serde_json::json!(["admin@one.test"]));
    assert_eq!(text(mail, "message_id"), format!("<{id}@portal.test>"));
    assert_eq!(text(mail, "date"), "2026-11-20T15:00:00.000Z");
    assert_eq!(header(mail, "auto-submitted"), ["auto-generated"]);
    for name in ["from", "to", "subject", "date", "message-id", "mime-version", "content-type"] {
        assert_eq!(header(mail, name).len(), 1, "{name}");
    }
    let (plain, html) = (text(mail, "text"), text(mail, "html"));
    assert!(plain.contains("https://one.test/login"), "{plain}");
    assert!(html.contains("href=\"https://one.test/login\""), "{html}");
    assert!(plain.contains(house), "{plain}");
    assert_eq!(mail["attachments"], 0);
    let head = text(mail, "raw").split("\r\n\r\n").next().unwrap();
    assert!(head.is_ascii(), "{head}");
    assert!(text(mail, "raw").lines().all(|line| line.len() <= 998), "RFC 5322, 2.1.1");
    running.end().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn asvs_1_3_11_no_name_becomes_a_header_a_recipient_or_a_second_mail() {
    let Some(server) = Peer::mail(&[]) else { return };
    let mut running = Running::idle(|| mail(&server.url())).await;
    for evil in [
        "Ann\r\nBcc: spy@evil.test",
        "Ann\nCc: spy@evil.test\n\nHello",
        "Ann\r\n.\r\nMAIL FROM:<x@evil.test>\r\nRCPT TO:<spy@evil.test>\r\nDATA\r\n",
        "Ann%0d%0aBcc:%20spy@evil.test",
        "=?utf-8?q?Ann=0D=0ABcc:_spy@evil.test?=",
        "\"Ann\" <spy@evil.test>, Bob",
        "Ann\u{2028}Bcc: spy@evil.test\u{0}",
    ] {
        running.stage.tamper("UPDATE users SET name = ?1", params![evil]).await;
        running.stage.tamper("UPDATE organizations SET name = ?1", params![evil]).await;
        let id = running.put().await;
        running.start();
        running.until(id, "sent").await;
        running.stop().await;
        let mails = server.mails();
        let mail = mails.iter().find(|mail| text(mail, "message_id").contains(&id.to_string())).unwrap();
        assert_eq!(mail["to"], serde_json::json!(["admin@one.test"]), "{evil:?}");
        assert_eq!(mail["recipients"].as_array().unwrap().len(), 1, "{evil:?}");
        assert_eq!(mail["sender"]["address"], "portal@portal.test", "{evil:?}");
        for name in ["bcc", "cc", "reply-to", "sender"] {
            assert!(header(mail, name).is_empty(), "{evil:?} made a header {name}");
        }
    }
    assert_eq!(server.mails().len(), 7, "no mail more than letters");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn r4_who_is_put_off_comes_again_later_and_later_and_is_taken_once() {
    let Some(server) =
        Peer::mail(&["rcpt 451 4.7.1 greylisted", "data 452 4.3.1 full", "rcpt 450 4.2.1 busy"])
    else {
        return;
    };
    let mut running = Running::idle(|| mail(&server.url())).await;
    let id = running.put().await;
    running.start();
    for (tried, words, wait) in
        [(1, "greylisted", Span::seconds(30)), (2, "full", Span::minutes(2)), (3, "busy", Span::minutes(10))]
    {
        eventually("the next attempt", || server.heard("tried").len() == tried).await;
        let reason = running.until(id, "waiting").await;
        assert!(reason.contains(words), "{reason}");
        assert_eq!(running.wait_of(id).await, wait);
        running.later(just_before(wait)).await;
        tokio::time::sleep(Duration::from_millis(150)).await;
        assert_eq!(server.heard("tried").len(), tried, "not before its time");
        running.later(Span::micros(1)).await;
    }
    running.until(id, "sent").await;
    assert_eq!(server.mails().len(), 1);
    assert_eq!(running.attempts(id).await, ["later", "later", "later", "accepted"]);
    running.end().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn s1_29_an_invitation_that_is_refused_has_bounced() {
    let Some(server) = Peer::mail(&["rcpt 550 5.1.1 no such user", "data 554 5.7.1 spam"]) else { return };
    let mut running = Running::idle(|| mail(&server.url())).await;
    for (address, words) in [("ida@north.test", "no such user"), ("ivo@north.test", "spam")] {
        let user = running.invite(address).await;
        let id = running.latest().await;
        running.start();
        let reason = running.until(id, "failed").await;
        running.stop().await;
        assert!(reason.contains(words), "{reason}");
        let listed = "SELECT invitation FROM memberships WHERE user_id = ?1";
        assert_eq!(running.stage.text(listed, params![user]).await, "bounced");
    }
    running.stage.advance(Span::days(1));
    running.start();
    tokio::time::sleep(Duration::from_millis(150)).await;
    assert_eq!((server.heard("tried").len(), server.mails().len()), (2, 0), "refused is refused");
    running.end().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn r4_a_line_that_is_cut_while_the_letter_is_read_loses_nothing() {
    let Some(server) = Peer::mail(&["drop"]) else { return };
    let mut running = Running::idle(|| mail(&server.url())).await;
    let id = running.put().await;
    running.start();
    running.until(id, "waiting").await;
    assert!(server.mails().is_empty());
    running.later(Span::seconds(30)).await;
    running.until(id, "sent").await;
    assert_eq!(server.mails().len(), 1);
    assert_eq!(running.attempts(id).await, ["unheard", "accepted"]);
    running.end().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn r3_a_mail_that_was_taken_unheard_comes_once_more_and_is_seen_to_be_the_same() {
    let Some(server) = Peer::mail(&["unsaid"]) else { return };
    let mut running = Running::idle(|| mail(&server.url())).await;
    let id = running.put().await;
    running.start();
    running.until(id, "waiting").await;
    running.later(Span::seconds(30)).await;
    running.until(id, "sent").await;
    let mails = server.mails();
    assert_eq!(mails.len(), 2);
    assert_eq!(text(&mails[0], "message_id"), text(&mails[1], "message_id"));
    running.end().await;
}

/// Whoever keeps one mail of each name would otherwise keep the one whose link is dead.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn r3_an_invitation_that_comes_twice_has_another_name_and_its_later_link_opens() {
    let Some(server) = Peer::mail(&["unsaid"]) else { return };
    let mut running = Running::idle(|| mail(&server.url())).await;
    running.invite("ida@north.test").await;
    let id = running.latest().await;
    running.start();
    running.until(id, "waiting").await;
    running.later(Span::seconds(30)).await;
    running.until(id, "sent").await;
    let mails = server.mails();
    assert_eq!(mails.len(), 2);
    assert_ne!(text(&mails[0], "message_id"), text(&mails[1], "message_id"));
    let org = running.all.one.org;
    let mut read = running.stage.read().await;
    let dead = invitations::look(&running.stage.house, &mut read, org, &token(&mails[0])).await;
    assert!(matches!(dead, Err(Error::NotFound)));
    invitations::look(&running.stage.house, &mut read, org, &token(&mails[1])).await.unwrap();
    running.end().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn r4_a_slow_answer_to_one_delays_nobody_else() {
    let Some(server) = Peer::mail(&["slow 8000"]) else { return };
    let mut running = Running::idle(|| mail(&server.url())).await;
    let slow = running.put().await;
    let admin = running.stage.actor(&running.all.two.administrator).await;
    running.start();
    eventually("the server has it", || server.mails().len() == 1).await;
    let other = notices::send_test(&running.stage.house, &admin.may().unwrap(), None).await.unwrap();
    running.until(other, "sent").await;
    assert_eq!(running.state(slow).await.0, "sending", "the other one did not wait for it");
    running.until(slow, "sent").await;
    assert_eq!(server.mails().len(), 2);
    running.end().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn r4_a_server_that_was_dead_gets_everything_when_it_is_back() {
    let Some(server) = Peer::mail(&[]) else { return };
    let (url, port) = (server.url(), server.port);
    drop(server);
    let mut running = Running::idle(|| mail(&url)).await;
    let id = running.put().await;
    running.start();
    let reason = running.until(id, "waiting").await;
    assert!(!reason.is_empty());
    assert_eq!(running.wait_of(id).await, Span::seconds(30));
    let Some(server) = Peer::mail_at(port, &[]) else { return };
    running.later(Span::seconds(30)).await;
    running.until(id, "sent").await;
    assert_eq!(server.mails().len(), 1);
    assert_eq!(running.attempts(id).await, ["unreachable", "accepted"]);
    running.end().await;
}

/// Letters to eight people, three each.
async fn many(running: &Running) -> Vec<(String, OutgoingId)> {
    let mut letters = Vec::new();
    for index in 0..24 {
        let (id, to) = (running.put().await, format!("person{}@north.test", index % 8));
        let sql = "UPDATE outbox SET recipient = ?2, lane = ?2, place = ?3 WHERE id = ?1";
        running.stage.tamper(sql, params![id, &to, i64::from(index)]).await;
        letters.push((to, id));
    }
    letters
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn r4_whatever_the_server_does_each_letter_arrives_in_order_and_none_is_lost() {
    let plan = [
        "rcpt 451 4.7.1 later",
        "",
        "drop",
        "data 452 4.3.1 full",
        "unsaid",
        "",
        "rcpt 421 4.3.2 going down",
        "",
        "drop",
        "slow 200",
        "unsaid",
        "data 451 4.3.0 local error",
        "rcpt 450 4.2.1 busy",
        "",
    ];
    let Some(server) = Peer::mail(&plan) else { return };
    let mut running = Running::idle(|| mail(&server.url())).await;
    let letters = many(&running).await;
    let due = "SELECT count(*) FROM outbox WHERE done_at IS NULL AND next_at <= ?1";
    for _ in 0..40 {
        running.start();
        for _ in 0..80 {
            let now = running.stage.house.now();
            if running.stage.number(due, params![now]).await == 0 {
                break;
            }
            tokio::time::sleep(Duration::from_millis(25)).await;
        }
        running.stop().await;
        let open = running.stage.number("SELECT count(*) FROM outbox WHERE done_at IS NULL", &[]).await;
        if open == 0 {
            break;
        }
        running.stage.advance(Span::minutes(1));
    }
    let sent = running.stage.number("SELECT count(*) FROM outbox WHERE state = 'sent'", &[]).await;
    assert_eq!(sent, 24);
    let mut arrived: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let mails = server.mails();
    for mail in &mails {
        let of_person = arrived.entry(mail["to"][0].as_str().unwrap().to_owned()).or_default();
        // The same name is the same letter once more.
        if !of_person.contains(&text(mail, "message_id").to_owned()) {
            of_person.push(text(mail, "message_id").to_owned());
        }
    }
    let mut wanted: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for (to, id) in letters {
        wanted.entry(to).or_default().push(format!("<{id}@portal.test>"));
    }
    assert_eq!(arrived, wanted, "all of them, each person's in their order");
    assert_eq!(mails.len(), 24 + 2, "twice came only what was taken unheard");
}
