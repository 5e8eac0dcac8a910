//! Resources: a client writes what operators need to know, and each operator is told what he or she has not read.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a journey that cannot go on fails"
)]

use domain::access::{Actor, ResourcesEdit, ResourcesView};
use domain::records::Query;
use domain::resources::{self, LONGEST_TEXT, LONGEST_TITLE, RESOURCES, ResourceDetails};
use kernel::{AccountId, Error, ResourceId, Result, Span};
use testkit::{Stage, TwoOfEverything, both_engines};

fn resource(title: &str, text: &str) -> ResourceDetails {
    ResourceDetails { category: "instructions".to_owned(), title: title.to_owned(), text: text.to_owned() }
}

async fn create(
    stage: &Stage,
    actor: &Actor,
    account: AccountId,
    new: ResourceDetails,
) -> Result<ResourceId> {
    resources::create(&stage.house, &actor.may::<ResourcesEdit>()?, account, new).await
}

async fn edit(stage: &Stage, actor: &Actor, id: ResourceId, base: Option<i64>, text: &str) -> Result<()> {
    resources::edit(&stage.house, &actor.may::<ResourcesEdit>()?, id, base, resource("How we answer", text))
        .await
}

async fn titles(stage: &Stage, actor: &Actor, question: &str) -> Vec<String> {
    let granted = actor.may::<ResourcesView>().unwrap();
    let query =
        Query::parse(&RESOURCES, question.split('&').filter_map(|pair| pair.split_once('='))).unwrap();
    let page = resources::list(&mut stage.read().await, &granted, &query).await.unwrap();
    page.records.iter().map(|one| one.cell("title").text().to_owned()).collect()
}

async fn unread(stage: &Stage, actor: &Actor, id: ResourceId) -> Option<Option<i64>> {
    let granted = actor.may::<ResourcesView>().unwrap();
    let found = resources::unread(&mut stage.read().await, &granted, &[id]).await.unwrap();
    found.get(&id).copied()
}

async fn say_read(stage: &Stage, actor: &Actor, id: ResourceId, version: i64) -> Result<()> {
    resources::say_read(&stage.house, &actor.may::<ResourcesView>()?, id, version).await
}

