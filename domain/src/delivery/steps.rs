//! How a message goes on: given whom it was sent to and when, what comes next. A pure function.

use kernel::{ContactId, Span, Timestamp};

use super::means::Means;

/// How long each step lasts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pace {
    /// In their order.
    pub channels: Vec<Means>,
    /// Between one channel and the next.
    pub between: Span,
    /// After the last channel, for an answer.
    pub wait: Span,
    /// How often the same person is asked again.
    pub reminders: i64,
}

/// Somebody was asked, or would have been if there had been a way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tried {
    pub who: ContactId,
    pub channel: Means,
    /// Nought, and one more for each reminder.
    pub round: i64,
    pub at: Timestamp,
    /// It is known not to arrive: nobody waits for an answer to it.
    pub lost: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Next {
    Send {
        who: ContactId,
        channel: Means,
        round: i64,
    },
    Wait(Timestamp),
    /// Everybody was asked, and nobody has answered.
    Nobody,
}

/// What comes next at `now`. `people` are those to ask, in order, as of now; whoever was asked is not asked anew.
pub fn next(pace: &Pace, people: &[ContactId], tried: &[Tried], now: Timestamp) -> Next {
    let Some(last) = tried.last() else { return next_person(pace, people, tried) };
    if let Some(channel) = pace.channels.iter().skip_while(|one| **one != last.channel).nth(1) {
        let due = if last.lost { last.at } else { last.at + pace.between };
        return no_earlier(due, now, Next::Send { who: last.who, channel: *channel, round: last.round });
    }
    let of_round = |one: &&Tried| one.who == last.who && one.round == last.round && !one.lost;
    let Some(arrived) = tried.iter().rev().find(of_round) else {
        return next_person(pace, people, tried);
    };
    let due = arrived.at + pace.wait;
    let then = match pace.channels.first() {
        Some(channel) if last.round < pace.reminders => {
            Next::Send { who: last.who, channel: *channel, round: last.round + 1 }
        }
        _ => next_person(pace, people, tried),
    };
    no_earlier(due, now, then)
}

fn no_earlier(due: Timestamp, now: Timestamp, then: Next) -> Next {
    if now < due { Next::Wait(due) } else { then }
}

fn next_person(pace: &Pace, people: &[ContactId], tried: &[Tried]) -> Next {
    let who = people.iter().find(|who| tried.iter().all(|one| one.who != **who));
    match (who, pace.channels.first()) {
        (Some(who), Some(channel)) => Next::Send { who: *who, channel: *channel, round: 0 },
        _ => Next::Nobody,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use Means::{Email, Sms, Webhook};
    use kernel::Dice;

    #[test]
    #[expect(clippy::too_many_lines, reason = "a table")]
    fn what_comes_next_follows_from_the_plan_what_was_tried_and_the_time() {
        let begun = Timestamp::from_micros(1_000_000_000);
        let dice = Dice::seeded(1);
        let [ann, bea, cal] = [(); 3].map(|()| ContactId::new(begun, &dice));
        let pace = Pace {
            channels: vec![Email, Sms],
            between: Span::minutes(2),
            wait: Span::minutes(10),
            reminders: 1,
        };
        let at = |minute: i64| begun + Span::minutes(minute);
        let sent = |who, channel, round, minute| Tried { who, channel, round, at: at(minute), lost: false };
        let lost = |who, channel, round, minute| Tried { lost: true, ..sent(who, channel, round, minute) };
        let then = |who, channel, round| Next::Send { who, channel, round };
        let first = [sent(ann, Email, 0, 0), sent(ann, Sms, 0, 2)];
        let reminded = [first[0], first[1], sent(ann, Email, 1, 12), sent(ann, Sms, 1, 14)];
        let all = [
            &reminded[..],
            &[sent(bea, Email, 0, 24), sent(bea, Sms, 0, 26), sent(bea, Email, 1, 36), sent(bea, Sms, 1, 38)],
        ]
        .concat();
        let both = [ann, bea];
        let one = Pace { channels: vec![Sms], reminders: 0, ..pace.clone() };
        let at_once = Pace { between: Span::minutes(0), ..pace.clone() };
        for (why, pace, people, tried, minute, expected) in [
            (
                "it begins with the first person and channel",
                &pace,
                &both[..],
                &[][..],
                0,
                then(ann, Email, 0),
            ),
            ("nobody is there", &pace, &[][..], &[][..], 0, Next::Nobody),
            ("the next channel has its time", &pace, &both[..], &first[..1], 1, Next::Wait(at(2))),
            ("and comes then", &pace, &both[..], &first[..1], 2, then(ann, Sms, 0)),
            (
                "without minutes between both go at once",
                &at_once,
                &both[..],
                &first[..1],
                0,
                then(ann, Sms, 0),
            ),
            (
                "an answer has its time after the last channel",
                &pace,
                &both[..],
                &first[..],
                11,
                Next::Wait(at(12)),
            ),
            ("then the person is reminded", &pace, &both[..], &first[..], 12, then(ann, Email, 1)),
            ("reminders end", &pace, &both[..], &reminded[..], 23, Next::Wait(at(24))),
            ("and the next person is asked", &pace, &both[..], &reminded[..], 24, then(bea, Email, 0)),
            (
                "somebody else is on call by then",
                &pace,
                &[cal, ann][..],
                &reminded[..],
                24,
                then(cal, Email, 0),
            ),
            ("everybody was asked", &pace, &both[..], &all[..], 48, Next::Nobody),
            ("but the last one has time to answer", &pace, &both[..], &all[..], 47, Next::Wait(at(48))),
            (
                "what cannot arrive is not waited for",
                &pace,
                &both[..],
                &[lost(ann, Email, 0, 0)][..],
                0,
                then(ann, Sms, 0),
            ),
            (
                "nor a person who cannot be reached",
                &pace,
                &both[..],
                &[lost(ann, Email, 0, 0), lost(ann, Sms, 0, 0)][..],
                0,
                then(bea, Email, 0),
            ),
            (
                "one of two channels is enough to wait",
                &pace,
                &both[..],
                &[first[0], lost(ann, Sms, 0, 2)][..],
                9,
                Next::Wait(at(10)),
            ),
            (
                "and to be reminded",
                &pace,
                &both[..],
                &[first[0], lost(ann, Sms, 0, 2)][..],
                10,
                then(ann, Email, 1),
            ),
            (
                "a failed reminder is the last one",
                &pace,
                &both[..],
                &[first[0], first[1], lost(ann, Email, 1, 12), lost(ann, Sms, 1, 12)][..],
                12,
                then(bea, Email, 0),
            ),
            ("a plan with other channels since then", &one, &both[..], &first[..1], 10, then(bea, Sms, 0)),
            (
                "a post that is given up is passed over at once",
                &Pace { channels: vec![Webhook, Sms], ..pace.clone() },
                &both[..],
                &[lost(ann, Webhook, 0, 0)][..],
                0,
                then(ann, Sms, 0),
            ),
            (
                "without channels nobody is asked",
                &Pace { channels: vec![], ..pace.clone() },
                &both[..],
                &[][..],
                0,
                Next::Nobody,
            ),
        ] {
            assert_eq!(next(pace, people, tried, at(minute)), expected, "{why}");
        }
    }
}
