//! Client accounts as the team sorts and notes them: tags, a note, operators, setup, and work on many at once.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a journey that cannot go on fails"
)]

use domain::access::{AccountsEdit, AccountsLock, AccountsView, Actor, HistoryView};
use domain::accounts::bulk::{self, Chosen, Edit};
use domain::accounts::tags::{self, Tag};
use domain::accounts::{self, ACCOUNTS, assignments, note};
use domain::history::{self, HISTORY};
use domain::records::{self, Query, Total};
use domain::{jobs, operators};
use kernel::{AccountId, Error};
use testkit::{Stage, TwoOfEverything, both_engines};

fn tag(text: &str) -> Tag {
    Tag::parse(text).unwrap()
}

/// The names of the accounts that the list shows with these parameters, in its order.
async fn listed(stage: &Stage, actor: &Actor, parameters: &[(&str, &str)]) -> Result<Vec<String>, Error> {
    let query = Query::parse(&ACCOUNTS, parameters.iter().copied())?;
    let page = accounts::list(&mut stage.read().await, &actor.may().unwrap(), &query).await?;
    assert_eq!(page.total, Total::Exactly(page.records.len()), "the count agrees with the list");
    Ok(page.records.iter().map(|record| record.cell("name").text().to_owned()).collect())
}

async fn tags_of(stage: &Stage, actor: &Actor, id: AccountId) -> Vec<String> {
    tags::list(&mut stage.read().await, &actor.may().unwrap(), id).await.unwrap()
}

fn edit(actor: &Actor) -> domain::access::Granted<AccountsEdit> {
    actor.may().unwrap()
}

