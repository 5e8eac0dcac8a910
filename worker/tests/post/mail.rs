//! A mail server that says what it is told to say.

use db::params;
use kernel::Span;

use crate::running::Running;
use crate::servers::{MailServer, Manners};

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
