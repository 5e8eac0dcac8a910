//! Two whole files: a week of a small exchange, and a list that a hosted telephone system gives out.

use super::super::{Direction, Outcome};
use super::{Call, read};

const MASTER: &[u8] = include_bytes!("../../../../../tests/data/cdr/Master.csv");
const LIST: &[u8] = include_bytes!("../../../../../tests/data/cdr/calls.csv");

fn count(calls: &[Call], state: Outcome) -> usize {
    calls.iter().filter(|call| call.state == state).count()
}

#[test]
fn a_week_of_an_exchange() {
    let (calls, bad) = read(MASTER);
    assert_eq!(bad, []);
    let states = [Outcome::Answered, Outcome::Missed, Outcome::Voicemail].map(|state| count(&calls, state));
    assert_eq!(states, [112, 42, 10]);
    assert_eq!(calls.iter().map(|call| call.legs).sum::<u32>(), 300);
    assert!(calls.iter().any(|call| call.legs == 5 && call.answered_by.as_deref() == Some("104")));
    assert!(calls.iter().any(|call| call.from_name == "Tom \"Red\" Hale"));
    assert!(calls.iter().any(|call| call.direction_hint == Some(Direction::Internal)));
    assert!(calls.iter().all(|call| call.answered_by.is_none() || call.state == Outcome::Answered));
}

#[test]
fn reading_it_again_gives_the_same() {
    assert_eq!(read(MASTER), read(MASTER));
    // A file that holds everything twice, as after a restored backup, has the same calls.
    let (once, _) = read(MASTER);
    let (twice, _) = read([MASTER, MASTER].concat());
    let ids = |calls: &[Call]| {
        calls.iter().map(|c| c.external_id.clone()).collect::<std::collections::BTreeSet<_>>()
    };
    assert_eq!(ids(&once), ids(&twice));
    assert_eq!(ids(&once).len(), once.len());
}

#[test]
fn a_list_of_a_hosted_system() {
    let (calls, bad) = read(LIST);
    assert_eq!(bad, []);
    let states = [Outcome::Answered, Outcome::Missed, Outcome::Voicemail].map(|state| count(&calls, state));
    assert_eq!(states, [39, 12, 9]);
    assert!(calls.iter().all(|call| call.direction_hint.is_some()));
}