both_engines! {
    async fn s3_25_tags_are_entered_found_and_counted_once(stage: Stage) {
        let all = TwoOfEverything::on(&stage).await;
        let (operator, north, south) = (stage.actor(&all.one.operator).await, &all.one.north, &all.one.south);
        let more = Tag::parse_all("Dental, VIP, dental").unwrap();
        tags::add(&stage.house, &edit(&operator), north.account, more).await.unwrap();
        tags::add(&stage.house, &edit(&operator), north.account, vec![tag("VIP")]).await.unwrap();
        tags::add(&stage.house, &edit(&operator), south.account, vec![tag("DENTAL")]).await.unwrap();
        assert_eq!(tags_of(&stage, &operator, north.account).await, ["Dental", "VIP"]);
        let in_use = tags::in_use(&mut stage.read().await, &operator.may().unwrap(), 10).await.unwrap();
        assert_eq!(in_use.len(), 2, "{in_use:?}");
        for (written, found) in [("dental", 2), ("vip", 1), ("vip,dental", 2), ("den", 0)] {
            assert_eq!(listed(&stage, &operator, &[("tags", written)]).await.unwrap().len(), found, "{written}");
        }
        assert_eq!(listed(&stage, &operator, &[("q", "vip")]).await.unwrap(), std::slice::from_ref(&north.name));
        let uid = north.account.to_string();
        assert_eq!(listed(&stage, &operator, &[("q", &uid)]).await.unwrap(), std::slice::from_ref(&north.name));
        tags::remove(&stage.house, &edit(&operator), north.account, &tag("vip")).await.unwrap();
        assert_eq!(tags_of(&stage, &operator, north.account).await, ["Dental"]);
        assert!(listed(&stage, &operator, &[("q", "vip")]).await.unwrap().is_empty());
    }

    async fn s3_25_twenty_tags_go_in_and_one_more_does_not(stage: Stage) {
        let all = TwoOfEverything::on(&stage).await;
        let (operator, id) = (stage.actor(&all.one.operator).await, all.one.north.account);
        let many = (0..tags::MOST).map(|number| tag(&format!("tag {number}"))).collect();
        tags::add(&stage.house, &edit(&operator), id, many).await.unwrap();
        let one_more = tags::add(&stage.house, &edit(&operator), id, vec![tag("one more")]).await;
        assert!(matches!(one_more, Err(Error::Invalid(_))), "{one_more:?}");
        assert_eq!(tags_of(&stage, &operator, id).await.len(), tags::MOST);
    }

    async fn s3_26_the_team_shares_a_note_that_the_client_never_reads(stage: Stage) {
        let all = TwoOfEverything::on(&stage).await;
        let (operator, id) = (stage.actor(&all.one.operator).await, all.one.north.account);
        note::write(&stage.house, &edit(&operator), id, "Pays late.\nBe patient.").await.unwrap();
        tags::add(&stage.house, &edit(&operator), id, vec![tag("slow payer")]).await.unwrap();
        assignments::assign(&stage.house, &edit(&operator), id, all.one.operator.id).await.unwrap();
        let colleague = stage.actor(&all.one.administrator).await;
        let found = note::find(&mut stage.read().await, &colleague.may().unwrap(), id).await.unwrap().unwrap();
        assert_eq!(found.text, "Pays late.\nBe patient.");
        assert_eq!(found.changed_at, stage.house.now());
        assert_eq!(Some(found.changed_by.as_str()), operator.person().map(|person| person.name.as_str()));

        let client = stage.actor(&all.one.north.admin).await;
        let view = client.may::<AccountsView>().unwrap();
        let seen = records::find(&mut stage.read().await, &view, &ACCOUNTS, id.any()).await.unwrap().json();
        for field in ["tags", "operators", "note"] {
            assert!(seen.get(field).is_none(), "{field} of {seen}");
        }
        assert!(listed(&stage, &client, &[("q", "slow")]).await.unwrap().is_empty(), "nor finds by it");
        for filter in [("tags", "slow payer"), ("operators", &all.one.operator.id.to_string())] {
            assert!(matches!(listed(&stage, &client, &[filter]).await, Err(Error::Invalid(_))), "{filter:?}");
        }
        let mut read = stage.read().await;
        let history = client.may::<HistoryView>().unwrap();
        assert!(matches!(note::find(&mut read, &view, id).await, Err(Error::NotFound)));
        assert!(matches!(tags::list(&mut read, &view, id).await, Err(Error::NotFound)));
        assert!(matches!(assignments::list(&mut read, &view, id).await, Err(Error::NotFound)));
        let told = history::list(&mut read, &history, &Query::of(&HISTORY).with_all_fields()).await.unwrap();
        for record in &told.records {
            let action = record.json()["action"].as_str().unwrap().to_owned();
            assert!(!["account.noted", "account.tagged", "account.assigned"].contains(&action.as_str()), "{action}");
        }
        let team = history::deeds(&mut read, &operator.may().unwrap(), id, 10).await.unwrap();
        assert!(team.iter().filter(|entry| entry.label == all.one.north.name).count() >= 3);
        assert!(client.may::<AccountsEdit>().is_err());
    }

    async fn s3_26_ten_thousand_characters_go_in_and_one_more_does_not(stage: Stage) {
        let all = TwoOfEverything::on(&stage).await;
        let (operator, id) = (stage.actor(&all.one.operator).await, all.one.north.account);
        note::write(&stage.house, &edit(&operator), id, &"é".repeat(note::MAX)).await.unwrap();
        let more = note::write(&stage.house, &edit(&operator), id, &"é".repeat(note::MAX + 1)).await;
        assert!(matches!(more, Err(Error::Invalid(_))));
        note::write(&stage.house, &edit(&operator), id, "").await.unwrap();
        let left = note::find(&mut stage.read().await, &operator.may().unwrap(), id).await.unwrap().unwrap();
        assert_eq!(left.text, "");
    }

    async fn s3_58_s3_59_several_operators_look_after_several_accounts(stage: Stage) {
        let all = TwoOfEverything::on(&stage).await;
        let (operator, one) = (stage.actor(&all.one.operator).await, &all.one);
        for id in [one.north.account, one.south.account] {
            assignments::assign(&stage.house, &edit(&operator), id, one.operator.id).await.unwrap();
        }
        assignments::assign(&stage.house, &edit(&operator), one.north.account, one.administrator.id).await.unwrap();
        let mine = [("operators", one.operator.id.to_string()), ("operators", one.administrator.id.to_string())];
        assert_eq!(listed(&stage, &operator, &[("operators", &mine[0].1)]).await.unwrap().len(), 2);
        assert_eq!(listed(&stage, &operator, &[("operators", &mine[1].1)]).await.unwrap(), std::slice::from_ref(&one.north.name));
        // Neither a client, nor somebody of another organization, nor who is disabled.
        let administrator = stage.actor(&one.administrator).await;
        for nobody in [one.north.admin.id, all.two.operator.id] {
            let outcome = assignments::assign(&stage.house, &edit(&operator), one.south.account, nobody).await;
            assert!(matches!(outcome, Err(Error::Invalid(_))), "{outcome:?}");
        }
        operators::disable(&stage.house, &administrator.may().unwrap(), one.operator.id).await.unwrap();
        assignments::unassign(&stage.house, &edit(&administrator), one.south.account, one.operator.id).await.unwrap();
        let again = assignments::assign(&stage.house, &edit(&administrator), one.south.account, one.operator.id).await;
        assert!(matches!(again, Err(Error::Invalid(_))), "{again:?}");
        operators::delete(&stage.house, &administrator.may().unwrap(), one.operator.id).await.unwrap();
        let left = assignments::list(&mut stage.read().await, &administrator.may().unwrap(), one.north.account).await;
        assert_eq!(left.unwrap().len(), 1, "a deleted operator looks after nobody");
        let granted = edit(&administrator);
        let elsewhere = assignments::assign(&stage.house, &granted, all.two.north.account, one.administrator.id).await;
        assert!(matches!(elsewhere, Err(Error::NotFound)));
    }

    async fn s3_13_s3_14_c_20_setup_is_marked_as_complete_and_filters_combine(stage: Stage) {
        let all = TwoOfEverything::on(&stage).await;
        let (operator, one) = (stage.actor(&all.one.operator).await, &all.one);
        accounts::reopen_setup(&stage.house, &edit(&operator), one.north.account).await.unwrap();
        accounts::lock(&stage.house, &operator.may().unwrap(), one.south.account).await.unwrap();
        assignments::assign(&stage.house, &edit(&operator), one.south.account, one.operator.id).await.unwrap();
        let me = one.operator.id.to_string();
        let north = vec![one.north.name.clone()];
        for (filters, found) in [
            (vec![("state", "active,in_setup")], north.clone()),
            (vec![("setup", "in_setup")], north.clone()),
            (vec![("state", "in_setup"), ("operators", &me)], vec![]),
            (vec![("state", "locked"), ("operators", &me)], vec![one.south.name.clone()]),
        ] {
            assert_eq!(listed(&stage, &operator, &filters).await.unwrap(), found, "{filters:?}");
        }
        accounts::complete_setup(&stage.house, &edit(&operator), one.north.account).await.unwrap();
        assert_eq!(listed(&stage, &operator, &[("state", "active")]).await.unwrap(), north);
        assert!(listed(&stage, &operator, &[("state", "gone")]).await.is_err());
    }

    async fn s3_25_s3_58_work_on_many_accounts_is_done_with_a_report(stage: Stage) {
        let all = TwoOfEverything::on(&stage).await;
        let (operator, one) = (stage.actor(&all.one.operator).await, &all.one);
        let (north, south) = (one.north.account, one.south.account);
        tags::add(&stage.house, &edit(&operator), north, vec![tag("vip")]).await.unwrap();
        let everybody = || Chosen::Matching(Query::of(&ACCOUNTS));
        let count = bulk::count(&mut stage.read().await, &operator.may().unwrap(), &everybody()).await.unwrap();
        assert_eq!(count, 2, "and none of the other organization");
        let id = bulk::edit(&stage.house, &edit(&operator), &Edit::AddTag(tag("VIP")), &everybody()).await.unwrap();
        let report = jobs::report(&mut stage.read().await, &operator, id, None, 10).await.unwrap();
        assert_eq!((report.job.done, report.skipped.len()), (1, 1), "{report:?}");
        assert_eq!(tags_of(&stage, &operator, south).await, ["VIP"]);
        let assign = Edit::Assign(one.operator.id);
        bulk::edit(&stage.house, &edit(&operator), &assign, &Chosen::These(vec![north, south])).await.unwrap();
        let me = one.operator.id.to_string();
        assert_eq!(listed(&stage, &operator, &[("operators", &me)]).await.unwrap().len(), 2);
        bulk::edit(&stage.house, &edit(&operator), &Edit::RemoveTag(tag("vip")), &everybody()).await.unwrap();
        assert!(tags_of(&stage, &operator, north).await.is_empty());

        let client = stage.sign_in(&one.north.admin).await;
        let lock = operator.may::<AccountsLock>().unwrap();
        bulk::lock_all(&stage.house, &lock, true, &everybody()).await.unwrap();
        assert!(stage.resolve(&client).await.is_err(), "whoever was in is out");
        assert_eq!(listed(&stage, &operator, &[("state", "locked")]).await.unwrap().len(), 2);
        bulk::lock_all(&stage.house, &lock, false, &Chosen::These(vec![north])).await.unwrap();
        assert_eq!(listed(&stage, &operator, &[("state", "active")]).await.unwrap(), std::slice::from_ref(&one.north.name));

        let elsewhere = Chosen::These(vec![north, all.two.north.account]);
        let refused = bulk::edit(&stage.house, &edit(&operator), &assign, &elsewhere).await;
        assert!(matches!(refused, Err(Error::NotFound)), "{refused:?}");
        let stranger = Edit::Assign(all.two.operator.id);
        let stranger = bulk::edit(&stage.house, &edit(&operator), &stranger, &everybody()).await;
        assert!(matches!(stranger, Err(Error::Invalid(_))));
    }
}
