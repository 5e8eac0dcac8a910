//! How long to wait before a letter is tried again, and when to give up.

use kernel::{Span, Timestamp};

/// After a letter has been tried for this long, nobody waits for it any more.
const GIVE_UP_AFTER: Span = Span::days(3);

/// The longest rest after nobody answered at all: that is not the letter's fault, and may be over any minute.
const LONGEST_REST: Span = Span::minutes(5);

/// However long the other side asks for: a mistake of theirs is not to keep letters back for days.
pub const LONGEST_ASKED: Span = Span::hours(1);

/// What kind of failure an attempt was.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Failure {
    /// This letter was refused for now.
    Letter,
    /// The server or the gateway could not be reached, or serves nobody.
    Way,
    /// It serves nobody before so much time has passed.
    Busy(Span),
}

/// When the next attempt is made; `None` to give up.
pub fn next(failure: Failure, attempts: i64, created: Timestamp, now: Timestamp) -> Option<Timestamp> {
    let wait = match failure {
        Failure::Letter => wait(attempts),
        Failure::Way => wait(attempts).min(LONGEST_REST),
        Failure::Busy(asked) => wait(attempts).min(LONGEST_REST).max(asked.min(LONGEST_ASKED)),
    };
    (now - created < GIVE_UP_AFTER).then(|| now + wait)
}

/// Half a minute at first, then longer each time, up to eight hours.
fn wait(attempts: i64) -> Span {
    match attempts {
        ..=1 => Span::seconds(30),
        2 => Span::minutes(2),
        3 => Span::minutes(10),
        4 => Span::minutes(30),
        5 => Span::hours(1),
        6 => Span::hours(2),
        7 => Span::hours(4),
        _ => Span::hours(8),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_grow_a_dead_server_is_asked_every_five_minutes_and_three_days_are_the_end() {
        let created = Timestamp::from_micros(0);
        let seconds = |failure, attempts, after: Span| {
            let now = created + after;
            next(failure, attempts, created, now).map(|at| (at - now).as_seconds())
        };
        for (attempts, letter, way) in [
            (1, 30, 30),
            (2, 120, 120),
            (3, 600, 300),
            (4, 1_800, 300),
            (5, 3_600, 300),
            (6, 7_200, 300),
            (7, 14_400, 300),
            (8, 28_800, 300),
            (500, 28_800, 300),
        ] {
            assert_eq!(seconds(Failure::Letter, attempts, Span::hours(1)), Some(letter), "{attempts}");
            assert_eq!(seconds(Failure::Way, attempts, Span::hours(1)), Some(way), "{attempts}");
        }
        for (asked, waited) in [(0, 30), (90, 90), (3_600, 3_600), (86_400, 3_600)] {
            let busy = Failure::Busy(Span::seconds(asked));
            assert_eq!(seconds(busy, 1, Span::hours(1)), Some(waited), "asked for {asked}");
        }
        let last = Span::micros(GIVE_UP_AFTER.as_micros() - 1);
        assert!(seconds(Failure::Letter, 9, last).is_some());
        assert_eq!(seconds(Failure::Letter, 9, GIVE_UP_AFTER), None);
        assert_eq!(seconds(Failure::Way, 900, GIVE_UP_AFTER), None);
    }
}
