//! R3: the process dies at each point of a letter's way. Nothing is lost; twice comes at most what the other side had
//! taken before it could be written down, under the same name, and the log shows it.

use std::time::Duration;

use domain::notices::{self, ATTEMPT_LASTS, Channel};
use kernel::Span;

use crate::peer::Peer;
use crate::running::{Running, eventually, mail};

const BASE: &str = "https://portal.test";

fn names(server: &Peer) -> Vec<String> {
    server.mails().iter().map(|mail| mail["message_id"].as_str().unwrap().to_owned()).collect()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn r3_before_the_letter_is_taken_from_the_outbox() {
    let Some(server) = Peer::mail(&[]) else { return };
    let mut running = Running::idle(|| mail(&server.url())).await;
    running.start();
    running.kill().await;
    let id = running.put().await;
    running.start();
    running.until(id, "sent").await;
    assert_eq!(server.mails().len(), 1);
    assert_eq!(running.attempts(id).await, ["accepted"]);
    running.end().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn r3_after_it_is_taken_and_before_it_leaves() {
    let Some(server) = Peer::mail(&[]) else { return };
    let mut running = Running::idle(|| mail(&server.url())).await;
    let id = running.put().await;
    let taken = notices::take(&running.stage.house, Channel::Email, BASE).await.unwrap().unwrap();
    assert_eq!(taken.id, id);
    drop(taken);
    running.later(ATTEMPT_LASTS).await;
    running.until(id, "sent").await;
    assert_eq!(server.mails().len(), 1);
    assert_eq!(running.attempts(id).await, ["", "accepted"]);
    running.end().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn r3_after_the_server_has_it_and_before_it_has_said_so() {
    let Some(server) = Peer::mail(&["slow 2000"]) else { return };
    let mut running = Running::idle(|| mail(&server.url())).await;
    let id = running.put().await;
    running.start();
    eventually("the server has it", || server.mails().len() == 1).await;
    running.kill().await;
    assert_eq!(running.state(id).await.0, "sending");
    running.later(ATTEMPT_LASTS).await;
    running.until(id, "sent").await;
    let names = names(&server);
    assert_eq!(names.len(), 2, "once more, and not more often");
    assert_eq!(names[0], names[1]);
    assert_eq!(running.attempts(id).await, ["", "accepted"], "the log shows both");
    running.end().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn r3_after_the_server_has_said_so_and_before_it_is_written_down() {
    let Some(server) = Peer::mail(&["slow 400"]) else { return };
    let mut running = Running::idle(|| mail(&server.url())).await;
    let id = running.put().await;
    running.start();
    eventually("the server has it", || server.mails().len() == 1).await;
    // Nobody can write now: the worker hears the answer and waits for its turn.
    let writer = running.stage.database.write().await.unwrap();
    tokio::time::sleep(Duration::from_secs(1)).await;
    running.kill().await;
    drop(writer);
    assert_eq!(running.state(id).await.0, "sending");
    running.later(ATTEMPT_LASTS).await;
    running.until(id, "sent").await;
    let names = names(&server);
    assert_eq!(names.len(), 2);
    assert_eq!(names[0], names[1]);
    assert_eq!(running.attempts(id).await, ["", "accepted"]);
    running.end().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn r3_while_it_waits_to_be_tried_again() {
    let Some(server) = Peer::mail(&["rcpt 451 4.7.1 later"]) else { return };
    let mut running = Running::idle(|| mail(&server.url())).await;
    let id = running.put().await;
    running.start();
    running.until(id, "waiting").await;
    running.kill().await;
    running.later(Span::seconds(30)).await;
    running.until(id, "sent").await;
    assert_eq!(server.mails().len(), 1);
    assert_eq!(running.attempts(id).await, ["later", "accepted"]);
    running.end().await;
}
