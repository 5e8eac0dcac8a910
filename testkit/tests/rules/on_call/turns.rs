//! Turns change hands: by their people, and by whoever decides for all.

use domain::access::{Actor, OnCallSwap};
use domain::on_call::{self, Asked, Draft, NewTurn, Turn};
use domain::people::contacts;
use kernel::{AccountId, ContactId, Error, Result, ScheduleId, Span};
use testkit::{Stage, TwoOfEverything, both_engines};

use super::{add, at, bob_himself, by_day, edit, shifts};

async fn ask(
    stage: &Stage,
    by: &Actor,
    id: ScheduleId,
    (from, until): (&str, &str),
    to: Option<ContactId>,
    back: Option<(&str, &str)>,
) -> Result<Asked> {
    // Of two overrides the one made later decides.
    stage.advance(Span::seconds(1));
    let back = back.map(|(from, until)| (at(from), at(until)));
    let new = NewTurn { from: at(from), until: at(until), to, back, reason: "A wedding".to_owned() };
    on_call::ask(&stage.house, &by.may::<OnCallSwap>()?, id, new).await
}

async fn open(stage: &Stage, by: &Actor, account: AccountId) -> Vec<Turn> {
    let granted = by.may::<OnCallSwap>().unwrap();
    on_call::open(&mut stage.read().await, &granted, account, stage.house.now()).await.unwrap()
}

async fn accept(stage: &Stage, by: &Actor, turn: Asked) -> Result<()> {
    on_call::accept(&stage.house, &by.may()?, turn.id, None).await
}

/// Who is on call at these hours of the three days that begin at eight in New York.
async fn three_days(stage: &Stage, by: &Actor, id: ScheduleId) -> String {
    let all = shifts(stage, by, id, "2026-11-20T15:00:00Z", "2026-11-23T13:00:00Z").await;
    let mut each: Vec<(String, i64)> = Vec::new();
    for (name, from, until) in all {
        let (name, hours) = (name[..3].to_owned(), (until - from).as_seconds() / 3600);
        match each.last_mut() {
            Some(last) if last.0 == name => last.1 += hours,
            _ => each.push((name, hours)),
        }
    }
    each.iter().map(|(name, hours)| format!("{name} {hours}")).collect::<Vec<_>>().join(", ")
}

const SATURDAY: (&str, &str) = ("2026-11-21T13:00:00Z", "2026-11-22T13:00:00Z");
const SUNDAY: (&str, &str) = ("2026-11-22T13:00:00Z", "2026-11-23T13:00:00Z");

