//! Records that are taken in: each once, however often they are sent, and a bad one spoils no other.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a journey that cannot go on fails")]

use domain::access::{CallsCreate, Granted, MessagesCreate};
use domain::history;
use domain::records::calls::{self, NewCall};
use domain::records::intake::{Once, Outcome, Taken};
use domain::records::messages::{self, NewMessage};
use kernel::{CallId, Error, Span};
use testkit::{Stage, TwoOfEverything, a_call, a_message, both_engines};

type Batch<T> = Vec<Result<T, (String, String)>>;

async fn take(stage: &Stage, granted: &Granted<CallsCreate>, batch: Batch<NewCall>) -> Outcome {
    calls::take_in(&stage.house, granted, batch, None).await.unwrap()
}

async fn counts(stage: &Stage) -> (i64, i64, i64) {
    (
        stage.number("SELECT count(*) FROM calls", &[]).await,
        stage.number("SELECT count(*) FROM messages", &[]).await,
        stage.number("SELECT count(*) FROM events", &[]).await,
    )
}

fn named(call: NewCall, id: &str) -> NewCall {
    NewCall { external_id: Some(id.to_owned()), ..call }
}

fn refused_field(taken: &Taken) -> &str {
    match taken {
        Taken::Refused { field, .. } => field,
        other => panic!("{other:?}"),
    }
}

