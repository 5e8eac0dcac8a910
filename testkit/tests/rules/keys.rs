//! A program's key: less than its owner, never more, and dead when its owner is.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a journey that cannot go on fails")]

use domain::access::{CallsView, Grants, Key, KeysManage, MessagesView, Reach, roles};
use domain::records::Query;
use domain::records::calls::{self, CALLS};
use domain::sign_in::keys::{self, MadeKey, NewKey};
use kernel::{Error, Name, Result, Span};
use testkit::{Stage, TwoOfEverything, both_engines, just_before};

async fn make(stage: &Stage, all: &TwoOfEverything, grants: &[(Key, Reach)]) -> Result<MadeKey> {
    let admin = stage.actor(&all.one.administrator).await;
    let new = NewKey {
        name: Name::parse("Reports").unwrap(),
        grants: Grants::of(grants),
        lasts: Span::days(90),
        owner: all.one.administrator.id,
    };
    keys::create(&stage.house, &admin.may().unwrap(), new).await
}

async fn is_out(stage: &Stage, secret: &str) -> bool {
    matches!(stage.resolve_key(secret).await, Err(Error::SignedOut))
}

both_engines! {
    async fn a_key_may_what_it_was_given_and_no_more(stage: Stage) {
        let all = TwoOfEverything::on(&stage).await;
        let key = make(&stage, &all, &[(Key::CallsView, Reach::Organization)]).await.unwrap();
        let actor = stage.resolve_key(&key.secret).await.unwrap();
        let page = calls::list(&mut stage.read().await, &actor.may().unwrap(), &Query::of(&CALLS)).await.unwrap();
        assert_eq!(page.records.len(), 6, "both accounts, one organization");
        assert!(matches!(actor.may::<MessagesView>(), Err(Error::Forbidden(_))));
        assert!(matches!(actor.may::<KeysManage>(), Err(Error::Forbidden(_))));
        assert!(actor.may::<CallsView>().is_ok());
        assert!(matches!(make(&stage, &all, &[]).await, Err(Error::Invalid(_))));
    }

    async fn a_key_shrinks_with_its_owner(stage: Stage) {
        let all = TwoOfEverything::on(&stage).await;
        let all_calls = [(Key::CallsView, Reach::Organization), (Key::MessagesView, Reach::Organization)];
        let key = make(&stage, &all, &all_calls).await.unwrap();
        let sql = "UPDATE roles SET grants = '{\"calls.view\":\"organization\"}' WHERE org_id = ?1 AND name = ?2";
        stage.tamper(sql, db::params![all.one.org, roles::ADMINISTRATOR]).await;
        let actor = stage.resolve_key(&key.secret).await.unwrap();
        assert!(actor.can::<CallsView>());
        assert!(!actor.can::<MessagesView>());
        stage.tamper("DELETE FROM operator_roles WHERE user_id = ?1", db::params![all.one.administrator.id]).await;
        assert_eq!(stage.resolve_key(&key.secret).await.unwrap().grants().list().count(), 0);
    }

    async fn a_revoked_key_is_dead_at_once(stage: Stage) {
        let all = TwoOfEverything::on(&stage).await;
        let key = make(&stage, &all, &[(Key::CallsView, Reach::Organization)]).await.unwrap();
        assert!(!is_out(&stage, &key.secret).await);
        let stranger = stage.actor(&all.two.administrator).await;
        let error = keys::revoke(&stage.house, &stranger.may().unwrap(), key.id).await.unwrap_err();
        assert!(matches!(error, Error::NotFound));
        let admin = stage.actor(&all.one.administrator).await;
        keys::revoke(&stage.house, &admin.may().unwrap(), key.id).await.unwrap();
        assert!(is_out(&stage, &key.secret).await);
        let again = keys::revoke(&stage.house, &admin.may().unwrap(), key.id).await.unwrap_err();
        assert!(matches!(again, Error::NotFound));
    }

    async fn a_disabled_owner_takes_the_key_along(stage: Stage) {
        let all = TwoOfEverything::on(&stage).await;
        let key = make(&stage, &all, &[(Key::CallsView, Reach::Organization)]).await.unwrap();
        let id = all.one.administrator.id;
        stage.tamper("UPDATE users SET disabled_at = 1 WHERE id = ?1", db::params![id]).await;
        assert!(is_out(&stage, &key.secret).await);
    }

    async fn a_key_runs_out(stage: Stage) {
        let all = TwoOfEverything::on(&stage).await;
        let key = make(&stage, &all, &[(Key::CallsView, Reach::Organization)]).await.unwrap();
        stage.advance(just_before(Span::days(90)));
        assert!(!is_out(&stage, &key.secret).await);
        stage.advance(Span::micros(1));
        assert!(is_out(&stage, &key.secret).await);
    }

    async fn only_the_whole_key_opens(stage: Stage) {
        let all = TwoOfEverything::on(&stage).await;
        let key = make(&stage, &all, &[(Key::CallsView, Reach::Organization)]).await.unwrap();
        let bare = key.secret.trim_start_matches("portico_").to_owned();
        let session = stage.sign_in(&all.one.administrator).await.token;
        for wrong in [bare, session.clone(), format!("portico_{session}"), String::new(), "portico_".to_owned()] {
            assert!(is_out(&stage, &wrong).await);
        }
        let admin = stage.actor(&all.one.administrator).await;
        let rows = keys::list(&mut stage.read().await, &admin.may().unwrap()).await.unwrap();
        assert!(rows.iter().all(|row| !format!("{row:?}").contains(&key.secret[8..])));
        let told = stage.number(
            "SELECT count(*) FROM events WHERE changes LIKE ?1 OR label LIKE ?1",
            db::params![format!("%{}%", &key.secret[8..])],
        )
        .await;
        assert_eq!(told, 0);
    }
}
