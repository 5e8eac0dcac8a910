//! The status of an account: the client sets it, every operator sees it, and the clock ends it.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a journey that cannot go on fails"
)]

use domain::access::{Actor, Key, StatusAcknowledge, StatusSet, StatusView};
use domain::records::Query;
use domain::statuses::{self, LONGEST, NewStatus, STATUSES, Status};
use kernel::{AccountId, Error, Result, Span, Timestamp};
use testkit::{Stage, TwoOfEverything, both_engines, just_before};

fn status(level: &str, text: &str, until: Option<Timestamp>) -> NewStatus {
    NewStatus { level: level.to_owned(), text: text.to_owned(), until }
}

async fn set(stage: &Stage, actor: &Actor, account: AccountId, new: NewStatus) -> Result<()> {
    statuses::set(&stage.house, &actor.may::<StatusSet>()?, account, new).await.map(|_| ())
}

async fn current(stage: &Stage, actor: &Actor, account: AccountId) -> Result<Option<Status>> {
    let granted = actor.may::<StatusView>()?;
    statuses::current(&mut stage.read().await, &granted, account, stage.house.now()).await
}

async fn says(stage: &Stage, actor: &Actor, account: AccountId) -> String {
    current(stage, actor, account).await.unwrap().map_or_else(String::new, |status| status.text)
}

async fn acknowledge(stage: &Stage, actor: &Actor, account: AccountId) -> Result<()> {
    statuses::acknowledge(&stage.house, &actor.may::<StatusAcknowledge>()?, account).await
}

async fn listed(stage: &Stage, actor: &Actor) -> usize {
    let granted = actor.may::<StatusView>().unwrap();
    let page = statuses::list(&mut stage.read().await, &granted, &Query::of(&STATUSES)).await.unwrap();
    page.records.len()
}

