//! Views: a list is kept under a name, opened again, changed, shared with the team, and given up.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a journey that cannot go on fails")]

use domain::access::Mode;
use domain::sign_in::SignedIn;
use domain::views::{self, NewView, View};
use kernel::{Error, Name, Result, ViewId};
use testkit::{Stage, TwoOfEverything, both_engines};

const CALLS: &str = "/console/calls";

fn new(list: &str, name: &str, state: &str, shared: bool) -> NewView {
    NewView { list: list.to_owned(), name: Name::parse(name).unwrap(), state: state.to_owned(), shared }
}

async fn save(stage: &Stage, who: &SignedIn, new: NewView) -> Result<ViewId> {
    views::save(&stage.house, who, new).await
}

async fn open(stage: &Stage, who: &SignedIn, list: &str) -> Vec<View> {
    views::of_list(&mut stage.read().await, who, list).await.unwrap()
}

async fn names(stage: &Stage, who: &SignedIn, list: &str) -> Vec<String> {
    open(stage, who, list).await.into_iter().map(|view| view.name).collect()
}

both_engines! {
    async fn a_list_is_kept_under_a_name_and_found_again_by_oneself_alone(stage: Stage) {
        let all = TwoOfEverything::on(&stage).await;
        let (operator, admin) = (stage.signed_in(&all.one.operator).await, stage.signed_in(&all.one.north.admin).await);
        let id = save(&stage, &operator, new(CALLS, "Missed today", "state=missed", false)).await.unwrap();
        save(&stage, &operator, new(CALLS, "Answered", "state=answered", false)).await.unwrap();
        assert_eq!(names(&stage, &operator, CALLS).await, ["Answered", "Missed today"]);
        assert!(names(&stage, &operator, "/console/messages").await.is_empty(), "a view is of one list");
        for other in [&all.one.administrator, &all.one.north.admin, &all.two.operator] {
            let other = stage.signed_in(other).await;
            assert!(names(&stage, &other, CALLS).await.is_empty());
            let found = views::find(&mut stage.read().await, &other, id).await;
            assert!(matches!(found, Err(Error::NotFound)));
            assert!(matches!(views::delete(&stage.house, &other, id).await, Err(Error::NotFound)));
        }
        let own = save(&stage, &admin, new("/calls", "Missed today", "state=missed", false)).await.unwrap();
        assert_eq!(open(&stage, &admin, "/calls").await.first().map(|view| view.id), Some(own));
    }

    async fn a_view_is_kept_as_it_is_now_renamed_and_deleted_with_a_line_for_each(stage: Stage) {
        let all = TwoOfEverything::on(&stage).await;
        let operator = stage.signed_in(&all.one.operator).await;
        let id = save(&stage, &operator, new(CALLS, "Missed", "state=missed", false)).await.unwrap();
        views::keep(&stage.house, &operator, id, "state=missed&sort=-duration").await.unwrap();
        views::keep(&stage.house, &operator, id, "state=missed&sort=-duration").await.unwrap();
        let name = Name::parse("Long and missed").unwrap();
        views::edit(&stage.house, &operator, id, &name, false).await.unwrap();
        let view = views::find(&mut stage.read().await, &operator, id).await.unwrap();
        assert_eq!((view.name.as_str(), view.state.as_str()), ("Long and missed", "state=missed&sort=-duration"));
        views::delete(&stage.house, &operator, id).await.unwrap();
        assert!(names(&stage, &operator, CALLS).await.is_empty());
        let saved = stage.number("SELECT count(*) FROM events WHERE action = ?1", db::params!["view.saved"]).await;
        let deleted = stage.number("SELECT count(*) FROM events WHERE action = ?1", db::params!["view.deleted"]).await;
        assert_eq!((saved, deleted), (3, 1), "kept twice the same is said once");
    }

    async fn what_is_shared_is_for_the_team_and_its_owner_s_to_change(stage: Stage) {
        let all = TwoOfEverything::on(&stage).await;
        let operator = stage.signed_in(&all.one.operator).await;
        let colleague = stage.signed_in(&all.one.administrator).await;
        let client = stage.signed_in(&all.one.north.admin).await;
        let id = save(&stage, &operator, new(CALLS, "VIP", "q=vip", true)).await.unwrap();
        save(&stage, &operator, new(CALLS, "Mine", "q=mine", false)).await.unwrap();
        assert_eq!(names(&stage, &colleague, CALLS).await, ["VIP"]);
        assert!(names(&stage, &client, CALLS).await.is_empty(), "clients are not of the team");
        assert!(names(&stage, &stage.signed_in(&all.two.operator).await, CALLS).await.is_empty());
        let theirs = views::keep(&stage.house, &colleague, id, "q=other").await;
        assert!(matches!(theirs, Err(Error::Forbidden(_))));
        let by_client = save(&stage, &client, new("/calls", "All", "q=a", true)).await;
        assert!(matches!(by_client, Err(Error::Invalid(_))), "only operators share");
        domain::operators::delete(
            &stage.house,
            &stage.actor(&all.one.administrator).await.may().unwrap(),
            all.one.operator.id,
        )
        .await
        .unwrap();
        assert_eq!(names(&stage, &colleague, CALLS).await, ["VIP"], "what was shared stays");
        assert_eq!(stage.number("SELECT count(*) FROM saved_views", &[]).await, 1, "what was one's own goes");
        views::keep(&stage.house, &colleague, id, "q=other").await.unwrap();
    }

    async fn a_name_is_used_once_a_list_and_nothing_is_kept_in_somebody_s_place(stage: Stage) {
        let all = TwoOfEverything::on(&stage).await;
        let operator = stage.signed_in(&all.one.operator).await;
        save(&stage, &operator, new(CALLS, "Missed", "state=missed", false)).await.unwrap();
        let twice = save(&stage, &operator, new(CALLS, "MISSED", "state=missed", false)).await;
        assert!(matches!(twice, Err(Error::Invalid(_))));
        save(&stage, &operator, new("/console/messages", "Missed", "", false)).await.unwrap();
        let long = save(&stage, &operator, new(CALLS, "Long", &"q".repeat(2001), false)).await;
        assert!(matches!(long, Err(Error::Invalid(_))));
        for number in 1..50 {
            save(&stage, &operator, new(CALLS, &format!("View {number}"), "", false)).await.unwrap();
        }
        let one_more = save(&stage, &operator, new(CALLS, "One more", "", false)).await;
        assert!(matches!(one_more, Err(Error::Conflict(_))));
        let guest = stage.log_in_as(&operator, all.one.north.account, None, Mode::Act).await.unwrap();
        let guest = stage.resolve(&guest).await.unwrap();
        let kept = save(&stage, &guest, new("/calls", "Theirs", "", false)).await;
        assert!(matches!(kept, Err(Error::Forbidden(_))));
    }
}
