//! Letters on their way out: what a mail server or a gateway says decides what becomes of them, and nothing is lost.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a journey that goes wrong fails"
)]

mod servers;

use std::time::Duration;

use db::params;
use domain::notices;
use kernel::{OutgoingId, Span};
use servers::{Gateway, MailServer, Manners};
use testkit::{Engine, Stage, TwoOfEverything};
use tokio::sync::watch;
use worker::{Post, Sender, SmsGateway, Twilio};

/// A house with a worker that sends its letters.
struct Running {
    stage: Stage,
    all: TwoOfEverything,
    stop: watch::Sender<bool>,
    work: tokio::task::JoinHandle<()>,
}

impl Running {
    async fn with(post: impl FnOnce() -> Post) -> Self {
        worker::ready_tls();
        let stage = Stage::open(Engine::Sqlite).await.unwrap();
        let all = TwoOfEverything::on(&stage).await;
        let (stop, stopping) = watch::channel(false);
        let work = tokio::spawn(worker::run(stage.house.clone(), post(), stopping));
        Self { stage, all, stop, work }
    }

    async fn mailing(url: String) -> Self {
        Self::with(|| {
            let sender = Sender::parse("portal@portal.test").unwrap();
            let server = worker::MailServer::parse(&url, &sender).unwrap();
            post(Some((server, sender)), None)
        })
        .await
    }

    async fn put(&self) -> OutgoingId {
        let admin = self.stage.actor(&self.all.one.administrator).await;
        notices::send_test(&self.stage.house, &admin.may().unwrap(), None).await.unwrap()
    }

    /// The same as a text message.
    async fn put_sms(&self) -> OutgoingId {
        let admin = self.stage.actor(&self.all.one.administrator).await;
        // Nobody sees it before it is a text message: mail has no way here.
        let id = notices::send_test(&self.stage.house, &admin.may().unwrap(), None).await.unwrap();
        let sms = "UPDATE outbox SET channel = 'sms', recipient = '+15125550143', lane = '+15125550143' WHERE id = ?1";
        self.stage.tamper(sms, params![id]).await;
        id
    }

    async fn state(&self, id: OutgoingId) -> (String, String) {
        let text = |column: &str| format!("SELECT {column} FROM outbox WHERE id = ?1");
        (
            self.stage.text(&text("state"), params![id]).await,
            self.stage.text(&text("reason"), params![id]).await,
        )
    }

    /// Waits until the letter is in this state, and answers why.
    async fn until(&self, id: OutgoingId, state: &str) -> String {
        for _ in 0..400 {
            let (now, reason) = self.state(id).await;
            if now == state {
                return reason;
            }
            tokio::time::sleep(Duration::from_millis(25)).await;
        }
        panic!("{id} is never {state}: {:?}", self.state(id).await);
    }

    async fn end(self) {
        self.stop.send(true).unwrap();
        tokio::time::timeout(Duration::from_secs(5), self.work).await.expect("it stops when asked").unwrap();
    }
}

