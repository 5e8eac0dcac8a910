//! Webhooks: who hears of what, when it is tried again, and when it is given up.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a journey that cannot go on fails"
)]

use domain::access::{AccountsEdit, AccountsLock, Actor, SettingsEdit, roles};
use domain::accounts::{self, note, secure};
use domain::notices::LetterKind;
use domain::webhooks::{self, ATTEMPT_LASTS, Details, Due, GIVE_UP_AFTER, Made, Outcome};
use kernel::{Error, Result, Span, WebhookId};
use testkit::{Stage, TwoOfEverything, both_engines, just_before};

fn wish(name: &str) -> Details {
    Details { url: format!("https://{name}.example/in"), name: name.to_owned(), ..Details::default() }
}

async fn make(stage: &Stage, who: &Actor, details: Details) -> Result<Made> {
    webhooks::make(&stage.house, &who.may::<SettingsEdit>()?, details, false).await
}

/// Everything that this endpoint is to hear of now.
async fn all(stage: &Stage, who: &Actor, id: WebhookId) -> Vec<Due> {
    webhooks::spread(&stage.house).await.unwrap();
    let mut found = Vec::new();
    while let Some(due) = webhooks::claim(&stage.house, who.org(), id).await.unwrap() {
        found.push(due);
    }
    found
}

async fn settle(stage: &Stage, due: &Due, status: u16) {
    let outcome = Outcome { status: Some(status), why: "Oops".to_owned(), retry_after: None };
    webhooks::settle(&stage.house, due, outcome).await.unwrap();
}

async fn one(stage: &Stage, who: &Actor, id: WebhookId) -> webhooks::Endpoint {
    webhooks::find(&mut stage.read().await, &who.may().unwrap(), id).await.unwrap()
}

