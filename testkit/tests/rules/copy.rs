//! All data can move from one engine to the other and back, and nothing is lost on the way.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a journey that cannot go on fails")]

use std::collections::BTreeMap;

use db::{Value, catalogue, copy_all};
use domain::schema::TABLES;
use domain::{accounts, demo, history};
use kernel::OrgId;
use testkit::{Engine, Stage, TwoOfEverything};

/// Every value of every row, as text, table by table.
async fn everything(stage: &Stage) -> BTreeMap<String, Vec<String>> {
    let columns = catalogue(&stage.database).await.unwrap();
    let mut tables = BTreeMap::new();
    for table in TABLES {
        let names: Vec<_> = columns
            .iter()
            .filter_map(|column| column.strip_prefix(&format!("{table}.")))
            .filter_map(|column| column.split(' ').next())
            .collect();
        let sql = format!("SELECT {} FROM {table}", names.join(", "));
        let mut tx = stage.database.read().await.unwrap();
        let mut rows = tx
            .rows(&sql, &[], |row| {
                let cells =
                    (0..names.len()).map(|index| row.value(index)).collect::<db::Result<Vec<Value>>>()?;
                Ok(format!("{cells:?}"))
            })
            .await
            .unwrap();
        rows.sort();
        tables.insert((*table).to_owned(), rows);
    }
    tables
}

async fn is_whole(stage: &Stage, orgs: &[OrgId]) {
    for org in orgs {
        assert_eq!(history::verify(&stage.house, *org).await.unwrap().broken, None);
    }
    assert_eq!(stage.database.damage().unwrap(), None);
}

async fn there_and_back(path: [Engine; 3]) {
    let Some(first) = Stage::open(path[0]).await else { return };
    let Some(second) = Stage::open(path[1]).await else { return };
    let Some(third) = Stage::open(path[2]).await else { return };
    let logins = demo::create(&first.house).await.unwrap();
    let all = TwoOfEverything::on(&first).await;
    first.sign_in(&all.one.operator).await;
    let orgs = [OrgId::new(demo::NUMBER), all.one.org, all.two.org];
    let before = everything(&first).await;

    let report = copy_all(&first.database, &second.database, TABLES).await.unwrap();
    for (table, rows) in &before {
        assert_eq!(report[table], rows.len() as u64, "{table}");
    }
    assert_eq!(everything(&second).await, before);
    is_whole(&second, &orgs).await;
    copy_all(&second.database, &third.database, TABLES).await.unwrap();
    assert_eq!(everything(&third).await, before);
    is_whole(&third, &orgs).await;

    let login = logins.iter().find(|login| login.email == demo::CLIENT_ADMIN).unwrap();
    third.try_sign_in(orgs[0], &login.email, &login.password).await.unwrap();

    copy_all(&first.database, &second.database, TABLES).await.unwrap_err();
    assert_eq!(everything(&second).await, before, "a copy that fails leaves nothing behind");
    // Every connection reads what is new, also the one that the copy was read through.
    let actor = first.system(all.one.org);
    accounts::lock(&first.house, &actor.may().unwrap(), all.one.north.account).await.unwrap();
    for _ in 0..20 {
        let mut read = first.read().await;
        let account = accounts::find(&mut read, &actor.may().unwrap(), all.one.north.account).await.unwrap();
        assert!(account.is_locked());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn from_sqlite_to_postgres_and_back() {
    there_and_back([Engine::Sqlite, Engine::Postgres, Engine::Sqlite]).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn from_postgres_to_sqlite_and_back() {
    there_and_back([Engine::Postgres, Engine::Sqlite, Engine::Postgres]).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn from_one_file_to_another() {
    there_and_back([Engine::Sqlite; 3]).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn r15_before_an_upgrade_a_backup_of_the_old_version_is_made_and_can_be_restored() {
    let stage = testkit::Stage::open(testkit::Engine::Sqlite).await.unwrap();
    testkit::TwoOfEverything::on(&stage).await;
    let file = stage.directory().join("kept.db");
    let manifest = domain::backup::backup(&stage.house, &file).await.unwrap();
    assert_eq!(manifest.schema, domain::schema::MIGRATIONS.last().unwrap().number);
    let mode = std::os::unix::fs::PermissionsExt::mode(&std::fs::metadata(&file).unwrap().permissions());
    assert_eq!(mode & 0o777, 0o600, "only its owner reads it");
    let other = testkit::Stage::open(testkit::Engine::Sqlite).await.unwrap();
    assert_eq!(domain::backup::restore(&other.house, &file).await.unwrap(), manifest);
    assert!(domain::backup::restore(&other.house, &file).await.is_err(), "there is data already");
}