fn post(mail: Option<(worker::MailServer, Sender)>, sms: Option<SmsGateway>) -> Post {
    Post { base_url: "https://portal.test".to_owned(), mail, sms, mailbox: None }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_letter_is_a_mail_with_its_headers_and_arrives_once() {
    let server = MailServer::start(Manners::default()).await;
    let running = Running::mailing(server.url()).await;
    let id = running.put().await;
    running.until(id, "sent").await;
    let mails = server.mails();
    assert_eq!(mails.len(), 1);
    assert_eq!(mails[0].to, ["admin@one.test"]);
    let text = &mails[0].data;
    assert!(text.contains(&format!("Message-ID: <{id}@portal.test>")), "{text}");
    assert!(text.contains("Subject: A test letter from Organization one"), "{text}");
    assert!(text.contains("From: \"Organization one\" <portal@portal.test>"), "{text}");
    assert!(
        text.contains("Auto-Submitted: auto-generated") && text.contains("multipart/alternative"),
        "{text}"
    );
    assert!(text.contains("https://one.test/login"), "{text}");
    running.end().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn asvs_1_3_11_no_name_becomes_a_header_or_a_second_recipient() {
    let server = MailServer::start(Manners::default()).await;
    let running = Running::mailing(server.url()).await;
    let evil = "Ann\r\nBcc: spy@evil.test\r\n\r\n.\r\nMAIL FROM:<x@evil.test>%0d%0aCc: b@evil.test =?utf-8?q?=0ABcc:_c?=";
    running.stage.tamper("UPDATE users SET name = ?1", params![evil]).await;
    running.stage.tamper("UPDATE organizations SET name = ?1", params![evil]).await;
    let id = running.put().await;
    running.until(id, "sent").await;
    let mails = server.mails();
    assert_eq!(mails.len(), 1, "one mail");
    assert_eq!(mails[0].to, ["admin@one.test"], "to one recipient");
    let head = mails[0].data.split("\r\n\r\n").next().unwrap().to_lowercase();
    for line in head.lines() {
        assert!(!line.starts_with("bcc:") && !line.starts_with("cc:"), "{head}");
    }
    assert_eq!(head.matches("\r\nto:").count(), 1, "{head}");
    running.end().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn r4_what_the_server_says_decides() {
    for (manners, state, words) in [
        (Manners { rcpt: "550 5.1.1 no such user", ..Manners::default() }, "failed", "no such user"),
        (Manners { rcpt: "451 4.7.1 greylisted", ..Manners::default() }, "waiting", "greylisted"),
        (Manners { greeting: "421 too busy", ..Manners::default() }, "waiting", "too busy"),
        (Manners { taken: "554 this is spam", ..Manners::default() }, "failed", "spam"),
        (Manners { taken: "", ..Manners::default() }, "waiting", "did not say"),
    ] {
        let server = MailServer::start(manners).await;
        let running = Running::mailing(server.url()).await;
        let id = running.put().await;
        let reason = running.until(id, state).await;
        assert!(reason.contains(words), "{state}: {reason}");
        running.end().await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn r4_a_dead_server_loses_nothing_and_the_letter_leaves_when_it_is_back() {
    let server = MailServer::start(Manners::default()).await;
    let (url, port) = (server.url(), server.port());
    server.end().await;
    let running = Running::mailing(url).await;
    let id = running.put().await;
    let reason = running.until(id, "waiting").await;
    assert!(!reason.is_empty());
    let server = MailServer::start_at(port, Manners::default()).await;
    running.stage.advance(Span::minutes(1));
    running.until(id, "sent").await;
    assert_eq!(server.mails().len(), 1);
    running.end().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn r3_a_mail_that_may_have_arrived_comes_again_under_the_same_name() {
    let server = MailServer::start(Manners { taken: "", ..Manners::default() }).await;
    let port = server.port();
    let running = Running::mailing(server.url()).await;
    let id = running.put().await;
    running.until(id, "waiting").await;
    let first = server.mails().remove(0);
    server.end().await;
    let server = MailServer::start_at(port, Manners::default()).await;
    running.stage.advance(Span::minutes(1));
    running.until(id, "sent").await;
    let name =
        |data: &str| data.lines().find(|line| line.starts_with("Message-ID:")).map(str::to_owned).unwrap();
    assert_eq!(name(&first.data), name(&server.mails()[0].data));
    running.end().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_text_message_is_a_form_that_twilio_understands() {
    let gateway = Gateway::start("201 Created", r#"{"sid":"SM123","status":"queued"}"#).await;
    let running = texting(&gateway).await;
    let id = running.put_sms().await;
    running.until(id, "sent").await;
    let asked = gateway.asked();
    assert_eq!(asked.len(), 1);
    assert!(asked[0].starts_with("POST /2010-04-01/Accounts/AC1/Messages.json "), "{}", asked[0]);
    assert!(asked[0].contains("authorization: Basic QUMxOnQw"), "{}", asked[0]);
    assert!(asked[0].contains("To=%2B15125550143&From=%2B15125550100&Body=Organization+one"), "{}", asked[0]);
    running.end().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn r3_a_text_message_that_may_have_arrived_is_never_sent_again_by_itself() {
    for (status, body, state, words) in [
        (
            "400 Bad Request",
            r#"{"code":21211,"message":"Not a valid number"}"#,
            "failed",
            "Not a valid number",
        ),
        ("401 Unauthorized", r#"{"code":20003,"message":"Authenticate"}"#, "waiting", "Authenticate"),
        ("302 Found", "", "waiting", "302"),
        ("500 Oops", "", "unclear", "500"),
        ("", "", "unclear", ""),
    ] {
        let gateway = Gateway::start(status, body).await;
        let running = texting(&gateway).await;
        let id = running.put_sms().await;
        let reason = running.until(id, state).await;
        assert!(reason.contains(words), "{status}: {reason}");
        assert_eq!(gateway.asked().len(), 1, "{status}");
        if state == "unclear" {
            running.stage.advance(Span::minutes(30));
            tokio::time::sleep(Duration::from_millis(200)).await;
            assert_eq!(gateway.asked().len(), 1, "{status}");
        }
        running.end().await;
    }
}

async fn texting(gateway: &Gateway) -> Running {
    let url = format!("twilio://AC1:t0@127.0.0.1:{}?from=+15125550100&network=private", gateway.port());
    Running::with(|| post(None, Some(SmsGateway::Twilio(Twilio::parse(&url).unwrap())))).await
}
