//! People hear of their turns: that they have changed, that one is asked of them, and that one begins soon.

use domain::access::Actor;
use domain::notices::choices;
use domain::notices::{Channel, LetterKind};
use domain::on_call::{self, NewTurn};
use domain::people::users;
use kernel::{Error, Span};
use testkit::{Delivered, Stage, TwoOfEverything, both_engines};

use super::{add, at, bob_himself, by_day, edit, put_in};

/// What arrives about turns, each as the beginning of the address and the kind.
async fn told(stage: &Stage) -> Vec<(String, LetterKind)> {
    let mut told: Vec<_> = letters(stage).await.into_iter().map(|one| (one.to, one.kind)).collect();
    told.sort_by_key(|(to, kind)| (to.clone(), kind.name()));
    told
}

async fn letters(stage: &Stage) -> Vec<Delivered> {
    let ours = [LetterKind::ScheduleChanged, LetterKind::TurnAsked, LetterKind::ShiftStarts];
    let mut letters = stage.deliver().await;
    letters.retain(|one| ours.contains(&one.kind));
    letters
}

async fn offer(stage: &Stage, by: &Actor, id: kernel::ScheduleId, from: &str, until: &str) -> on_call::Asked {
    let new = NewTurn { from: at(from), until: at(until), to: None, back: None, reason: String::new() };
    on_call::ask(&stage.house, &by.may().unwrap(), id, new).await.unwrap()
}

