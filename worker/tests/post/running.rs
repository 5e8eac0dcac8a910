//! A house with a worker that sends its letters.

use std::time::Duration;

use db::params;
use domain::notices;
use domain::people::users::{self, Entry, NewMember};
use kernel::{Email, Name, OutgoingId, Span, Timestamp, UserId};
use serde_json::Value;
use testkit::{Engine, Stage, TwoOfEverything};
use tokio::sync::watch;
use tokio::task::JoinHandle;
use worker::{Post, Sender, SmsGateway};

use crate::peer::Peer;

pub struct Running {
    pub stage: Stage,
    pub all: TwoOfEverything,
    post: Post,
    work: Option<(watch::Sender<bool>, JoinHandle<()>)>,
}

impl Running {
    pub async fn with(post: impl FnOnce() -> Post) -> Self {
        let mut running = Self::idle(post).await;
        running.start();
        running
    }

    /// The same before the process begins to work.
    pub async fn idle(post: impl FnOnce() -> Post) -> Self {
        worker::ready_tls();
        let stage = Stage::open(Engine::Sqlite).await.unwrap();
        let all = TwoOfEverything::on(&stage).await;
        Self { stage, all, post: post(), work: None }
    }

    pub async fn mailing(url: String) -> Self {
        Self::with(|| mail(&url)).await
    }

    pub fn start(&mut self) {
        let (stop, stopping) = watch::channel(false);
        let work = tokio::spawn(worker::run(self.stage.house.clone(), self.post.clone(), stopping));
        self.work = Some((stop, work));
    }

    /// The process ends as it should: what is on its way arrives first.
    pub async fn stop(&mut self) {
        let (stop, work) = self.work.take().expect("it works");
        stop.send(true).unwrap();
        tokio::time::timeout(Duration::from_secs(10), work).await.expect("it stops when asked").unwrap();
    }

    /// The process is gone, from one moment to the next.
    pub async fn kill(&mut self) {
        let (_, work) = self.work.take().expect("it works");
        work.abort();
        assert!(work.await.unwrap_err().is_cancelled());
    }

    /// Moves the clock, which a process notices at once that begins anew.
    pub async fn later(&mut self, span: Span) {
        if self.work.is_some() {
            self.stop().await;
        }
        self.stage.advance(span);
        self.start();
    }

    /// A portal user is invited by mail.
    pub async fn invite(&self, address: &str) -> UserId {
        // Its letter is the latest.
        self.stage.advance(Span::seconds(1));
        let operator = self.stage.actor(&self.all.one.operator).await;
        let new = NewMember {
            name: Name::parse("Ida Invited").unwrap(),
            email: Email::parse(address).unwrap(),
            title: String::new(),
            roles: Vec::new(),
            contact: None,
        };
        let (granted, account) = (operator.may().unwrap(), self.all.one.north.account);
        users::add_by(&self.stage.house, &granted, account, new, Entry::Invitation(None)).await.unwrap().user
    }

    /// The letter that was put into the outbox last.
    pub async fn latest(&self) -> OutgoingId {
        let mut tx = self.stage.database.read().await.unwrap();
        let sql = "SELECT id FROM outbox ORDER BY created_at DESC, id DESC LIMIT 1";
        tx.row(sql, &[], |row| row.get(0)).await.unwrap().expect("a letter")
    }

    /// How its attempts ended, in their order; empty for one whose end nobody heard.
    pub async fn attempts(&self, id: OutgoingId) -> Vec<String> {
        let mut tx = self.stage.database.read().await.unwrap();
        let sql = "SELECT outcome FROM outbox_attempts WHERE outgoing_id = ?1 ORDER BY number";
        tx.rows(sql, params![id], |row| row.get(0)).await.unwrap()
    }

    /// How long the letter waits from now.
    pub async fn wait_of(&self, id: OutgoingId) -> Span {
        let next = self.stage.number("SELECT next_at FROM outbox WHERE id = ?1", params![id]).await;
        Timestamp::from_micros(next) - self.stage.house.now()
    }

    pub async fn put(&self) -> OutgoingId {
        let admin = self.stage.actor(&self.all.one.administrator).await;
        notices::send_test(&self.stage.house, &admin.may().unwrap(), None).await.unwrap()
    }

    /// The same as a text message.
    pub async fn put_sms(&self) -> OutgoingId {
        let admin = self.stage.actor(&self.all.one.administrator).await;
        // Nobody sees it before it is a text message: mail has no way here.
        let id = notices::send_test(&self.stage.house, &admin.may().unwrap(), None).await.unwrap();
        let sms = "UPDATE outbox SET channel = 'sms', recipient = '+15125550143', lane = '+15125550143' WHERE id = ?1";
        self.stage.tamper(sms, params![id]).await;
        id
    }

    pub async fn state(&self, id: OutgoingId) -> (String, String) {
        let text = |column: &str| format!("SELECT {column} FROM outbox WHERE id = ?1");
        (
            self.stage.text(&text("state"), params![id]).await,
            self.stage.text(&text("reason"), params![id]).await,
        )
    }

    /// Waits until the letter is in this state, and answers why.
    pub async fn until(&self, id: OutgoingId, state: &str) -> String {
        for _ in 0..400 {
            let (now, reason) = self.state(id).await;
            if now == state {
                return reason;
            }
            tokio::time::sleep(Duration::from_millis(25)).await;
        }
        panic!("{id} is never {state}: {:?}", self.state(id).await);
    }

    pub async fn end(mut self) {
        self.stop().await;
    }
}

/// Waits until it is so.
pub async fn eventually(what: &str, is_so: impl Fn() -> bool) {
    for _ in 0..400 {
        if is_so() {
            return;
        }
        tokio::time::sleep(Duration::from_millis(25)).await;
    }
    panic!("it never comes to this: {what}");
}

/// What the receiver has heard, once there are so many and the house knows how each ended (`under_way` counts those of
/// which it does not): when the next one is due follows from that instant, so that the clock may be moved only then.
pub async fn heard(stage: &Stage, peer: &Peer, count: usize, under_way: &str) -> Vec<Value> {
    for _ in 0..400 {
        let heard = peer.heard("delivery");
        if heard.len() >= count && stage.number(under_way, &[]).await == 0 {
            return heard;
        }
        tokio::time::sleep(Duration::from_millis(25)).await;
    }
    panic!("{count} are never heard: {:?}", peer.heard("delivery"));
}

pub fn mail(url: &str) -> Post {
    let sender = Sender::parse("portal@portal.test").unwrap();
    let server = worker::MailServer::parse(url, &sender).unwrap();
    post(Some((server, sender)), None)
}

pub fn post(mail: Option<(worker::MailServer, Sender)>, sms: Option<SmsGateway>) -> Post {
    Post {
        base_url: "https://portal.test".to_owned(),
        mail,
        sms,
        mailbox: None,
        private_webhooks: false,
        private_recordings: false,
    }
}
