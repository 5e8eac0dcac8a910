//! Who sees what: one's own, one's account's, one's organization's, and nothing else.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a journey that cannot go on fails")]

use std::collections::BTreeSet;

use domain::access::{Actor, CallsView, MessagesMark, MessagesView};
use domain::accounts::{self, ACCOUNTS};
use domain::people::{contacts, users};
use domain::records::calls::{self, CALLS};
use domain::records::messages::{self, MESSAGES};
use domain::records::{Cursor, Page, Query, Total, export_page};
use domain::{history, records};
use kernel::{AccountId, AnyId, CallId, Dice, Error, MessageId, Timestamp};
use testkit::{Stage, TwoOfEverything, both_engines};

fn ids(page: &Page) -> BTreeSet<String> {
    page.records.iter().map(|record| record.id.to_string()).collect()
}

fn set<T: ToString>(ids: &[T]) -> BTreeSet<String> {
    ids.iter().map(ToString::to_string).collect()
}

/// What an actor sees of calls and messages, by every way there is: all of them must agree.
async fn seen(stage: &Stage, actor: &Actor, all: &TwoOfEverything) -> (BTreeSet<String>, BTreeSet<String>) {
    let mut read = stage.read().await;
    let granted = actor.may::<CallsView>().unwrap();
    let listed = calls::list(&mut read, &granted, &Query::of(&CALLS)).await.unwrap();
    let found =
        calls::list(&mut read, &granted, &Query::parse(&CALLS, [("q", "zoe")]).unwrap()).await.unwrap();
    let exported = export_page(&mut read, &granted, &Query::of(&CALLS)).await.unwrap();
    assert_eq!(listed.total, Total::Exactly(listed.records.len()));
    assert_eq!(ids(&listed), ids(&found));
    assert_eq!(ids(&listed), ids(&exported));

    let granted = actor.may::<MessagesView>().unwrap();
    let messages = messages::list(&mut read, &granted, &Query::of(&MESSAGES)).await.unwrap();
    let by_search = Query::parse(&MESSAGES, [("q", "call back"), ("state", "new,read,done")]).unwrap();
    let found = messages::list(&mut read, &granted, &by_search).await.unwrap();
    let exported = export_page(&mut read, &granted, &Query::of(&MESSAGES)).await.unwrap();
    assert_eq!(messages.total, Total::Exactly(messages.records.len()));
    assert_eq!(ids(&messages), ids(&found));
    assert_eq!(ids(&messages), ids(&exported));

    // Asked for one by one, the same are found, and every other one is as if it did not exist.
    for place in [&all.one.north, &all.one.south, &all.two.north, &all.two.south] {
        for id in place.calls.all() {
            let alone = calls::find(&mut read, &actor.may().unwrap(), id).await;
            assert_eq!(alone.is_ok(), ids(&listed).contains(&id.to_string()), "{id}");
            assert!(alone.is_ok() || matches!(alone, Err(Error::NotFound)));
        }
        for id in place.messages.all() {
            let alone = messages::find(&mut read, &actor.may().unwrap(), id).await;
            assert_eq!(alone.is_ok(), ids(&messages).contains(&id.to_string()), "{id}");
            assert!(alone.is_ok() || matches!(alone, Err(Error::NotFound)));
        }
    }
    (ids(&listed), ids(&messages))
}