both_engines! {
    async fn s0_42_a_client_admin_writes_resources_and_each_change_is_a_version(stage: Stage) {
        let all = TwoOfEverything::on(&stage).await;
        let north = &all.one.north;
        let (admin, operator) = (stage.actor(&north.admin).await, stage.actor(&all.one.operator).await);
        let id = create(&stage, &admin, north.account, resource(" How we answer ", "Say: *hello*.\r\n")).await.unwrap();
        create(&stage, &operator, north.account, resource("Directions", "Second floor")).await.unwrap();
        assert_eq!(titles(&stage, &operator, "").await, ["Directions", "How we answer"]);
        assert_eq!(titles(&stage, &operator, "q=HELLO").await, ["How we answer"]);
        stage.advance(Span::minutes(5));
        edit(&stage, &admin, id, Some(1), "Say: good morning.").await.unwrap();
        edit(&stage, &admin, id, Some(2), "Say: good morning.").await.unwrap();
        let versions = resources::versions(&mut stage.read().await, &operator.may().unwrap(), id).await.unwrap();
        let texts: Vec<(i64, &str)> = versions.iter().map(|one| (one.number, one.details.text.as_str())).collect();
        assert_eq!(texts, [(2, "Say: good morning."), (1, "Say: *hello*.")], "the same again is no version");
        assert_eq!((versions[0].by.as_str(), versions[0].at), ("Admin North", stage.house.now()));
        // Whoever writes from an older version is told so, and changes nothing.
        assert!(matches!(edit(&stage, &operator, id, Some(1), "Mine").await, Err(Error::Conflict(_))));
        edit(&stage, &operator, id, None, "Mine").await.unwrap();
        assert_eq!(titles(&stage, &admin, "sort=-updated_at").await[0], "How we answer");
        let events = "SELECT count(*) FROM events WHERE action = ?1";
        assert_eq!(stage.number(events, db::params!["resource.edited"]).await, 2);
        resources::delete(&stage.house, &admin.may().unwrap(), id).await.unwrap();
        assert_eq!(titles(&stage, &admin, "").await, ["Directions"]);
        assert_eq!(stage.number("SELECT count(*) FROM resource_versions", &[]).await, 1);
    }

    async fn s0_10_each_operator_is_told_what_was_changed_since_he_or_she_read_it(stage: Stage) {
        let all = TwoOfEverything::on(&stage).await;
        let north = &all.one.north;
        let admin = stage.actor(&north.admin).await;
        let (operator, other) = (stage.actor(&all.one.operator).await, stage.actor(&all.one.administrator).await);
        let id = create(&stage, &admin, north.account, resource("How we answer", "one")).await.unwrap();
        assert_eq!(unread(&stage, &operator, id).await, Some(None), "it is new");
        say_read(&stage, &operator, id, 1).await.unwrap();
        say_read(&stage, &operator, id, 1).await.unwrap();
        assert_eq!(unread(&stage, &operator, id).await, None);
        assert_eq!(unread(&stage, &other, id).await, Some(None), "each reads for himself or herself");
        edit(&stage, &admin, id, Some(1), "two").await.unwrap();
        assert_eq!(unread(&stage, &operator, id).await, Some(Some(1)));
        say_read(&stage, &operator, id, 2).await.unwrap();
        say_read(&stage, &operator, id, 1).await.unwrap();
        assert_eq!(unread(&stage, &operator, id).await, None, "what was read is not forgotten");
        for wrong in [-1, 0, 3, i64::MAX] {
            assert!(matches!(say_read(&stage, &operator, id, wrong).await, Err(Error::Invalid(_))), "{wrong}");
        }
        // A client is asked for nothing.
        assert_eq!(unread(&stage, &admin, id).await, None);
        assert!(matches!(say_read(&stage, &admin, id, 2).await, Err(Error::Forbidden(_))));
        let events = "SELECT count(*) FROM events WHERE action = 'resource.read'";
        assert_eq!(stage.number(events, &[]).await, 2, "the same again is no event");
        // What a person has read goes with the person.
        domain::operators::delete(&stage.house, &other.may().unwrap(), all.one.operator.id).await.unwrap();
        assert_eq!(stage.number("SELECT count(*) FROM resource_readings", &[]).await, 0);
    }

    async fn s0_42_nobody_reaches_the_resources_of_another_account(stage: Stage) {
        let all = TwoOfEverything::on(&stage).await;
        let (north, south) = (&all.one.north, &all.one.south);
        let (admin, user) = (stage.actor(&north.admin).await, stage.actor(&north.user).await);
        let id = create(&stage, &admin, north.account, resource("How we answer", "one")).await.unwrap();
        assert!(user.may::<ResourcesView>().is_err(), "a Client User sees messages for himself or herself");
        for strange in [&south.admin, &all.two.operator] {
            let strange = stage.actor(strange).await;
            assert!(titles(&stage, &strange, "").await.is_empty());
            let found = resources::find(&mut stage.read().await, &strange.may().unwrap(), id).await;
            assert!(matches!(found, Err(Error::NotFound)));
            let versions = resources::versions(&mut stage.read().await, &strange.may().unwrap(), id).await;
            assert!(matches!(versions, Err(Error::NotFound)));
            assert!(matches!(edit(&stage, &strange, id, None, "x").await, Err(Error::NotFound)));
            assert!(matches!(say_read(&stage, &strange, id, 1).await, Err(Error::NotFound)));
            let deleted = resources::delete(&stage.house, &strange.may().unwrap(), id).await;
            assert!(matches!(deleted, Err(Error::NotFound)));
            let written = create(&stage, &strange, north.account, resource("x", "x")).await;
            assert!(matches!(written, Err(Error::NotFound)));
            assert_eq!(unread(&stage, &strange, id).await, None);
        }
    }

    async fn s0_42_what_cannot_be_used_is_refused_in_words(stage: Stage) {
        let all = TwoOfEverything::on(&stage).await;
        let north = &all.one.north;
        let admin = stage.actor(&north.admin).await;
        for (new, field) in [
            (resource(" ", "x"), "title"),
            (resource(&"e".repeat(LONGEST_TITLE + 1), "x"), "title"),
            (resource("x", "\n"), "text"),
            (resource("x", &"e".repeat(LONGEST_TEXT + 1)), "text"),
            (resource("x", "a\0b"), "text"),
            (ResourceDetails { category: "gossip".to_owned(), ..resource("x", "x") }, "category"),
        ] {
            match create(&stage, &admin, north.account, new).await {
                Err(Error::Invalid(invalid)) => assert!(invalid.message(field).is_some(), "{field}: {invalid:?}"),
                other => panic!("{field}: {other:?}"),
            }
        }
        let longest = resource(&"é".repeat(LONGEST_TITLE), &"é".repeat(LONGEST_TEXT));
        create(&stage, &admin, north.account, longest).await.unwrap();
    }
}