both_engines! {
    async fn an_endpoint_hears_once_of_what_it_chose_and_of_secure_accounts_only_if_it_may(stage: Stage) {
        let two = TwoOfEverything::on(&stage).await;
        let (org, north, south) = (two.one.org, two.one.north.account, two.one.south.account);
        let boss = stage.actor(&stage.hire(org, "cleared@one.test", &[roles::ADMINISTRATOR, roles::SECURE]).await).await;
        let admin = stage.actor(&two.one.administrator).await;
        assert!(stage.actor(&two.one.operator).await.may::<SettingsEdit>().is_err());
        for (field, wrong) in [
            ("url", Details { url: "http://x.example".to_owned(), ..wish("a") }),
            ("name", Details { name: String::new(), ..wish("a") }),
            ("topics", Details { topics: vec!["weather".to_owned()], ..wish("a") }),
            ("accounts", Details { accounts: vec![two.two.north.account], ..wish("a") }),
        ] {
            let refused = make(&stage, &admin, wrong).await.map(|made| made.id);
            assert!(matches!(&refused, Err(Error::Invalid(invalid)) if invalid.message(field).is_some()), "{field} {refused:?}");
        }
        let refused = make(&stage, &admin, Details { secure: true, ..wish("a") }).await.map(|made| made.id);
        assert!(matches!(refused, Err(Error::Forbidden(_))), "{refused:?}");
        let every = make(&stage, &admin, wish("every")).await.unwrap();
        assert!(every.secret.starts_with("whsec_") && every.secret.len() > 40);
        let topic = make(&stage, &admin, Details { topics: vec!["accounts".to_owned()], ..wish("topic") }).await.unwrap().id;
        let of_south = make(&stage, &admin, Details { accounts: vec![south], ..wish("south") }).await.unwrap().id;
        let may = make(&stage, &boss, Details { secure: true, accounts: vec![north], ..wish("may") }).await.unwrap().id;
        let foreign = make(&stage, &stage.actor(&two.two.administrator).await, wish("foreign")).await.unwrap().id;
        secure::mark(&stage.house, &boss.may().unwrap(), north).await.unwrap();
        let lock = boss.may::<AccountsLock>().unwrap();
        accounts::lock(&stage.house, &lock, north).await.unwrap();
        note::write(&stage.house, &boss.may::<AccountsEdit>().unwrap(), north, "A secret").await.unwrap();
        accounts::lock(&stage.house, &lock, south).await.unwrap();
        let types = |found: &[Due]| found.iter().map(|due| serde_json_type(&due.body)).collect::<Vec<_>>();
        let to_every = all(&stage, &admin, every.id).await;
        assert!(to_every.iter().all(|due| !due.body.contains("North") && !due.body.contains("A secret")), "{to_every:?}");
        assert!(types(&to_every).contains(&"account.locked".to_owned()));
        assert_eq!(types(&all(&stage, &admin, topic).await), ["account.locked"]);
        assert_eq!(types(&all(&stage, &admin, of_south).await), ["account.locked"]);
        assert_eq!(types(&all(&stage, &boss, may).await), ["account.secured", "account.locked"]);
        assert!(all(&stage, &stage.actor(&two.two.administrator).await, foreign).await.iter().all(|due| !due.body.contains("one.test")));
        assert!(all(&stage, &admin, topic).await.is_empty(), "once");
        // Where it leads is for those who may see what goes there.
        let edit = admin.may::<SettingsEdit>().unwrap();
        let moved = webhooks::edit(&stage.house, &edit, may, wish("elsewhere"), false).await;
        assert!(matches!(moved, Err(Error::Forbidden(_))), "{moved:?}");
        let seen = webhooks::deliveries(&mut stage.read().await, &edit, may, None).await.unwrap().0;
        let shown = webhooks::delivery(&mut stage.read().await, &edit, seen[0].id).await.map(|one| one.payload);
        assert!(matches!(shown, Err(Error::Forbidden(_))), "{shown:?}");
        assert!(matches!(webhooks::find(&mut stage.read().await, &edit, foreign).await, Err(Error::NotFound)));
        webhooks::delete(&stage.house, &edit, topic).await.unwrap();
        assert_eq!(webhooks::list(&mut stage.read().await, &edit).await.unwrap().len(), 3);
    }

    async fn what_does_not_arrive_is_tried_for_three_days_and_the_endpoint_disabled_after_five(stage: Stage) {
        let two = TwoOfEverything::on(&stage).await;
        let admin = stage.system(two.one.org);
        let edit = admin.may::<SettingsEdit>().unwrap();
        let id = make(&stage, &admin, Details { topics: vec!["accounts".to_owned()], ..wish("flaky") }).await.unwrap().id;
        let lock = admin.may::<AccountsLock>().unwrap();
        accounts::lock(&stage.house, &lock, two.one.north.account).await.unwrap();
        let due = all(&stage, &admin, id).await.remove(0);
        // Nobody hears the end of it: somebody else takes it, and whoever was late settles nothing.
        stage.advance(ATTEMPT_LASTS);
        let again = all(&stage, &admin, id).await.remove(0);
        assert_eq!((again.id, again.attempt), (due.id, due.attempt + 1));
        settle(&stage, &due, 204).await;
        settle(&stage, &again, 302).await;
        let mut attempts = 2;
        for _ in 0..200 {
            stage.advance(Span::hours(1));
            for due in all(&stage, &admin, id).await {
                settle(&stage, &due, 500).await;
                attempts += 1;
            }
        }
        assert_eq!(attempts, 10, "ten attempts, and none after them");
        let log = webhooks::deliveries(&mut stage.read().await, &edit, id, None).await.unwrap().0;
        let whole = webhooks::delivery(&mut stage.read().await, &edit, log[0].id).await.unwrap();
        assert_eq!((log[0].state.as_str(), log[0].attempts, whole.attempts.len()), ("failed", 10, 10));
        assert_eq!((whole.attempts[0].status, whole.attempts[0].why.as_str()), (Some(500), "Oops"));
        assert!(one(&stage, &admin, id).await.failing_since.is_some());
        // Sent again by hand: one that arrives ends the failure.
        webhooks::replay_one(&stage.house, &edit, log[0].id).await.unwrap();
        let due = all(&stage, &admin, id).await.remove(0);
        assert_eq!(due.id, log[0].id);
        settle(&stage, &due, 200).await;
        assert_eq!(one(&stage, &admin, id).await.failing_since, None);
        assert_eq!(webhooks::replay_since(&stage.house, &edit, id, log[0].created_at).await.unwrap(), 1);
        let nothing = webhooks::replay_since(&stage.house, &edit, id, stage.house.now() + Span::seconds(1)).await;
        assert!(matches!(nothing, Err(Error::Conflict(_))), "{nothing:?}");
        // Five days of nothing but failure.
        let due = all(&stage, &admin, id).await.remove(0);
        settle(&stage, &due, 500).await;
        stage.advance(just_before(GIVE_UP_AFTER));
        settle(&stage, &all(&stage, &admin, id).await.remove(0), 500).await;
        assert!(one(&stage, &admin, id).await.disabled.is_none());
        stage.advance(Span::minutes(6));
        settle(&stage, &all(&stage, &admin, id).await.remove(0), 500).await;
        assert!(one(&stage, &admin, id).await.disabled.is_some());
        let told = stage.deliver().await;
        assert!(told.iter().any(|one| one.kind == LetterKind::WebhookDisabled && one.to == two.one.administrator.email), "{told:?}");
        accounts::unlock(&stage.house, &lock, two.one.north.account).await.unwrap();
        stage.advance(Span::hours(1));
        assert!(all(&stage, &admin, id).await.is_empty());
        webhooks::enable(&stage.house, &edit, id).await.unwrap();
        let waited = all(&stage, &admin, id).await;
        assert_eq!(waited.len(), 1, "what waited, and nothing of what happened meanwhile");
        settle(&stage, &waited[0], 410).await;
        assert!(one(&stage, &admin, id).await.disabled.unwrap().1.contains("gone"));
        // A secret that was replaced signs beside the new one for a day.
        webhooks::enable(&stage.house, &edit, id).await.unwrap();
        webhooks::rotate(&stage.house, &edit, id).await.unwrap();
        accounts::lock(&stage.house, &lock, two.one.south.account).await.unwrap();
        let signed = all(&stage, &admin, id).await.pop().unwrap();
        assert_eq!(signed.headers[2].1.split(' ').count(), 2);
        stage.advance(webhooks::OVERLAP);
        let signed = all(&stage, &admin, id).await.pop().unwrap();
        assert_eq!(signed.headers[2].1.split(' ').count(), 1);
        settle(&stage, &signed, 204).await;
        stage.advance(Span::days(31));
        webhooks::sweep(&stage.house).await.unwrap();
        assert!(webhooks::deliveries(&mut stage.read().await, &edit, id, None).await.unwrap().0.iter().all(|one| one.state == "waiting"));
    }
}

fn serde_json_type(body: &str) -> String {
    let rest = body.split("\"type\":\"").nth(1).unwrap();
    rest.split('"').next().unwrap().to_owned()
}