both_engines! {
    async fn s0_44_a_turn_that_is_offered_is_taken_by_another_of_the_schedule(stage: Stage) {
        let all = TwoOfEverything::on(&stage).await;
        let north = &all.one.north;
        let admin = stage.actor(&north.admin).await;
        let id = add(&stage, &admin, north.account, by_day(north)).await.unwrap();
        let (ann, bob) = (stage.actor(&north.user).await, bob_himself(&stage, &all).await);

        // Of Bob's day on Saturday he offers the evening.
        let evening = ("2026-11-21T22:00:00Z", "2026-11-22T03:00:00Z");
        let offered = ask(&stage, &bob, id, evening, None, None).await.unwrap();
        assert!(!offered.is_done);
        assert_eq!(three_days(&stage, &admin, id).await, "Ann 22, Bob 24, Ann 24", "until then it is his");
        let seen = open(&stage, &ann, north.account).await;
        let granted = ann.may().unwrap();
        assert!(seen[0].may_accept(&granted) && !seen[0].may_withdraw(&granted) && !seen[0].may_refuse(&granted));
        assert_eq!((seen[0].name.as_str(), seen[0].reason.as_str()), ("Bob North", "A wedding"));
        let own = accept(&stage, &bob, offered).await;
        assert!(matches!(own, Err(Error::Conflict(_))), "{own:?}");
        accept(&stage, &ann, offered).await.unwrap();
        assert_eq!(three_days(&stage, &admin, id).await, "Ann 22, Bob 9, Ann 5, Bob 10, Ann 24");
        let again = accept(&stage, &ann, offered).await;
        assert!(matches!(again, Err(Error::Conflict(_))), "{again:?}");
        assert!(open(&stage, &ann, north.account).await.is_empty());
        for (action, lines) in [("turn.offered", 1), ("turn.handed_over", 1), ("override.added", 1)] {
            let count = format!("SELECT count(*) FROM events WHERE action = '{action}'");
            assert_eq!(stage.number(&count, &[]).await, lines, "{action}");
        }

        // Nobody took it in time, and one who thought better of it.
        let late = ask(&stage, &bob, id, ("2026-11-21T14:00:00Z", "2026-11-21T15:00:00Z"), None, None).await.unwrap();
        let regretted = ask(&stage, &bob, id, ("2026-11-21T16:00:00Z", "2026-11-21T17:00:00Z"), None, None).await.unwrap();
        let foreign = on_call::withdraw(&stage.house, &ann.may().unwrap(), regretted.id).await;
        assert!(matches!(foreign, Err(Error::Forbidden(_))), "{foreign:?}");
        on_call::withdraw(&stage.house, &bob.may().unwrap(), regretted.id).await.unwrap();
        assert!(matches!(accept(&stage, &ann, regretted).await, Err(Error::Conflict(_))));
        stage.advance(Span::hours(24));
        assert!(matches!(accept(&stage, &ann, late).await, Err(Error::Conflict(_))));
        assert_eq!(open(&stage, &admin, north.account).await.len(), 0);
    }

    async fn s0_44_a_swap_waits_for_the_others_yes_unless_somebody_decides_for_all(stage: Stage) {
        let all = TwoOfEverything::on(&stage).await;
        let north = &all.one.north;
        let admin = stage.actor(&north.admin).await;
        let id = add(&stage, &admin, north.account, by_day(north)).await.unwrap();
        let (ann, bob) = (stage.actor(&north.user).await, bob_himself(&stage, &all).await);

        let asked = ask(&stage, &bob, id, SATURDAY, None, Some(SUNDAY)).await.unwrap();
        let seen = open(&stage, &ann, north.account).await;
        assert_eq!(seen[0].asked, Some((north.ann, "Ann North".to_owned())), "the turn says whom he asks");
        let alone = accept(&stage, &bob, asked).await;
        assert!(matches!(alone, Err(Error::Forbidden(_))), "nobody says yes to himself: {alone:?}");
        on_call::refuse(&stage.house, &ann.may().unwrap(), asked.id).await.unwrap();
        assert_eq!(three_days(&stage, &admin, id).await, "Ann 22, Bob 24, Ann 24");
        let asked = ask(&stage, &bob, id, SATURDAY, Some(north.ann), Some(SUNDAY)).await.unwrap();
        accept(&stage, &ann, asked).await.unwrap();
        assert_eq!(three_days(&stage, &admin, id).await, "Ann 46, Bob 24");

        // What was asked is another one's by now.
        let asked = ask(&stage, &bob, id, SUNDAY, Some(north.ann), None).await.unwrap();
        let done = ask(&stage, &admin, id, SUNDAY, Some(north.ann), None).await.unwrap();
        assert!(done.is_done, "a Client Admin decides for all");
        let late = accept(&stage, &ann, asked).await;
        assert!(matches!(late, Err(Error::Conflict(_))), "{late:?}");
        assert_eq!(three_days(&stage, &admin, id).await, "Ann 70");
        let operator = stage.actor(&all.one.operator).await;
        assert!(ask(&stage, &operator, id, SATURDAY, Some(north.bob), None).await.unwrap().is_done);
        assert_eq!(three_days(&stage, &admin, id).await, "Ann 22, Bob 24, Ann 24");
    }

    async fn s0_44_a_turn_is_refused_to_whoever_is_elsewhere_past_or_not_concerned(stage: Stage) {
        let all = TwoOfEverything::on(&stage).await;
        let (north, south) = (&all.one.north, &all.one.south);
        let admin = stage.actor(&north.admin).await;
        let id = add(&stage, &admin, north.account, by_day(north)).await.unwrap();
        let (ann, bob) = (stage.actor(&north.user).await, bob_himself(&stage, &all).await);
        for (words, by, (from, until), to, back, field) in [
            ("past", &bob, ("2026-11-19T13:00:00Z", "2026-11-20T13:00:00Z"), None, None, "until"),
            ("two people's", &bob, ("2026-11-21T13:00:00Z", "2026-11-23T13:00:00Z"), None, None, "from"),
            ("to oneself", &bob, SATURDAY, Some(north.bob), None, "to"),
            ("to a stranger", &bob, SATURDAY, Some(south.ann), None, "to"),
            ("one's own in return", &bob, SATURDAY, None, Some(SATURDAY), "in_return"),
            ("a past one in return", &bob, SATURDAY, None, Some(("2026-11-20T13:00:00Z", "2026-11-20T14:00:00Z")), "in_return"),
            ("backwards", &bob, (SATURDAY.1, SATURDAY.0), None, None, "until"),
        ] {
            match ask(&stage, by, id, (from, until), to, back).await {
                Err(Error::Invalid(invalid)) => assert!(invalid.message(field).is_some(), "{words}: {invalid:?}"),
                other => panic!("{words}: {other:?}"),
            }
        }
        let foreign = ask(&stage, &ann, id, SATURDAY, None, None).await;
        assert!(matches!(foreign, Err(Error::Forbidden(_))), "it is Bob's: {foreign:?}");

        // With a second layer, whoever is to be asked next cannot be the first as well.
        let mut two = by_day(north);
        two.layers.push(two.layers[0].clone());
        two.layers[1].members.reverse();
        edit(&stage, &admin, id, two).await.unwrap();
        let elsewhere = ask(&stage, &admin, id, SATURDAY, Some(north.ann), None).await;
        assert!(matches!(elsewhere, Err(Error::Conflict(_))), "{elsewhere:?}");
        edit(&stage, &admin, id, Draft { fallback: Some(north.ann), ..by_day(north) }).await.unwrap();

        // Neighbours and strangers find nothing; whoever takes no part in it neither.
        let asked = ask(&stage, &bob, id, SATURDAY, Some(north.ann), None).await.unwrap();
        let lost = stage.actor(&north.lost).await;
        for stranger in [&stage.actor(&south.admin).await, &stage.actor(&all.two.administrator).await, &lost] {
            assert!(matches!(ask(&stage, stranger, id, SATURDAY, None, None).await, Err(Error::NotFound)));
            assert!(matches!(accept(&stage, stranger, asked).await, Err(Error::NotFound)));
        }
        assert!(open(&stage, &lost, north.account).await.is_empty());

        // Whoever is gone is asked nothing, and a schedule that is gone has no turns.
        let mut alone = by_day(north);
        alone.layers[0].members = vec![north.bob];
        edit(&stage, &admin, id, alone).await.unwrap();
        contacts::delete(&stage.house, &admin.may().unwrap(), north.ann).await.unwrap();
        assert_eq!(open(&stage, &admin, north.account).await.len(), 0);
        ask(&stage, &admin, id, SATURDAY, None, None).await.unwrap();
        on_call::delete(&stage.house, &admin.may().unwrap(), id).await.unwrap();
        assert_eq!(stage.number("SELECT count(*) FROM turn_requests", &[]).await, 0);
    }
}
