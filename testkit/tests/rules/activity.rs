//! What went on in an account in the last three months, counted by the fence of whoever looks.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a journey that cannot go on fails"
)]

use domain::access::Actor;
use domain::accounts::{self, Activity, Period};
use kernel::{AccountId, Error, Span, TimeZoneName};
use testkit::{Stage, TwoOfEverything, both_engines};

async fn activity(stage: &Stage, actor: &Actor, account: AccountId) -> Result<Vec<Activity>, Error> {
    let zone = TimeZoneName::parse("America/Chicago").unwrap().rules();
    let period = Period::last_three_months(stage.house.now(), &zone).unwrap();
    accounts::activity(&mut stage.read().await, &actor.may().unwrap(), account, &period).await
}

fn totals(found: &[Activity]) -> Vec<(&'static str, i64)> {
    found.iter().map(|one| (one.name, one.total)).collect()
}

both_engines! {
    async fn s3_27_calls_messages_and_sign_ins_of_an_account_are_counted_week_by_week(stage: Stage) {
        let all = TwoOfEverything::on(&stage).await;
        let (operator, one) = (stage.actor(&all.one.operator).await, &all.one);
        let before = activity(&stage, &operator, one.north.account).await.unwrap();
        let signed_in = totals(&before)[2].1;
        stage.actor(&one.north.admin).await;
        stage.actor(&one.north.admin).await;
        stage.actor(&one.south.admin).await;
        let found = activity(&stage, &operator, one.north.account).await.unwrap();
        assert_eq!(totals(&found), [("calls", 3), ("messages", 3), ("sign_ins", signed_in + 2)]);
        for kind in &found {
            assert_eq!(kind.weeks.iter().map(|week| week.count).sum::<i64>(), kind.total);
            assert!((13..=15).contains(&kind.weeks.len()), "{}", kind.weeks.len());
            assert!(kind.weeks.windows(2).all(|two| two[0].to < two[1].from));
        }
        assert_eq!(found[0].weeks.last().unwrap().count, 3, "all of this week");
    }

    async fn s3_27_after_three_months_it_is_over_and_the_clock_on_the_wall_says_when(stage: Stage) {
        let all = TwoOfEverything::on(&stage).await;
        let account = all.one.north.account;
        stage.advance(Span::days(80));
        let operator = stage.actor(&all.one.operator).await;
        let found = activity(&stage, &operator, account).await.unwrap();
        assert_eq!(totals(&found)[0].1, 3);
        assert_eq!(found[0].weeks.last().unwrap().count, 0);
        stage.advance(Span::days(15));
        let operator = stage.actor(&all.one.operator).await;
        let found = activity(&stage, &operator, account).await.unwrap();
        assert_eq!(totals(&found)[..2], [("calls", 0), ("messages", 0)]);
    }

    async fn s3_27_who_may_not_see_a_kind_gets_no_count_of_it(stage: Stage) {
        let all = TwoOfEverything::on(&stage).await;
        let (client, one) = (stage.actor(&all.one.north.admin).await, &all.one);
        let own = activity(&stage, &client, one.north.account).await.unwrap();
        assert_eq!(totals(&own)[..2], [("calls", 3), ("messages", 3)]);
        let operator = stage.actor(&one.operator).await;
        for (actor, account) in [(&client, one.south.account), (&operator, all.two.north.account)] {
            assert!(matches!(activity(&stage, actor, account).await, Err(Error::NotFound)));
        }
        assert!(stage.actor(&one.north.user).await.may::<domain::access::AccountsView>().is_err());
    }
}