both_engines! {
    async fn s0_05_s0_38_a_client_sets_a_status_and_a_new_one_ends_the_last(stage: Stage) {
        let all = TwoOfEverything::on(&stage).await;
        let north = &all.one.north;
        let (admin, operator) = (stage.actor(&north.admin).await, stage.actor(&all.one.operator).await);
        assert!(current(&stage, &operator, north.account).await.unwrap().is_none());
        set(&stage, &admin, north.account, status("normal", "In a meeting", None)).await.unwrap();
        stage.advance(Span::minutes(5));
        set(&stage, &admin, north.account, status("urgent", "  Fire alarm.\r\nSend calls to Ann.  ", None)).await.unwrap();
        let now = current(&stage, &operator, north.account).await.unwrap().unwrap();
        assert_eq!((now.level.as_str(), now.text.as_str()), ("urgent", "Fire alarm.\nSend calls to Ann."));
        assert_eq!((now.set_by.as_str(), now.from, now.until), ("Admin North", stage.house.now(), None));
        let open = "SELECT count(*) FROM statuses WHERE ended_at IS NULL";
        assert_eq!((stage.number(open, &[]).await, listed(&stage, &admin).await), (1, 2));
        statuses::end(&stage.house, &admin.may().unwrap(), north.account).await.unwrap();
        statuses::end(&stage.house, &admin.may().unwrap(), north.account).await.unwrap();
        assert_eq!(says(&stage, &operator, north.account).await, "");
        let events = "SELECT count(*) FROM events WHERE action = ?1";
        assert_eq!(stage.number(events, db::params!["status.set"]).await, 2);
        assert_eq!(stage.number(events, db::params!["status.ended"]).await, 1, "ended once, said once");
    }

    async fn s0_40_it_carries_two_thousand_letters_and_what_cannot_be_used_is_refused(stage: Stage) {
        let all = TwoOfEverything::on(&stage).await;
        let north = &all.one.north;
        let admin = stage.actor(&north.admin).await;
        set(&stage, &admin, north.account, status("normal", &"é".repeat(LONGEST), None)).await.unwrap();
        let past = Some(stage.house.now());
        for (new, field) in [
            (status("normal", &"e".repeat(LONGEST + 1), None), "text"),
            (status("normal", " \n ", None), "text"),
            (status("normal", "a\0b", None), "text"),
            (status("loud", "Hello", None), "level"),
            (status("normal", "Hello", past), "until"),
        ] {
            match set(&stage, &admin, north.account, new).await {
                Err(Error::Invalid(invalid)) => assert!(invalid.message(field).is_some(), "{field}: {invalid:?}"),
                other => panic!("{field}: {other:?}"),
            }
        }
        assert_eq!(says(&stage, &admin, north.account).await.chars().count(), LONGEST, "nothing has changed");
    }

    async fn s0_38_the_clock_ends_it_and_nobody_has_to(stage: Stage) {
        let all = TwoOfEverything::on(&stage).await;
        let north = &all.one.north;
        let (admin, operator) = (stage.actor(&north.admin).await, stage.actor(&all.one.operator).await);
        let until = stage.house.now() + Span::minutes(60);
        set(&stage, &admin, north.account, status("attention", "Back in an hour", Some(until))).await.unwrap();
        stage.advance(just_before(Span::minutes(60)));
        assert_eq!(says(&stage, &operator, north.account).await, "Back in an hour");
        stage.advance(Span::micros(1));
        assert_eq!(says(&stage, &operator, north.account).await, "");
        assert!(matches!(acknowledge(&stage, &operator, north.account).await, Err(Error::Conflict(_))));
        stage.advance(Span::minutes(10));
        set(&stage, &admin, north.account, status("normal", "Here again", None)).await.unwrap();
        let ended = "SELECT count(*) FROM statuses WHERE ended_at = ?1 AND ended_by = ''";
        assert_eq!(stage.number(ended, db::params![until]).await, 1, "it ended when it said, by itself");
    }

    async fn s0_39_operators_see_the_urgent_first_and_the_client_sees_who_has_seen_it(stage: Stage) {
        let all = TwoOfEverything::on(&stage).await;
        let (north, south) = (&all.one.north, &all.one.south);
        let operator = stage.actor(&all.one.operator).await;
        let (of_north, of_south) = (stage.actor(&north.admin).await, stage.actor(&south.admin).await);
        set(&stage, &of_south, south.account, status("urgent", "Flood", None)).await.unwrap();
        stage.advance(Span::minutes(1));
        set(&stage, &of_north, north.account, status("normal", "Closed today", None)).await.unwrap();
        let granted = operator.may::<StatusView>().unwrap();
        let now = statuses::all_current(&mut stage.read().await, &granted, stage.house.now()).await.unwrap();
        let texts: Vec<&str> = now.iter().map(|status| status.text.as_str()).collect();
        assert_eq!(texts, ["Flood", "Closed today"]);
        acknowledge(&stage, &operator, south.account).await.unwrap();
        acknowledge(&stage, &operator, south.account).await.unwrap();
        let seen = current(&stage, &of_south, south.account).await.unwrap().unwrap().seen;
        assert_eq!((seen.len(), seen[0].user), (1, all.one.operator.id));
        set(&stage, &of_south, south.account, status("urgent", "Fire", None)).await.unwrap();
        let seen = current(&stage, &of_south, south.account).await.unwrap().unwrap().seen;
        assert!(seen.is_empty(), "a new status was not seen by anybody");
        let events = "SELECT count(*) FROM events WHERE action = 'status.acknowledged'";
        assert_eq!(stage.number(events, &[]).await, 1);
    }

    async fn s0_38_nobody_reaches_the_status_of_another_account(stage: Stage) {
        let all = TwoOfEverything::on(&stage).await;
        let (north, south) = (&all.one.north, &all.one.south);
        let (admin, user) = (stage.actor(&north.admin).await, stage.actor(&north.user).await);
        let strange = stage.actor(&all.two.operator).await;
        let never = AccountId::new(stage.house.now(), &kernel::Dice::seeded(5));
        let of_south = stage.actor(&south.admin).await;
        set(&stage, &of_south, south.account, status("urgent", "Flood", None)).await.unwrap();
        for account in [south.account, all.two.north.account, never] {
            assert!(matches!(current(&stage, &admin, account).await, Err(Error::NotFound)));
            assert!(matches!(set(&stage, &admin, account, status("normal", "x", None)).await, Err(Error::NotFound)));
            let ended = statuses::end(&stage.house, &admin.may().unwrap(), account).await;
            assert!(matches!(ended, Err(Error::NotFound)));
        }
        assert!(matches!(current(&stage, &strange, south.account).await, Err(Error::NotFound)));
        assert!(matches!(acknowledge(&stage, &strange, south.account).await, Err(Error::NotFound)));
        assert_eq!((listed(&stage, &admin).await, listed(&stage, &strange).await, listed(&stage, &of_south).await), (0, 0, 1));
        // A Client User sees the status and sets none; no client acknowledges.
        set(&stage, &admin, north.account, status("normal", "Open", None)).await.unwrap();
        assert_eq!(says(&stage, &user, north.account).await, "Open");
        assert!(set(&stage, &user, north.account, status("normal", "Mine", None)).await.is_err());
        assert!(acknowledge(&stage, &admin, north.account).await.is_err());
        assert!(admin.grants().reach(Key::StatusAcknowledge).is_none());
        let looking = stage.actor(&all.one.operator).await;
        assert_eq!(says(&stage, &looking, south.account).await, "Flood");
    }
}
