//! Sends what waits in the outbox: as soon as it is put there, and again after each wait.

use std::panic::AssertUnwindSafe;
use std::time::Duration;

use domain::House;
use domain::notices::{self, Channel, Outcome, Outgoing};
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

async fn channel(
    house: &House,
    post: &Post,
    channel: Channel,
    mut woken: watch::Receiver<()>,
    mut stopping: watch::Receiver<bool>,
) {
    if post.carrier(channel).is_none() {
        // What was put there waits for a way; the page of the outbox says which setting is missing.
        return;
    }
    let mut rest = Rest::default();
    while !*stopping.borrow() {
        woken.mark_unchanged();
        let wait = match notices::next_due(house, channel).await {
            Ok(due) => rest.until(due, house.now()),
            Err(error) => {
                tracing::warn!(%error, "the outbox cannot be read");
                Some(LONGEST_SLEEP)
            }
        };
        match wait {
            None => rest.after(round(house, post, channel, &stopping).await, house.now()),
            Some(wait) => {
                tokio::select! {
                    () = sleep(wait) => {}
                    _ = woken.changed(), if !rest.is_on(house.now()) => {}
                    _ = stopping.changed() => {}
                }
            }
        }
    }
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

    /// Whoever took something in this round is there; whoever took nothing is asked again later and later.
    fn after(&mut self, round: Round, now: Timestamp) {
        if round.delivered || !round.in_vain {
            *self = Self::default();
        }
        if round.in_vain {
            let span =
                self.last.map_or(FIRST_REST, |last| Span::micros(last.as_micros() * 2).min(LONGEST_REST));
            *self = Self { until: Some(now + span), last: Some(span) };
        }
    }
}

/// How a round went.
#[derive(Clone, Copy, Default)]
struct Round {
    /// Somebody took a letter, or refused it.
    delivered: bool,
    /// Nobody was there for some letter, or the outbox could not be used.
    in_vain: bool,
}

/// Takes letters until none is due, or nobody answers.
async fn round(house: &House, post: &Post, channel: Channel, stopping: &watch::Receiver<bool>) -> Round {
    let hands = (0..HANDS).map(|_| carry(house, post, channel, stopping));
    let rounds = futures_util::future::join_all(hands).await;
    rounds.into_iter().fold(Round::default(), |all, one| Round {
        delivered: all.delivered || one.delivered,
        in_vain: all.in_vain || one.in_vain,
    })
}

async fn carry(house: &House, post: &Post, channel: Channel, stopping: &watch::Receiver<bool>) -> Round {
    let mut round = Round::default();
    let Some(mut carrier) = post.carrier(channel) else { return round };
    while !*stopping.borrow() && !round.in_vain {
        let next = match notices::take(house, channel, &post.base_url).await {
            Ok(Some(outgoing)) => {
                let outcome = send(&mut carrier, &outgoing).await;
                round.in_vain = matches!(outcome, Outcome::Unreachable(_));
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
        let vain = Round { in_vain: true, delivered: false };
        let mut now = Timestamp::from_micros(0);
        for seconds in [5, 10, 20, 40, 60, 60] {
            rest.after(vain, now);
            assert!(rest.is_on(now));
            let until = now + Span::seconds(seconds);
            assert!(rest.is_on(until - Span::micros(1)) && !rest.is_on(until), "{seconds}");
            now = until;
        }
        assert_eq!(rest.until(Some(now), now), None, "something is due");
        rest.after(Round { in_vain: true, delivered: true }, now);
        assert!(!rest.is_on(now + FIRST_REST), "somebody was there: the rests begin anew");
        rest.after(Round { in_vain: false, delivered: true }, now);
        assert!(!rest.is_on(now));
        assert_eq!(rest.until(None, now), Some(LONGEST_SLEEP));
    }
}