both_engines! {
    async fn each_record_of_a_batch_has_its_outcome(stage: Stage) {
        let all = TwoOfEverything::on(&stage).await;
        let granted = stage.actor(&all.one.operator).await.may().unwrap();
        let (north, south, other) = (&all.one.north, &all.one.south, &all.two.north);
        let call = |account, contact| a_call(account, contact, &stage.house);
        let (before, _, _) = counts(&stage).await;
        let outcome = take(&stage, &granted, vec![
            Ok(call(north.account, Some(north.ann))),
            Ok(call(north.account, Some(south.ann))),
            Ok(call(other.account, None)),
            Err(("started_at".to_owned(), "Write a time.".to_owned())),
            Ok(call(south.account, None)),
            Ok(call(south.account, Some(other.ann))),
        ]).await;
        assert!(matches!(outcome.results[0], Taken::Created { .. }));
        assert_eq!(refused_field(&outcome.results[1]), "contact");
        assert_eq!(refused_field(&outcome.results[2]), "account");
        assert_eq!(refused_field(&outcome.results[3]), "started_at");
        assert!(matches!(outcome.results[4], Taken::Created { .. }));
        assert_eq!(refused_field(&outcome.results[5]), "contact");
        assert_eq!(outcome.created(), 2);
        assert_eq!(counts(&stage).await.0, before + 2);
    }

    async fn the_line_of_an_account_names_its_own_call(stage: Stage) {
        let all = TwoOfEverything::on(&stage).await;
        let actor = stage.actor(&all.one.operator).await;
        let (north, south) = (&all.one.north, &all.one.south);
        let outcome = take(&stage, &actor.may().unwrap(), vec![
            Ok(a_call(north.account, Some(north.ann), &stage.house)),
            Ok(a_call(south.account, Some(south.bob), &stage.house)),
        ]).await;
        for (taken, place, contact) in [(&outcome.results[0], north, north.ann), (&outcome.results[1], south, south.bob)] {
            let Taken::Created { id } = taken else { panic!("{taken:?}") };
            let id: CallId = id.parse().unwrap();
            let own = stage.number(
                "SELECT count(*) FROM events WHERE action = 'call.taken' AND thing_id = ?1 AND account_id = ?2
                 AND contact_id = ?3",
                db::params![id, place.account, contact],
            )
            .await;
            assert_eq!(own, 1);
        }
    }

    async fn an_external_id_is_taken_in_once(stage: Stage) {
        let all = TwoOfEverything::on(&stage).await;
        let granted = stage.actor(&all.one.operator).await.may().unwrap();
        let call = || a_call(all.one.north.account, None, &stage.house);
        let outcome = take(&stage, &granted, vec![Ok(named(call(), "a")), Ok(named(call(), "a")), Ok(named(call(), "b"))]).await;
        assert!(matches!(outcome.results[0], Taken::Created { .. }));
        assert_eq!(outcome.results[1], Taken::Exists);
        assert!(matches!(outcome.results[2], Taken::Created { .. }));
        let before = counts(&stage).await;
        let outcome = take(&stage, &granted, vec![Ok(named(call(), "b")), Ok(named(call(), "a"))]).await;
        assert_eq!(outcome.results, [Taken::Exists, Taken::Exists]);
        assert_eq!(counts(&stage).await, before, "nothing new, nothing to tell");
        let other = stage.actor(&all.two.operator).await.may().unwrap();
        let theirs = named(a_call(all.two.north.account, None, &stage.house), "a");
        assert_eq!(take(&stage, &other, vec![Ok(theirs)]).await.created(), 1, "each organization has its own ids");
        let outcome = take(&stage, &granted, vec![Ok(call()), Ok(call())]).await;
        assert_eq!(outcome.created(), 2, "without an id every call is new");
    }

    async fn messages_are_taken_in_once_too(stage: Stage) {
        let all = TwoOfEverything::on(&stage).await;
        let granted = stage.actor(&all.one.operator).await.may::<MessagesCreate>().unwrap();
        let (north, south) = (&all.one.north, &all.one.south);
        let message = || NewMessage { external_id: Some("m".to_owned()), ..a_message(north.account, Some(north.ann)) };
        let misplaced = NewMessage { call: Some(south.calls.for_ann), ..a_message(north.account, None) };
        let linked = NewMessage { call: Some(north.calls.for_ann), ..a_message(north.account, None) };
        let batch = vec![
            Ok(message()),
            Ok(message()),
            Ok(a_message(north.account, Some(south.ann))),
            Ok(a_message(all.two.north.account, None)),
            Ok(misplaced),
            Ok(linked),
        ];
        let outcome = messages::take_in(&stage.house, &granted, batch, None).await.unwrap();
        assert!(matches!(outcome.results[0], Taken::Created { .. }));
        assert_eq!(outcome.results[1], Taken::Exists);
        assert_eq!(refused_field(&outcome.results[2]), "contact");
        assert_eq!(refused_field(&outcome.results[3]), "account");
        assert_eq!(refused_field(&outcome.results[4]), "call");
        assert!(matches!(outcome.results[5], Taken::Created { .. }));
    }

    async fn a_request_that_is_sent_again_is_answered_the_same(stage: Stage) {
        let all = TwoOfEverything::on(&stage).await;
        let granted = stage.actor(&all.one.operator).await.may().unwrap();
        let (house, account) = (&stage.house, all.one.north.account);
        let once = Once::new("6f0b", b"the body").unwrap();
        let batch = || vec![Ok(a_call(account, None, house)), Err(("to".to_owned(), "Write a number.".to_owned()))];
        let first = calls::take_in(house, &granted, batch(), Some(&once)).await.unwrap();
        assert_eq!(first.created(), 1);
        let before = counts(&stage).await;
        for _ in 0..2 {
            assert_eq!(calls::take_in(house, &granted, batch(), Some(&once)).await.unwrap(), first);
        }
        assert_eq!(counts(&stage).await, before);
        let other_body = Once::new("6f0b", b"another body").unwrap();
        let error = calls::take_in(house, &granted, batch(), Some(&other_body)).await.unwrap_err();
        assert!(matches!(error, Error::Conflict(_)), "{error:?}");
        assert_eq!(counts(&stage).await, before);
        let somebody_else = stage.actor(&all.one.administrator).await.may().unwrap();
        assert_eq!(calls::take_in(house, &somebody_else, batch(), Some(&other_body)).await.unwrap().created(), 1);
        stage.advance(Span::hours(25));
        domain::sign_in::sweep(house).await.unwrap();
        assert_eq!(calls::take_in(house, &granted, batch(), Some(&other_body)).await.unwrap().created(), 1);
        assert_eq!(history::verify(house, all.one.org).await.unwrap().broken, None);
    }

    async fn the_same_request_at_the_same_moment_is_taken_in_once(stage: Stage) {
        let all = TwoOfEverything::on(&stage).await;
        let granted: Granted<CallsCreate> = stage.actor(&all.one.operator).await.may().unwrap();
        let before = counts(&stage).await.0;
        let tasks: Vec<_> = (0..6)
            .map(|_| {
                let (house, granted) = (stage.house.clone(), granted.clone());
                let call = a_call(all.one.north.account, None, &house);
                tokio::spawn(async move {
                    let once = Once::new("twice", b"body").unwrap();
                    calls::take_in(&house, &granted, vec![Ok(call)], Some(&once)).await
                })
            })
            .collect();
        let mut answers = Vec::new();
        for task in tasks {
            answers.push(task.await.unwrap());
        }
        assert_eq!(counts(&stage).await.0, before + 1);
        let first = answers.iter().find_map(|answer| answer.as_ref().ok()).unwrap();
        for answer in &answers {
            match answer {
                Ok(outcome) => assert_eq!(outcome, first),
                Err(Error::Conflict(_)) => {}
                Err(other) => panic!("{other:?}"),
            }
        }
    }

    async fn many_are_taken_in_with_one_line_for_each_account(stage: Stage) {
        let all = TwoOfEverything::on(&stage).await;
        let granted = stage.actor(&all.one.operator).await.may().unwrap();
        let before = counts(&stage).await;
        let batch = (0..1000)
            .map(|n| {
                let place = all.one.places()[n % 2];
                Ok(named(a_call(place.account, None, &stage.house), &format!("n{n}")))
            })
            .collect();
        assert_eq!(take(&stage, &granted, batch).await.created(), 1000);
        let after = counts(&stage).await;
        assert_eq!((after.0 - before.0, after.2 - before.2), (1000, 2));
    }
}

both_engines! {
    async fn what_came_in_by_itself_is_no_deed_of_anybody(stage: Stage) {
        let all = TwoOfEverything::on(&stage).await;
        let north = &all.one.north;
        let operator = stage.actor(&all.one.operator).await;
        let deeds = async || {
            let granted = operator.may().unwrap();
            domain::history::deeds(&mut stage.read().await, &granted, north.account, 100).await.unwrap().len()
        };
        let before = deeds().await;
        let system = stage.system(all.one.org);
        let calls = (0..3).map(|_| Ok(a_call(north.account, None, &stage.house))).collect();
        calls::take_in(&stage.house, &system.may().unwrap(), calls, None).await.unwrap();
        assert_eq!(deeds().await, before);
        let written = a_message(north.account, None);
        domain::records::messages::write(&stage.house, &operator.may().unwrap(), written).await.unwrap();
        assert_eq!(deeds().await, before + 1);
    }
}
