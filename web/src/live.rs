//! Tells an open page that something changed; the page then asks for itself, within its own reach.

use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;

use axum::response::IntoResponse;
use axum::response::sse::{Event, KeepAlive, Sse};
use domain::House;
use domain::access::{
    AccountsView, Actor, AnnouncementsView, CallsView, Granted, HistoryView, MessagesView, OnCallView,
    OutboxView, Permission, Request as RequestInfo, ResourcesView, StatusView, TasksView,
};
use domain::live::Happened;
use domain::sign_in;
use futures_util::stream;
use kernel::{AccountId, Purpose};
use tokio::sync::broadcast::error::RecvError;
use tokio::sync::{broadcast, watch};

use crate::cookies::{LOGIN_AS, SECURE_LINK, SESSION};
use crate::{Answer, Jar, Pairs, Visitor};

/// How soon a stream notices that its session was ended, or that its person may see less.
const RECHECK: Duration = Duration::from_secs(4);
/// Where nobody's rights have changed it looks every so many times, for what ends by the clock.
const LOOK_EVERY: u32 = 15;

/// Thousands of them listen at once: what they need of the visitor and no more.
struct Listener {
    house: House,
    request: RequestInfo,
    token: (Purpose, String),
    /// The person as of the last look.
    actor: Actor,
    /// What had happened to anybody's rights before that.
    rights: u64,
    /// Only what happens in this account, if the page is about one.
    account: Option<AccountId>,
    happened: broadcast::Receiver<Arc<Happened>>,
    stopping: watch::Receiver<bool>,
    recheck: tokio::time::Interval,
    /// How often it was time to look again.
    rechecks: u32,
    /// Lists that are to be looked at anew because their events were missed.
    missed: Vec<&'static str>,
}

/// Every list that an open page may show.
const LISTS: [&str; 11] = [
    "calls",
    "messages",
    "statuses",
    "schedules",
    "accounts",
    "users",
    "contacts",
    "outbox",
    "tasks",
    "resources",
    "announcements",
];

/// `GET /live`: an event named after the list that changed, for what is within the visitor's reach; with `?account=`
/// only of that account.
pub async fn stream(visitor: Visitor, pairs: Pairs, headers: axum::http::HeaderMap) -> Answer {
    let account = pairs.get("account").map(str::parse).transpose().map_err(|_| kernel::Error::NotFound)?;
    let jar = Jar { https: visitor.site.settings.https };
    let (purpose, name) = if visitor.who.login_as.is_some() {
        (Purpose::LoginAs, LOGIN_AS)
    } else if visitor.who.is_by_link() {
        (Purpose::SecureLink, SECURE_LINK)
    } else {
        (Purpose::Session, SESSION)
    };
    let token = jar.get(&headers, name).unwrap_or_default();
    let listener = Listener {
        house: visitor.house().clone(),
        request: visitor.guest.request.clone(),
        token: (purpose, token),
        actor: visitor.who.actor.clone(),
        // What changed since the visitor was let in is found by the first look.
        rights: visitor.house().live.rights(),
        account,
        happened: visitor.house().live.listen(),
        stopping: visitor.site.stopping.clone(),
        recheck: later(),
        rechecks: 0,
        missed: Vec::new(),
    };
    let events = stream::unfold(listener, |mut listener| async move {
        let event = listener.next().await?;
        Some((Ok::<_, Infallible>(event), listener))
    });
    Ok(Sse::new(events).keep_alive(KeepAlive::new().interval(Duration::from_secs(15))).into_response())
}

/// The first time, too, comes after a while: thousands of pages that are opened at once are not looked up twice at once.
fn later() -> tokio::time::Interval {
    let mut recheck = tokio::time::interval(RECHECK);
    recheck.reset();
    recheck
}

impl Listener {
    async fn next(&mut self) -> Option<Event> {
        loop {
            if let Some(list) = self.missed.pop() {
                return Some(Event::default().event(list).data(""));
            }
            let happened = tokio::select! {
                happened = self.happened.recv() => Some(happened),
                _ = self.recheck.tick() => None,
                _ = self.stopping.wait_for(|stopping| *stopping) => return None,
            };
            let Some(happened) = happened else {
                let by_the_clock =
                    self.rechecks.is_multiple_of(LOOK_EVERY) || self.actor.has_emergency_access();
                self.rechecks = self.rechecks.wrapping_add(1);
                if by_the_clock || self.house.live.rights() != self.rights {
                    self.look_again().await?;
                }
                continue;
            };
            match happened {
                // Thousands of pages may be open: those that it is nothing to look nothing up, nor does anybody as long as
                // nobody's rights have changed. Who was given more a moment ago has them here at the next recheck; who has
                // lost some is told nothing.
                Ok(happened) if self.may_hear_of(&happened) => {
                    if happened.rights != self.rights {
                        self.look_again().await?;
                    }
                    if self.may_hear_of(&happened) {
                        return Some(
                            Event::default().event(happened.action.topic()).data(happened.seq.to_string()),
                        );
                    }
                }
                Ok(_) => {}
                // Too far behind: the page looks at everything anew.
                Err(RecvError::Lagged(_)) => self.missed = LISTS.to_vec(),
                Err(RecvError::Closed) => return None,
            }
        }
    }

    /// The person as of now; none when the session has ended or has a step to do first, which ends the stream. What it
    /// takes to look is set aside for the look only.
    async fn look_again(&mut self) -> Option<()> {
        self.rights = self.house.live.rights();
        let mut read = self.house.read().await.ok()?;
        let (purpose, token) = &self.token;
        let look = sign_in::peek(&self.house, &mut read, *purpose, token, self.request.clone());
        let who = Box::pin(look).await.ok()?;
        self.actor = who.actor;
        who.step.is_none().then_some(())
    }

    fn may_hear_of(&self, happened: &Happened) -> bool {
        let asked_for = self.account.is_none_or(|account| happened.account == Some(account));
        // What goes on in a Secure account is nothing to operators without the clearance.
        asked_for
            && happened.org == self.actor.org()
            && self.covers(happened)
            && self.actor.hears_of(happened)
    }

    fn covers(&self, happened: &Happened) -> bool {
        fn within<P: Permission>(actor: &Actor, happened: &Happened) -> bool {
            let covers =
                |granted: Granted<P>| granted.covers(happened.account, happened.contact, happened.creator);
            actor.may::<P>().is_ok_and(covers)
        }
        match happened.action.topic() {
            "calls" => within::<CallsView>(&self.actor, happened),
            "messages" => within::<MessagesView>(&self.actor, happened),
            "accounts" | "users" | "contacts" => within::<AccountsView>(&self.actor, happened),
            "statuses" => within::<StatusView>(&self.actor, happened),
            "schedules" => within::<OnCallView>(&self.actor, happened),
            "resources" => within::<ResourcesView>(&self.actor, happened),
            "tasks" => within::<TasksView>(&self.actor, happened),
            "announcements" => within::<AnnouncementsView>(&self.actor, happened),
            "outbox" => within::<OutboxView>(&self.actor, happened),
            _ => within::<HistoryView>(&self.actor, happened),
        }
    }
}