both_engines! {
    async fn s0_30_s0_31_a_client_user_sees_only_own_calls_and_messages(stage: Stage) {
        let all = TwoOfEverything::on(&stage).await;
        let north = &all.one.north;
        let ann = stage.actor(&north.user).await;
        let (calls, messages) = seen(&stage, &ann, &all).await;
        assert_eq!(calls, set(&[north.calls.for_ann]));
        assert_eq!(messages, set(&[north.messages.for_ann]));
    }

    async fn a_user_without_a_contact_sees_nothing(stage: Stage) {
        let all = TwoOfEverything::on(&stage).await;
        let lost = stage.actor(&all.one.north.lost).await;
        let (calls, messages) = seen(&stage, &lost, &all).await;
        assert!(calls.is_empty() && messages.is_empty());
    }

    async fn a_user_without_a_role_may_do_nothing(stage: Stage) {
        let all = TwoOfEverything::on(&stage).await;
        let who = &all.one.north.user;
        let visit = stage.sign_in(who).await;
        let sql = "DELETE FROM membership_roles WHERE org_id = ?1 AND user_id = ?2";
        stage.tamper(sql, db::params![who.org, who.id]).await;
        let actor = stage.resolve(&visit).await.unwrap().actor;
        assert_eq!(actor.grants().list().count(), 0);
        assert!(matches!(actor.may::<CallsView>(), Err(Error::Forbidden(_))));
    }

    async fn s0_27_a_client_admin_sees_the_account_and_nothing_of_another(stage: Stage) {
        let all = TwoOfEverything::on(&stage).await;
        let north = &all.one.north;
        let admin = stage.actor(&north.admin).await;
        let (calls, messages) = seen(&stage, &admin, &all).await;
        assert_eq!(calls, set(&north.calls.all()));
        assert_eq!(messages, set(&north.messages.all()));
        let mut read = stage.read().await;
        let page = accounts::list(&mut read, &admin.may().unwrap(), &Query::of(&ACCOUNTS)).await.unwrap();
        assert_eq!(ids(&page), set(&[north.account]));
        let users = users::list(&mut read, &admin.may().unwrap(), &Query::of(&users::USERS)).await.unwrap();
        assert_eq!(ids(&users), set(&[north.admin.id, north.user.id, north.lost.id]));
        let query = Query::of(&contacts::CONTACTS);
        let contacts = contacts::list(&mut read, &admin.may().unwrap(), &query).await.unwrap();
        assert_eq!(ids(&contacts), set(&[north.ann, north.bob]));
        let query = Query::of(&history::HISTORY).with_all_fields();
        let lines = history::list(&mut read, &admin.may().unwrap(), &query).await.unwrap();
        assert!(!lines.records.is_empty());
        assert!(lines.records.iter().all(|line| line.cell("account").text() == "North"));
    }

    async fn an_operator_sees_the_organization_and_nothing_of_another(stage: Stage) {
        let all = TwoOfEverything::on(&stage).await;
        for who in [&all.one.operator, &all.one.administrator] {
            let actor = stage.actor(who).await;
            let (calls, messages) = seen(&stage, &actor, &all).await;
            let own = all.one.places();
            assert_eq!(calls, set(&own.map(|place| place.calls.all()).concat()));
            assert_eq!(messages, set(&own.map(|place| place.messages.all()).concat()));
        }
    }

    async fn what_is_out_of_reach_is_as_if_it_never_existed(stage: Stage) {
        let all = TwoOfEverything::on(&stage).await;
        let never_at = Timestamp::from_micros(1);
        let dice = Dice::seeded(5);
        let never = (AccountId::new(never_at, &dice), CallId::new(never_at, &dice), MessageId::new(never_at, &dice));
        for who in [&all.one.north.user, &all.one.north.admin, &all.one.operator] {
            let actor = stage.actor(who).await;
            let mut outside = vec![&all.two.north, &all.two.south];
            if who.id != all.one.operator.id {
                outside.push(&all.one.south);
            }
            for place in outside {
                let mut read = stage.read().await;
                let call = |id: CallId| id;
                let mut texts = Vec::new();
                for id in [call(place.calls.for_nobody), never.1] {
                    let error = calls::find(&mut read, &actor.may().unwrap(), id).await.unwrap_err();
                    texts.push(format!("{error} {error:?}"));
                }
                drop(read);
                for id in [place.messages.for_ann, never.2] {
                    let granted = actor.may::<MessagesMark>().unwrap();
                    let error = messages::mark(&stage.house, &granted, id, "done").await.unwrap_err();
                    texts.push(format!("{error} {error:?}"));
                }
                if let Ok(granted) = actor.may() {
                    let mut read = stage.read().await;
                    for id in [place.account, never.0] {
                        let error = accounts::find(&mut read, &granted, id).await.unwrap_err();
                        texts.push(format!("{error} {error:?}"));
                    }
                }
                let first = texts.first().unwrap();
                assert!(texts.iter().all(|text| text == first), "{texts:?}");
            }
        }
        let untouched = stage.number("SELECT count(*) FROM messages WHERE state <> 'new'", &[]).await;
        assert_eq!(untouched, 0);
    }

    async fn a_filter_or_a_cursor_never_widens(stage: Stage) {
        let all = TwoOfEverything::on(&stage).await;
        let south = &all.one.south;
        let ann = stage.actor(&all.one.north.user).await;
        let mut read = stage.read().await;
        let foreign = Cursor::parse(&cursor_of(&stage, &all).await).unwrap().to_string();
        for pairs in [
            vec![("account", south.account.to_string())],
            vec![("contact", all.one.north.bob.to_string())],
            vec![("contact", all.two.north.ann.to_string())],
            vec![("q", "%".to_owned())],
            vec![("q", "_".to_owned())],
        ] {
            let query = Query::parse(&CALLS, pairs.clone()).unwrap();
            let page = calls::list(&mut read, &ann.may().unwrap(), &query).await.unwrap();
            assert!(page.records.is_empty(), "{pairs:?}");
        }
        for name in ["after", "before"] {
            let query = Query::parse(&CALLS, [(name, foreign.as_str())]).unwrap();
            let page = calls::list(&mut read, &ann.may().unwrap(), &query).await.unwrap();
            assert!(ids(&page).is_subset(&set(&[all.one.north.calls.for_ann])));
        }
        assert!(Query::parse(&CALLS, [("org_id", "2")]).is_err());
    }

    async fn a_proof_of_one_permission_opens_no_other_list(stage: Stage) {
        let all = TwoOfEverything::on(&stage).await;
        let admin = stage.actor(&all.one.north.admin).await;
        let granted = admin.may::<CallsView>().unwrap();
        let mut read = stage.read().await;
        for collection in [&MESSAGES, &ACCOUNTS, &users::USERS, &contacts::CONTACTS, &history::HISTORY] {
            let query = Query::of(collection);
            assert!(matches!(records::list(&mut read, &granted, &query).await, Err(Error::Bug(_))));
            assert!(matches!(export_page(&mut read, &granted, &query).await, Err(Error::Bug(_))));
        }
        let id = all.one.north.messages.for_ann.any();
        assert!(matches!(records::find(&mut read, &granted, &MESSAGES, id).await, Err(Error::Bug(_))));
    }

    async fn another_kind_of_id_finds_nothing(stage: Stage) {
        let all = TwoOfEverything::on(&stage).await;
        let admin = stage.actor(&all.one.north.admin).await;
        let disguised = AnyId { prefix: "call", uuid: all.one.north.messages.for_ann.uuid() };
        let granted = admin.may::<CallsView>().unwrap();
        let error = records::find(&mut stage.read().await, &granted, &CALLS, disguised).await.unwrap_err();
        assert!(matches!(error, Error::NotFound));
    }
}

/// A place in the list of another organization.
async fn cursor_of(stage: &Stage, all: &TwoOfEverything) -> String {
    let other = stage.actor(&all.two.operator).await;
    let mut read = stage.read().await;
    let query = Query::parse(&CALLS, [("limit", "10")]).unwrap();
    let page = calls::list(&mut read, &other.may().unwrap(), &query).await.unwrap();
    let query = Query { before: None, after: None, limit: 1, ..query };
    let page = match page.after {
        Some(_) => page,
        None => export_page(&mut read, &other.may::<CallsView>().unwrap(), &query).await.unwrap(),
    };
    page.after.unwrap().to_string()
}
