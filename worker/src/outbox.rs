//! Sends what waits in the outbox: as soon as it is put there, and again after each wait.

use std::panic::AssertUnwindSafe;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use domain::House;
use domain::notices::{self, Channel, LONGEST_ASKED, Outcome, Outgoing};
use futures_util::FutureExt;
use kernel::{Span, Timestamp};
use tokio::sync::watch;
use tokio::time::sleep;

use crate::post::{Carrier, Post};

/// Letters to different recipients that are on their way at once.
const HANDS: usize = 4;
/// How long to wait when nothing is known to come: another process's clock may be ahead, or a message lost.
const LONGEST_SLEEP: Duration = Duration::from_secs(5);
/// How often letters are looked for that are too late, or whose attempt broke off.
const TOO_LATE_EVERY: Duration = Duration::from_secs(20);
/// The first rest after the server or the gateway could not be reached; it doubles with each further one.
const FIRST_REST: Span = Span::seconds(5);
const LONGEST_REST: Span = Span::minutes(1);

/// Works until `stopping` says so, and then until what is on its way has arrived.
pub async fn run(house: &House, post: &Post, stopping: watch::Receiver<bool>) {
    let (sender, woken) = watch::channel(());
    let work = async {
        tokio::join!(
            channel(house, post, Channel::Email, woken.clone(), stopping.clone()),
            channel(house, post, Channel::Sms, woken.clone(), stopping.clone()),
            look_after(house, stopping.clone()),
        );
    };
    tokio::select! {
        () = work => {}
        () = pass_on(house, sender) => {}
    }
}

/// Wakes both channels after each commit, by whichever process. Many commits at once are one.
async fn pass_on(house: &House, sender: watch::Sender<()>) {
    let mut changes = notices::changes(house);
    while changes.next().await {
        sender.send_replace(());
    }
    // Without anybody who tells of commits there is still the clock.
    std::future::pending::<()>().await;
}

/// Each hand takes what is due next, whatever the others are waiting for: a slow answer to one letter keeps no other
/// waiting.
async fn channel(
    house: &House,
    post: &Post,
    channel: Channel,
    woken: watch::Receiver<()>,
    stopping: watch::Receiver<bool>,
) {
    if post.carrier(channel).is_none() {
        // What was put there waits for a way; the page of the outbox says which setting is missing.
        return;
    }
    let rest = Mutex::default();
    let hands = (0..HANDS).map(|_| hand(house, post, channel, &rest, woken.clone(), stopping.clone()));
    futures_util::future::join_all(hands).await;
}

async fn hand(
    house: &House,
    post: &Post,
    channel: Channel,
    rest: &Mutex<Rest>,
    mut woken: watch::Receiver<()>,
    mut stopping: watch::Receiver<bool>,
) {
    while !*stopping.borrow() {
        woken.mark_unchanged();
        let wait = match notices::next_due(house, channel).await {
            Ok(due) => of(rest).until(due, house.now()),
            Err(error) => {
                tracing::warn!(%error, "the outbox cannot be read");
                Some(LONGEST_SLEEP)
            }
        };
        match wait {
            None => {
                let round = carry(house, post, channel, &stopping).await;
                of(rest).after(round, house.now());
            }
            Some(wait) => {
                let resting = of(rest).is_on(house.now());
                tokio::select! {
                    () = sleep(wait) => {}
                    _ = woken.changed(), if !resting => {}
                    _ = stopping.changed() => {}
                }
            }
        }
    }
}

/// A hand that failed in the middle of it has left nothing half done.
fn of(rest: &Mutex<Rest>) -> MutexGuard<'_, Rest> {
    rest.lock().unwrap_or_else(PoisonError::into_inner)
}

/// A pause of the whole channel, because nobody is there who would take anything.
#[derive(Default)]
struct Rest {
    until: Option<Timestamp>,
    last: Option<Span>,
}

impl Rest {
    /// How long to wait until something is due; `None` if it is now.
    fn until(&self, due: Option<Timestamp>, now: Timestamp) -> Option<Duration> {
        let Some(due) = due else { return Some(LONGEST_SLEEP) };
        let due = self.until.map_or(due, |until| due.max(until));
        let micros = u64::try_from((due - now).as_micros()).unwrap_or(0);
        (micros > 0).then(|| Duration::from_micros(micros).min(LONGEST_SLEEP))
    }

    fn is_on(&self, now: Timestamp) -> bool {
        self.until.is_some_and(|until| now < until)
    }

