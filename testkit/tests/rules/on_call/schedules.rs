//! Schedules are made, changed and seen.

use domain::access::{ContactsEdit, OnCallEdit, OnCallView};
use domain::on_call::{self, Draft, RuleDraft, collection};
use domain::people::contacts::{self, ContactDetails, Label, Way};
use domain::records::Query;
use kernel::{Error, Name, Phone, Result, Span};
use testkit::{TwoOfEverything, both_engines};

use super::{add, at, bob_himself, by_day, edit, now, put_in, shifts, who};

both_engines! {
    async fn s0_11_s0_44_a_client_admin_makes_a_schedule_and_operators_see_who_is_on_call(stage: Stage) {
        let all = TwoOfEverything::on(&stage).await;
        let north = &all.one.north;
        let (admin, operator) = (stage.actor(&north.admin).await, stage.actor(&all.one.operator).await);
        let details = ContactDetails {
            phones: vec![Way::new(Label::Work, Phone::parse("+15125550123", "US").unwrap())],
            ..ContactDetails::of(Name::parse("Ann North").unwrap())
        };
        contacts::edit(&stage.house, &admin.may::<ContactsEdit>().unwrap(), north.ann, details).await.unwrap();
        assert!(now(&stage, &operator, north.account).await.unwrap().is_empty());
        let id = add(&stage, &admin, north.account, Draft { fallback: Some(north.ann), ..by_day(north) }).await.unwrap();

        let found = now(&stage, &operator, north.account).await.unwrap().remove(0);
        let ann = found.now.unwrap();
        assert_eq!((ann.name.as_str(), ann.phone.as_str()), ("Ann North", "+15125550123"));
        assert_eq!(found.until, Some(at("2026-11-21T13:00:00Z")), "eight in the morning in New York");
        let (then, next) = found.next.unwrap();
        assert_eq!((then, next.unwrap().name.as_str()), (at("2026-11-21T13:00:00Z"), "Bob North"));
        stage.advance(Span::hours(21));
        let found = now(&stage, &operator, north.account).await.unwrap().remove(0);
        let order: Vec<&str> = found.order.iter().map(|one| one.name.as_str()).collect();
        assert_eq!(order, ["Ann North"], "just before eight it is still Ann, who is the fallback as well");
        stage.advance(Span::hours(2));
        let found = now(&stage, &operator, north.account).await.unwrap().remove(0);
        let order: Vec<&str> = found.order.iter().map(|one| one.name.as_str()).collect();
        assert_eq!(order, ["Bob North", "Ann North"]);

        let line = stage.text("SELECT changes FROM events WHERE action = 'schedule.added'", &[]).await;
        assert!(line.contains("Ann North, Bob North, each 24 hours from 2026-11-20T08:00"), "{line}");
        on_call::delete(&stage.house, &admin.may().unwrap(), id).await.unwrap();
        assert!(now(&stage, &operator, north.account).await.unwrap().is_empty());
        for table in ["schedules", "schedule_plans", "schedule_people", "schedule_overrides"] {
            assert_eq!(stage.number(&format!("SELECT count(*) FROM {table}"), &[]).await, 0, "{table}");
        }
    }

    async fn who_was_on_call_stays_as_it_was_when_the_schedule_is_changed(stage: Stage) {
        let all = TwoOfEverything::on(&stage).await;
        let north = &all.one.north;
        let admin = stage.actor(&north.admin).await;
        let id = add(&stage, &admin, north.account, by_day(north)).await.unwrap();
        stage.advance(Span::hours(2));
        let mut changed = by_day(north);
        changed.layers[0].members = vec![north.bob];
        edit(&stage, &admin, id, changed.clone()).await.unwrap();
        edit(&stage, &admin, id, changed).await.unwrap();
        assert_eq!(who(&stage, &admin, north.account).await, "Bob North");
        let whole = shifts(&stage, &admin, id, "2026-11-20T00:00:00Z", "2026-11-22T00:00:00Z").await;
        assert_eq!(
            whole,
            [
                ("Ann North".to_owned(), at("2026-11-20T15:00:00Z"), at("2026-11-20T17:00:00Z")),
                ("Bob North".to_owned(), at("2026-11-20T17:00:00Z"), at("2026-11-22T00:00:00Z")),
            ]
        );
        let events = "SELECT count(*) FROM events WHERE action = 'schedule.edited'";
        assert_eq!(stage.number(events, &[]).await, 1, "the same once more is no change");
    }

    async fn an_override_comes_first_is_taken_back_and_leaves_the_past_alone(stage: Stage) {
        let all = TwoOfEverything::on(&stage).await;
        let north = &all.one.north;
        let admin = stage.actor(&north.admin).await;
        let id = add(&stage, &admin, north.account, by_day(north)).await.unwrap();
        // It was meant from nine, which is past: it begins now, at ten.
        put_in(&stage, &admin, id, north.bob, "2026-11-20T14:00:00Z", "2026-11-20T20:00:00Z").await.unwrap();
        assert_eq!(who(&stage, &admin, north.account).await, "Bob North");
        stage.advance(Span::hours(1));
        let granted = admin.may::<OnCallView>().unwrap();
        let schedule = on_call::find(&mut stage.read().await, &granted, id, stage.house.now()).await.unwrap();
        let one = &schedule.overrides[0];
        assert_eq!((one.from, one.made_by.as_str()), (at("2026-11-20T15:00:00Z"), "Admin North"));
        on_call::take_back(&stage.house, &admin.may().unwrap(), one.id).await.unwrap();
        assert_eq!(who(&stage, &admin, north.account).await, "Ann North");
        let whole = shifts(&stage, &admin, id, "2026-11-20T15:00:00Z", "2026-11-20T17:00:00Z").await;
        assert_eq!((whole[0].0.as_str(), whole[0].2), ("Bob North", at("2026-11-20T16:00:00Z")));
        let again = on_call::take_back(&stage.house, &admin.may().unwrap(), one.id).await;
        assert!(matches!(again, Err(Error::Conflict(_))), "{again:?}");

        for (from, until, field) in [
            ("2026-11-20T14:00:00Z", "2026-11-20T16:00:00Z", "until"),
            ("2026-11-22T14:00:00Z", "2026-11-22T14:00:00Z", "until"),
            ("2026-11-22T14:00:00Z", "2028-11-22T14:00:00Z", "until"),
            ("2036-11-22T14:00:00Z", "2036-11-23T14:00:00Z", "from"),
        ] {
            match put_in(&stage, &admin, id, north.bob, from, until).await {
                Err(Error::Invalid(invalid)) => assert!(invalid.message(field).is_some(), "{from}: {invalid:?}"),
                other => panic!("{from}: {other:?}"),
            }
        }
    }

    async fn nobody_is_put_on_call_who_is_no_contact_of_the_account(stage: Stage) {
        let all = TwoOfEverything::on(&stage).await;
        let (north, south) = (&all.one.north, &all.one.south);
        let admin = stage.actor(&north.admin).await;
        let wrong = |field: &str, answer: Result<()>| match answer {
            Err(Error::Invalid(invalid)) => assert!(invalid.message(field).is_some(), "{field}: {invalid:?}"),
            other => panic!("{field}: {other:?}"),
        };
        for stranger in [south.ann, all.two.north.ann] {
            let mut draft = by_day(north);
            draft.layers[0].members.push(stranger);
            wrong("layers.0.members", add(&stage, &admin, north.account, draft).await.map(|_| ()));
            let draft = Draft { fallback: Some(stranger), ..by_day(north) };
            wrong("fallback", add(&stage, &admin, north.account, draft).await.map(|_| ()));
        }
        let id = add(&stage, &admin, north.account, by_day(north)).await.unwrap();
        wrong("name", add(&stage, &admin, north.account, Draft { name: "DOCTORS".to_owned(), ..by_day(north) }).await.map(|_| ()));
        wrong("contact", put_in(&stage, &admin, id, south.ann, "2026-11-21T00:00:00Z", "2026-11-22T00:00:00Z").await);
        let other = add(&stage, &admin, north.account, Draft { name: "Nurses".to_owned(), ..by_day(north) }).await.unwrap();
        wrong("name", edit(&stage, &admin, other, by_day(north)).await);
        let seen = Some(stage.house.now() - Span::minutes(1));
        let late = on_call::edit(&stage.house, &admin.may().unwrap(), other, Draft { name: "Nights".to_owned(), ..by_day(north) }, seen).await;
        assert!(matches!(late, Err(Error::Conflict(_))), "somebody else was quicker: {late:?}");
    }

    async fn a_contact_who_is_on_call_is_deleted_only_after_somebody_else_is_put_there(stage: Stage) {
        let all = TwoOfEverything::on(&stage).await;
        let north = &all.one.north;
        let admin = stage.actor(&north.admin).await;
        let id = add(&stage, &admin, north.account, by_day(north)).await.unwrap();
        let edits = admin.may::<ContactsEdit>().unwrap();
        match contacts::delete(&stage.house, &edits, north.ann).await {
            Err(Error::Conflict(reason)) => assert!(reason.to_string().contains("“Doctors”"), "{reason}"),
            other => panic!("{other:?}"),
        }
        stage.advance(Span::hours(1));
        let mut changed = by_day(north);
        changed.layers[0].members = vec![north.bob];
        edit(&stage, &admin, id, changed).await.unwrap();
        put_in(&stage, &admin, id, north.ann, "2026-11-21T00:00:00Z", "2026-11-21T06:00:00Z").await.unwrap();
        assert!(matches!(contacts::delete(&stage.house, &edits, north.ann).await, Err(Error::Conflict(_))));
        stage.advance(Span::days(1));
        contacts::delete(&stage.house, &edits, north.ann).await.unwrap();
        let before = shifts(&stage, &admin, id, "2026-11-20T15:00:00Z", "2026-11-20T16:00:00Z").await;
        assert_eq!(before[0].0, "Ann North", "who was on call is still known by name");
    }

    async fn what_somebody_sees_is_what_the_role_reaches(stage: Stage) {
        let all = TwoOfEverything::on(&stage).await;
        let (north, south) = (&all.one.north, &all.one.south);
        let admin = stage.actor(&north.admin).await;
        let id = add(&stage, &admin, north.account, by_day(north)).await.unwrap();
        let mut alone = by_day(north);
        alone.name = "Ann alone".to_owned();
        alone.layers[0].members = vec![north.ann];
        let anns = add(&stage, &admin, north.account, alone).await.unwrap();
        let days = ("2026-11-20T15:00:00Z", "2026-11-23T13:00:00Z");

        // A Client User looks, and changes nothing.
        let user = stage.actor(&north.user).await;
        assert_eq!(shifts(&stage, &user, id, days.0, days.1).await.len(), 3);
        assert!(matches!(edit(&stage, &user, id, by_day(north)).await, Err(Error::Forbidden(_))));

        // A Contact sees the shifts that are his own, and learns nothing of those of others.
        let bob = bob_himself(&stage, &all).await;
        let own = shifts(&stage, &bob, id, days.0, days.1).await;
        assert_eq!(own, [("Bob North".to_owned(), at("2026-11-21T13:00:00Z"), at("2026-11-22T13:00:00Z"))]);
        let granted = bob.may::<OnCallView>().unwrap();
        let listed = on_call::list(&mut stage.read().await, &granted, &Query::of(collection(granted.reach()))).await.unwrap();
        assert_eq!(listed.records.iter().map(|one| one.id).collect::<Vec<_>>(), [id.any()]);
        let mut read = stage.read().await;
        let schedule = on_call::find(&mut read, &granted, id, stage.house.now()).await.unwrap();
        assert!(schedule.draft.layers.is_empty() && schedule.overrides.is_empty());
        assert!(matches!(on_call::find(&mut read, &granted, anns, stage.house.now()).await, Err(Error::NotFound)));
        drop(read);
        let found = now(&stage, &bob, north.account).await.unwrap();
        assert_eq!((found.len(), found[0].now.is_none(), found[0].order.is_empty(), found[0].until), (1, true, true, None));
        assert_eq!(found[0].next.as_ref().map(|(at, _)| *at), Some(at("2026-11-21T13:00:00Z")));
        assert!(bob.may::<OnCallEdit>().is_err());

        // A user without a contact has no shifts of his or her own; neighbours and strangers find nothing.
        for stranger in [&south.admin, &all.two.north.admin, &all.two.administrator] {
            let stranger = stage.actor(stranger).await;
            let granted = stranger.may::<OnCallView>().unwrap();
            let mut read = stage.read().await;
            assert!(matches!(on_call::find(&mut read, &granted, id, stage.house.now()).await, Err(Error::NotFound)));
            drop(read);
            assert!(matches!(now(&stage, &stranger, north.account).await, Err(Error::NotFound)));
            assert!(matches!(edit(&stage, &stranger, id, by_day(north)).await, Err(Error::NotFound)));
            assert!(matches!(add(&stage, &stranger, north.account, by_day(north)).await, Err(Error::NotFound)));
            let put = put_in(&stage, &stranger, id, north.ann, days.0, days.1).await;
            assert!(matches!(put, Err(Error::NotFound)), "{put:?}");
            assert!(matches!(on_call::delete(&stage.house, &stranger.may().unwrap(), id).await, Err(Error::NotFound)));
        }
    }

    async fn gaps_are_known_before_a_schedule_is_kept(stage: Stage) {
        let all = TwoOfEverything::on(&stage).await;
        let north = &all.one.north;
        let admin = stage.actor(&north.admin).await;
        let look = async |draft: Draft| {
            let granted = admin.may::<OnCallEdit>().unwrap();
            let now = stage.house.now();
            on_call::preview(&mut stage.read().await, &granted, north.account, None, draft, now, Some(&admin.may().unwrap())).await.unwrap()
        };
        let whole = look(by_day(north)).await;
        assert_eq!((whole.gaps.len(), whole.covered), (0, 100));
        let calls = whole.calls.unwrap();
        assert_eq!((calls.calls, calls.nobody()), (3, 0), "also those from before it begins");
        assert_eq!(whole.segments.len(), 15, "two weeks, hand-off by hand-off");
        let mut nights = by_day(north);
        nights.layers[0].rules = vec![RuleDraft {
            days: ["mon", "tue", "wed", "thu", "fri"].map(str::to_owned).to_vec(),
            from: "17:00".to_owned(),
            until: "08:00".to_owned(),
        }];
        let open = look(nights.clone()).await;
        assert!(open.covered < 50 && open.gaps.len() > 60, "{} {}", open.covered, open.gaps.len());
        let calls = open.calls.unwrap();
        assert_eq!((calls.nobody(), calls.missed.len()), (3, 1), "they came in by day, within one hour");
        assert_eq!(open.gaps[0], (stage.house.now(), at("2026-11-20T22:00:00Z")));
        assert_eq!(look(Draft { fallback: Some(north.ann), ..nights }).await.gaps.len(), 0);
        assert_eq!(stage.number("SELECT count(*) FROM schedules", &[]).await, 0, "nothing was kept");
    }
}
