//! A full disk, a database that goes away: clear words, nothing lost, and all is well again by itself.

use testkit::{Engine, both_engines};

use crate::door::{By, House};

async fn key(house: &House) -> String {
    let org = house.two.one.org;
    let system = house.stage.system(org);
    let grants = domain::access::Grants::of(&[
        (domain::access::Key::CallsCreate, domain::access::Reach::Organization),
        (domain::access::Key::CallsView, domain::access::Reach::Organization),
    ]);
    let new = domain::sign_in::keys::NewKey {
        name: kernel::Name::parse("intake").unwrap(),
        grants,
        lasts: kernel::Span::days(1),
        owner: house.two.one.administrator.id,
    };
    domain::sign_in::keys::create(&house.stage.house, &system.may().unwrap(), new).await.unwrap().secret
}

fn batch(account: &str, from: usize) -> String {
    let calls: Vec<String> = (from..from + 500)
        .map(|n| {
            format!(
                r#"{{"account":"{account}","external_id":"full-{n}","direction":"inbound","state":"answered","from":"+15125550100","to":"+15125550143","started_at":"2026-11-20T15:00:00Z","duration":60,"notes":"{}"}}"#,
                "x".repeat(500)
            )
        })
        .collect();
    format!("[{}]", calls.join(","))
}

both_engines! {
    async fn a_full_disk_refuses_in_words_loses_nothing_and_recovers(stage: Stage) {
        // A server's disk is the server's own; here a file stands for the disk.
        if stage.engine == Engine::Postgres {
            return;
        }
        let house = House::open(stage).await;
        let secret = key(&house).await;
        let account = house.two.one.north.account.to_string();
        let limit = async |pages: i64| {
            let mut tx = house.stage.database.write().await.unwrap();
            tx.rows(&format!("PRAGMA max_page_count = {pages}"), &[], |_| Ok(())).await.unwrap();
            tx.commit().await.unwrap();
        };
        let pages = house.stage.number("PRAGMA page_count", &[]).await;
        limit(pages + 40).await;
        let before = house.lines_of_history().await;
        let answer = house.send_json("POST", "/api/v1/calls", By::Key(&secret), &batch(&account, 0)).await;
        assert_eq!(answer.status, 503);
        assert!(answer.body.contains("disk is full"), "{}", answer.body);
        assert_eq!(house.stage.number("SELECT count(*) FROM calls WHERE external_id LIKE 'full-%'", &[]).await, 0);
        assert_eq!(house.lines_of_history().await, before);
        // Reading goes on.
        let list = house.get("/api/v1/calls", By::Key(&secret)).await;
        assert_eq!(list.status, 200);
        limit(1_000_000).await;
        let answer = house.send_json("POST", "/api/v1/calls", By::Key(&secret), &batch(&account, 0)).await;
        assert_eq!(answer.status, 200, "{}", answer.body);
        assert_eq!(house.stage.number("SELECT count(*) FROM calls WHERE external_id LIKE 'full-%'", &[]).await, 500);
    }

    async fn a_server_that_hangs_up_is_found_again(stage: Stage) {
        if stage.engine == Engine::Sqlite {
            return;
        }
        let house = House::open(stage).await;
        let visit = house.sign_in(&house.two.one.north.admin).await;
        assert_eq!(house.get("/calls", By::Visit(&visit)).await.status, 200);
        // The server ends a connection that waits in our pool.
        let mut tx = house.stage.database.read().await.unwrap();
        let own: i64 = tx.row("SELECT pg_backend_pid()::bigint", &[], |row| row.get(0)).await.unwrap().unwrap();
        drop(tx);
        let mut killer = house.stage.database.write().await.unwrap();
        killer.rows("SELECT pg_terminate_backend(?1::bigint::int)::text", db::params![own], |_| Ok(())).await.unwrap();
        drop(killer);
        let mut answers = Vec::new();
        for _ in 0..5 {
            answers.push(house.get("/calls", By::Visit(&visit)).await.status.as_u16());
        }
        assert!(answers.iter().all(|status| [200, 503].contains(status)), "{answers:?}");
        assert_eq!(answers.last(), Some(&200), "{answers:?}");
    }
}