    /// Whoever took something is there; whoever took nothing is asked again later and later. Hands that fail at the
    /// same moment are one failure.
    fn after(&mut self, round: Round, now: Timestamp) {
        let on = self.is_on(now);
        if round.delivered {
            *self = Self::default();
        }
        if round.in_vain && (round.delivered || !on) {
            let span =
                self.last.map_or(FIRST_REST, |last| Span::micros(last.as_micros() * 2).min(LONGEST_REST));
            let asked = round.asked.map_or(span, |asked| asked.max(span));
            *self = Self { until: Some(now + asked), last: Some(span) };
        }
    }
}

/// How it went until nothing was due, or nobody there.
#[derive(Clone, Copy, Default)]
struct Round {
    /// Somebody took a letter, or refused it.
    delivered: bool,
    /// Nobody was there for some letter, or the outbox could not be used.
    in_vain: bool,
    /// For so long nobody will be there.
    asked: Option<Span>,
}

/// Takes letters until none is due, or nobody answers.
async fn carry(house: &House, post: &Post, channel: Channel, stopping: &watch::Receiver<bool>) -> Round {
    let mut round = Round::default();
    let Some(mut carrier) = post.carrier(channel) else { return round };
    while !*stopping.borrow() && !round.in_vain {
        let next = match notices::take(house, channel, &post.base_url).await {
            Ok(Some(outgoing)) => {
                let outcome = send(&mut carrier, &outgoing).await;
                round.in_vain = matches!(outcome, Outcome::Unreachable(_) | Outcome::Busy(..));
                if let Outcome::Busy(_, asked) = &outcome {
                    round.asked = Some((*asked).min(LONGEST_ASKED));
                }
                round.delivered |= !round.in_vain;
                notices::settle(house, &outgoing, outcome).await.map(|_| ())
            }
            Ok(None) => break,
            Err(error) => Err(error),
        };
        if let Err(error) = next {
            tracing::warn!(%error, "the outbox cannot be used");
            round.in_vain = true;
        }
    }
    carrier.end().await;
    round
}

/// A mistake of ours in one letter is the end of that letter, and not of all others.
async fn send(carrier: &mut Carrier<'_>, outgoing: &Outgoing) -> Outcome {
    let sent = AssertUnwindSafe(carrier.send(outgoing)).catch_unwind().await;
    sent.unwrap_or_else(|_| {
        tracing::error!(letter = %outgoing.id, "a letter could not be sent: a mistake of ours");
        Outcome::Refused("Portico could not send it; its log says why.".to_owned())
    })
}

/// Letters that nobody takes any more: those that are too late, and text messages whose attempt broke off.
async fn look_after(house: &House, mut stopping: watch::Receiver<bool>) {
    while !*stopping.borrow() {
        if let Err(error) = notices::drop_ended(house).await {
            tracing::warn!(%error, "letters that are too late cannot be dropped");
        }
        if let Err(error) = notices::settle_broken_off(house).await {
            tracing::warn!(%error, "text messages that broke off cannot be settled");
        }
        tokio::select! {
            () = sleep(TOO_LATE_EVERY) => {}
            _ = stopping.changed() => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn r4_a_dead_server_is_asked_again_later_and_later_and_at_once_when_it_is_back() {
        let mut rest = Rest::default();
        let vain = Round { in_vain: true, ..Round::default() };
        let mut now = Timestamp::from_micros(0);
        for seconds in [5, 10, 20, 40, 60, 60] {
            rest.after(vain, now);
            assert!(rest.is_on(now));
            let until = now + Span::seconds(seconds);
            assert!(rest.is_on(until - Span::micros(1)) && !rest.is_on(until), "{seconds}");
            now = until;
        }
        assert_eq!(rest.until(Some(now), now), None, "something is due");
        rest.after(Round { in_vain: true, delivered: true, asked: None }, now);
        assert!(!rest.is_on(now + FIRST_REST), "somebody was there: the rests begin anew");
        rest.after(vain, now);
        rest.after(vain, now);
        assert!(!rest.is_on(now + FIRST_REST), "two hands that fail at once are one failure");
        rest.after(Round { delivered: true, ..Round::default() }, now);
        assert!(!rest.is_on(now));
        assert_eq!(rest.until(None, now), Some(LONGEST_SLEEP));
        rest.after(Round { asked: Some(Span::seconds(90)), ..vain }, now);
        assert!(
            rest.is_on(now + Span::seconds(89)) && !rest.is_on(now + Span::seconds(90)),
            "as it was asked for"
        );
    }
}
