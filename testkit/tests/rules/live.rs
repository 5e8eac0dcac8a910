//! An open page hears of what happens, whichever process did it.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a journey that cannot go on fails")]

use std::time::Duration;

use domain::history::Action;
use domain::records::messages;
use domain::{House, live};
use testkit::{Stage, TwoOfEverything, a_message, both_engines};

/// Writes a message in `house` and waits until the open page of `stage` has heard of it.
async fn hears(stage: &Stage, house: &House, all: &TwoOfEverything) {
    let (org, place) = (all.one.org, &all.one.north);
    let mut page = stage.house.live.listen();
    // The listener may still be on its way to its chair when the first one is written.
    for _ in 0..10 {
        let actor = stage.system(org);
        let message = a_message(place.account, Some(place.ann));
        messages::write(house, &actor.may().unwrap(), message).await.unwrap();
        if let Ok(happened) = tokio::time::timeout(Duration::from_secs(1), page.recv()).await {
            let happened = happened.unwrap();
            assert_eq!((happened.org, happened.action), (org, Action::MessageWritten));
            assert_eq!((happened.account, happened.contact), (Some(place.account), Some(place.ann)));
            return;
        }
    }
    panic!("nothing was heard");
}

both_engines! {
    async fn a_page_hears_of_a_change_in_its_own_process(stage: Stage) {
        let all = TwoOfEverything::on(&stage).await;
        let following = tokio::spawn(live::follow(stage.house.clone()));
        hears(&stage, &stage.house, &all).await;
        following.abort();
    }

    async fn a_page_hears_of_a_change_in_another_process(stage: Stage) {
        let all = TwoOfEverything::on(&stage).await;
        let following = tokio::spawn(live::follow(stage.house.clone()));
        let other = stage.second_process().await;
        hears(&stage, &other, &all).await;
        following.abort();
    }

    async fn each_event_is_told_once_and_in_order(stage: Stage) {
        let all = TwoOfEverything::on(&stage).await;
        let following = tokio::spawn(live::follow(stage.house.clone()));
        hears(&stage, &stage.house, &all).await;
        let mut page = stage.house.live.listen();
        let actor = stage.system(all.one.org);
        let before = stage.number("SELECT seq FROM history_heads WHERE org_id = ?1", db::params![all.one.org]).await;
        for _ in 0..30 {
            let message = a_message(all.one.north.account, None);
            messages::write(&stage.house, &actor.may().unwrap(), message).await.unwrap();
        }
        let mut heard = Vec::new();
        while heard.last() != Some(&(before + 30)) {
            let happened = tokio::time::timeout(Duration::from_secs(5), page.recv()).await.unwrap().unwrap();
            if happened.seq > before {
                heard.push(happened.seq);
            }
        }
        assert_eq!(heard, (before + 1..=before + 30).collect::<Vec<_>>());
        following.abort();
    }
}
