//! The calls of which more lines may still follow.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use kernel::{Span, Timestamp};

use super::{Call, Leg, merge};

/// The exchange writes the lines of a call when it ends, in between those of other calls. A call is taken as
/// complete when the file has come six hours past its end.
const PATIENCE: Span = Span::hours(6);
/// How often (in the time of the file) complete calls are looked for.
const ROUND: Span = Span::hours(1);

/// Open calls and their legs, with a bound on both.
pub struct Groups {
    /// Boxed, because a map moves its values around as it grows.
    open: HashMap<String, Box<Group>>,
    legs: usize,
    latest: Timestamp,
    looked: Timestamp,
    most: usize,
}

struct Group {
    first: Leg,
    more: Vec<Leg>,
    start: Timestamp,
    end: Timestamp,
}

impl Groups {
    /// Holds at most `most` calls, and twice as many legs.
    pub fn new(most: usize) -> Self {
        let (latest, looked) = (Timestamp::from_micros(i64::MIN), Timestamp::from_micros(i64::MIN));
        Self { open: HashMap::new(), legs: 0, latest, looked, most }
    }

    /// Takes a leg; the calls that are complete now are put behind `done`, in the order of their start.
    pub fn add(&mut self, id: String, leg: Leg, done: &mut impl Extend<Call>) {
        self.latest = self.latest.max(leg.end);
        self.legs += 1;
        match self.open.entry(id) {
            Entry::Occupied(mut group) => group.get_mut().push(leg),
            Entry::Vacant(place) => {
                let (start, end) = (leg.start, leg.end);
                place.insert(Box::new(Group { first: leg, more: Vec::new(), start, end }));
            }
        }
        if self.latest - self.looked >= ROUND {
            self.looked = self.latest;
            let before = self.latest - PATIENCE;
            self.release(|group| group.end < before, done);
        }
        if self.open.len() >= self.most || self.legs >= self.most * 2 {
            self.release_oldest(done);
        }
    }

    /// The file is at its end.
    pub fn finish(&mut self, done: &mut impl Extend<Call>) {
        self.release(|_| true, done);
    }

    /// Makes room: the oldest tenth goes, so that the search for them is paid once for many lines.
    fn release_oldest(&mut self, done: &mut impl Extend<Call>) {
        let mut starts: Vec<Timestamp> = self.open.values().map(|group| group.start).collect();
        let tenth = starts.len() / 10;
        let until = starts.select_nth_unstable(tenth).1;
        let until = *until;
        self.release(|group| group.start <= until, done);
        // Still full: few calls with very many legs, which no telephone system writes.
        if self.legs >= self.most * 2 {
            self.release(|_| true, done);
        }
    }

    fn release(&mut self, which: impl Fn(&Group) -> bool, done: &mut impl Extend<Call>) {
        let mut out: Vec<(String, Box<Group>)> = self.open.extract_if(|_, group| which(group)).collect();
        // The id decides between calls of the same second, so that two runs give the same order.
        out.sort_unstable_by(|(a_id, a), (b_id, b)| a.start.cmp(&b.start).then_with(|| a_id.cmp(b_id)));
        for (id, group) in out {
            self.legs -= 1 + group.more.len();
            done.extend(merge(id, group.legs()));
        }
    }
}

impl Group {
    fn push(&mut self, leg: Leg) {
        self.start = self.start.min(leg.start);
        self.end = self.end.max(leg.end);
        self.more.push(leg);
    }

    fn legs(self) -> Vec<Leg> {
        let mut legs = self.more;
        legs.push(self.first);
        legs
    }
}
