//! Open pages hear of what changes within their reach, and of nothing else; and they end with their session.

use std::time::Duration;

use crate::door::{By, House};
use axum::body::{Body, BodyDataStream};
use domain::access::Actor;
use domain::records::messages;
use testkit::{Visit, a_message, both_engines};

/// An open stream of hints.
pub struct Listening(BodyDataStream, String);

impl Listening {
    pub async fn to(house: &House, visit: &Visit) -> Self {
        Self::at(house, visit, "/live").await
    }

    async fn at(house: &House, visit: &Visit, path: &str) -> Self {
        let request = House::request("GET", "one.test", path, By::Visit(visit)).body(Body::empty()).unwrap();
        let response = house.start(request).await;
        assert_eq!(response.status(), 200);
        Self(response.into_body().into_data_stream(), String::new())
    }

    /// Whether `text` comes within `wait`; `None` when the stream has ended.
    pub async fn hears(&mut self, text: &str, wait: Duration) -> Option<bool> {
        let listening = async {
            while !self.1.contains(text) {
                let next = std::future::poll_fn(|cx| {
                    futures_util::Stream::poll_next(std::pin::Pin::new(&mut self.0), cx)
                })
                .await;
                match next {
                    Some(Ok(bytes)) => self.1.push_str(&String::from_utf8_lossy(&bytes)),
                    _ => return None,
                }
            }
            Some(true)
        };
        tokio::time::timeout(wait, listening).await.unwrap_or(Some(false))
    }
}

pub const SOON: Duration = Duration::from_secs(10);
const NOT_AT_ALL: Duration = Duration::from_millis(1500);

both_engines! {
    async fn a_stream_that_nobody_may_follow_ends_for_good(stage: Stage) {
        let house = House::open(stage).await;
        let ask = || House::request("GET", "one.test", "/live", By::Nobody);
        let stream = ask().header("accept", "text/event-stream").body(Body::empty()).unwrap();
        assert_eq!(house.send(stream).await.status, 204, "a page in its place would be asked for again and again");
        assert_eq!(house.send(ask().body(Body::empty()).unwrap()).await.status, 303);
    }

    async fn s0_04_a_message_reaches_the_open_pages_of_those_it_is_for(stage: Stage) {
        let house = House::open(stage).await;
        let following = tokio::spawn(domain::live::follow(house.stage.house.clone()));
        let north = &house.two.one.north;
        let mut admin = Listening::to(&house, &house.sign_in(&north.admin).await).await;
        let mut user = Listening::to(&house, &house.sign_in(&north.user).await).await;
        let mut lost = Listening::to(&house, &house.sign_in(&north.lost).await).await;
        let mut neighbour = Listening::to(&house, &house.sign_in(&house.two.one.south.admin).await).await;
        // Signing in is an event, too: only what comes after this may count.
        tokio::time::sleep(Duration::from_millis(700)).await;
        let actor: Actor = house.stage.actor(&house.two.one.operator).await;
        let message = a_message(north.account, Some(north.ann));
        messages::write(&house.stage.house, &actor.may().unwrap(), message).await.unwrap();
        assert_eq!(admin.hears("event: messages", SOON).await, Some(true));
        assert_eq!(user.hears("event: messages", SOON).await, Some(true));
        assert_eq!(lost.hears("event: messages", NOT_AT_ALL).await, Some(false));
        assert_eq!(neighbour.hears("event: messages", NOT_AT_ALL).await, Some(false));
        following.abort();
    }

    async fn a_page_about_one_account_is_told_of_nothing_else(stage: Stage) {
        let house = House::open(stage).await;
        let following = tokio::spawn(domain::live::follow(house.stage.house.clone()));
        let (north, south) = (&house.two.one.north, &house.two.one.south);
        let operator = house.sign_in(&house.two.one.operator).await;
        let path = |account: String| format!("/console/live?account={account}");
        let mut board = Listening::at(&house, &operator, &path(north.account.to_string())).await;
        let mut others = Listening::at(&house, &operator, &path(south.account.to_string())).await;
        let wrong = house.get(&path("nobody".to_owned()), By::Visit(&operator)).await;
        assert_eq!(wrong.status, 404);
        tokio::time::sleep(Duration::from_millis(700)).await;
        let actor: Actor = house.stage.actor(&house.two.one.operator).await;
        let message = a_message(north.account, Some(north.ann));
        messages::write(&house.stage.house, &actor.may().unwrap(), message).await.unwrap();
        assert_eq!(board.hears("event: messages", SOON).await, Some(true));
        assert_eq!(others.hears("event: messages", NOT_AT_ALL).await, Some(false));
        following.abort();
    }

    async fn e_04_locking_ends_the_open_streams_of_the_account(stage: Stage) {
        let house = House::open(stage).await;
        let following = tokio::spawn(domain::live::follow(house.stage.house.clone()));
        let north = &house.two.one.north;
        let mut admin = Listening::to(&house, &house.sign_in(&north.admin).await).await;
        let mut neighbour = Listening::to(&house, &house.sign_in(&house.two.one.south.admin).await).await;
        let system = house.stage.system(house.two.one.org);
        domain::accounts::lock(&house.stage.house, &system.may().unwrap(), north.account).await.unwrap();
        assert_eq!(admin.hears("this never comes", SOON).await, None, "the stream has ended");
        assert_eq!(neighbour.hears("this never comes", NOT_AT_ALL).await, Some(false), "this one goes on");
        following.abort();
    }
}