both_engines! {
    async fn s0_44_whose_turns_have_changed_is_told_once_for_each_change(stage: Stage) {
        let all = TwoOfEverything::on(&stage).await;
        let north = &all.one.north;
        let (ann_at, bob_at) = (north.user.email.clone(), "bob@north.one.test".to_owned());
        let changed = |to: &String| (to.clone(), LetterKind::ScheduleChanged);
        let (admin, ann, bob) = (stage.actor(&north.admin).await, stage.actor(&north.user).await, bob_himself(&stage, &all).await);
        let id = add(&stage, &admin, north.account, by_day(north)).await.unwrap();
        let first = letters(&stage).await;
        assert_eq!(first.len(), 2, "{first:?}");
        let anns = first.iter().find(|one| one.to == ann_at).unwrap();
        assert!(anns.text.contains("“Doctors”") && anns.text.contains("Fri 20 Nov 2026, 10:00 – Sat 21 Nov 2026, 08:00 EST;"), "{}", anns.text);
        let mut named = by_day(north);
        named.layers[0].name = "All".to_owned();
        edit(&stage, &admin, id, named.clone()).await.unwrap();
        assert_eq!(told(&stage).await, [], "their turns are the same");
        put_in(&stage, &admin, id, north.bob, "2026-11-20T18:00:00Z", "2026-11-20T20:00:00Z").await.unwrap();
        assert_eq!(told(&stage).await, [changed(&ann_at), changed(&bob_at)]);

        // An offer is told to the others, and who takes it needs no letter about it.
        let offered = offer(&stage, &bob, id, "2026-11-21T18:00:00Z", "2026-11-21T20:00:00Z").await;
        let asked = letters(&stage).await;
        let [letter] = asked.as_slice() else { panic!("{asked:?}") };
        assert_eq!((letter.to.as_str(), letter.kind), (ann_at.as_str(), LetterKind::TurnAsked));
        assert!(letter.text.contains("Bob North") && letter.text.contains("Sat 21 Nov 2026, 13:00 – Sat 21 Nov 2026, 15:00 EST"), "{}", letter.text);
        on_call::accept(&stage.house, &ann.may().unwrap(), offered.id, None).await.unwrap();
        assert_eq!(told(&stage).await, [changed(&bob_at)]);
        let withdrawn = offer(&stage, &bob, id, "2026-11-21T21:00:00Z", "2026-11-21T22:00:00Z").await;
        on_call::withdraw(&stage.house, &bob.may().unwrap(), withdrawn.id).await.unwrap();
        assert_eq!(told(&stage).await, [], "what nobody needs any more does not leave");

        // A whole file is one change, and so is the end of the schedule.
        let event = |day: &str| format!("BEGIN:VEVENT\nSUMMARY:Ann North\nDTSTART:{day}T140000Z\nDTEND:{day}T150000Z\nEND:VEVENT\n");
        let file = format!("BEGIN:VCALENDAR\n{}{}END:VCALENDAR\n", event("20261121"), event("20261123"));
        on_call::import(&stage.house, &admin.may().unwrap(), id, &file).await.unwrap();
        assert_eq!(told(&stage).await, [changed(&ann_at), changed(&bob_at)]);
        let who = stage.signed_in(&north.user).await;
        choices::choose(&stage.house, &who, &[]).await.unwrap();
        on_call::delete(&stage.house, &admin.may().unwrap(), id).await.unwrap();
        let last = letters(&stage).await;
        let [letter] = last.as_slice() else { panic!("Ann wants none: {last:?}") };
        assert!(letter.to == bob_at && letter.text.contains("You have none in the next 60 days."), "{}", letter.text);
    }

    async fn s0_44_a_shift_is_told_of_once_by_however_many_processes_so_long_before_as_was_chosen(stage: Stage) {
        let all = TwoOfEverything::on(&stage).await;
        let north = &all.one.north;
        let admin = stage.actor(&north.admin).await;
        let id = add(&stage, &admin, north.account, by_day(north)).await.unwrap();
        told(&stage).await;
        let second = stage.second_process().await;
        let remind = async || {
            let (one, other) = tokio::join!(on_call::remind(&stage.house), on_call::remind(&second));
            one.and(other).unwrap();
            letters(&stage).await
        };
        let who = stage.signed_in(&north.user).await;
        for minutes in [0, 61, -15] {
            let refused = on_call::choose_lead(&stage.house, &who, minutes).await;
            assert!(matches!(refused, Err(Error::Invalid(_))), "{minutes}");
        }
        on_call::choose_lead(&stage.house, &who, 4 * 60).await.unwrap();
        assert_eq!(on_call::lead(&mut stage.read().await, &who).await.unwrap(), 240);
        // Ann's next turn begins on Sunday at eight: four hours before is 09:00 UTC. Nobody has asked for letters yet.
        stage.advance(at("2026-11-22T09:00:00Z") - stage.house.now());
        assert!(remind().await.is_empty());
        choices::choose(&stage.house, &stage.signed_in(&north.user).await, &[(LetterKind::ShiftStarts, Channel::Email)]).await.unwrap();
        let told_of = remind().await;
        let [letter] = told_of.as_slice() else { panic!("{told_of:?}") };
        assert_eq!(letter.subject, "You are on call from Sun 22 Nov 2026, 08:00 EST");
        assert!(letter.text.contains("until Mon 23 Nov 2026, 08:00 EST"), "{}", letter.text);
        assert!(remind().await.is_empty(), "once");
        stage.advance(Span::hours(2));
        assert!(remind().await.is_empty(), "and not again later");

        // Two days later: before its time nothing; and what is another's by then does not leave.
        stage.advance(at("2026-11-24T08:59:59Z") - stage.house.now());
        assert!(remind().await.is_empty());
        stage.advance(Span::seconds(1));
        on_call::remind(&stage.house).await.unwrap();
        let mut alone = by_day(north);
        alone.layers[0].members = vec![north.bob];
        edit(&stage, &admin, id, alone).await.unwrap();
        assert!(told(&stage).await.is_empty(), "Ann wants no letters about changes, and the turn is Bob's");
        let notices = "SELECT count(*) FROM shift_notices";
        assert_eq!(stage.number(notices, &[]).await, 2);
        stage.advance(Span::days(8));
        on_call::sweep_notices(&stage.house).await.unwrap();
        assert_eq!(stage.number(notices, &[]).await, 0);
        let manage = stage.actor(&all.one.operator).await.may().unwrap();
        users::delete(&stage.house, &manage, north.user.id).await.unwrap();
        assert_eq!(stage.number("SELECT count(*) FROM shift_leads", &[]).await, 0, "who is deleted leaves nothing behind");
    }
}
