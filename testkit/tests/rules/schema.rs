//! The tables are the same on both engines, and a database is never used by a version that does not know it.

#![allow(clippy::unwrap_used, reason = "a journey that cannot go on fails")]

use std::collections::BTreeSet;

use db::{Error, Migration, catalogue};
use domain::schema::{MIGRATIONS, TABLES};
use testkit::{Engine, Stage, both_engines};

both_engines! {
    async fn the_list_of_tables_is_complete(stage: Stage) {
        let columns = catalogue(&stage.database).await.unwrap();
        let existing: BTreeSet<&str> = columns.iter().filter_map(|column| column.split('.').next()).collect();
        let listed: BTreeSet<&str> = TABLES.iter().copied().chain(["migrations"]).collect();
        assert_eq!(existing, listed);
        assert_eq!(listed.len(), TABLES.len() + 1, "no table is listed twice");
    }

    async fn migrating_again_changes_nothing(stage: Stage) {
        let before = catalogue(&stage.database).await.unwrap();
        assert_eq!(stage.database.migrate(MIGRATIONS).await.unwrap(), 0);
        assert_eq!(catalogue(&stage.database).await.unwrap(), before);
        let numbers: Vec<i64> = MIGRATIONS.iter().map(|migration| migration.number).collect();
        assert_eq!(stage.database.migrated().await.unwrap(), numbers);
    }

    async fn a_newer_database_is_refused(stage: Stage) {
        let newer = MIGRATIONS.last().unwrap().number + 1;
        stage.tamper("INSERT INTO migrations (number, name) VALUES (?1, 'later')", db::params![newer]).await;
        let error = stage.database.migrate(MIGRATIONS).await.unwrap_err();
        assert!(matches!(&error, Error::Unavailable(text) if text.contains("newer version")), "{error}");
    }

    async fn a_migration_happens_whole_or_not_at_all(stage: Stage) {
        let mut all = MIGRATIONS.to_vec();
        let number = MIGRATIONS.last().unwrap().number + 1;
        all.push(Migration {
            number,
            name: "broken",
            sql: "CREATE TABLE half (\n  org_id BIGINT NOT NULL PRIMARY KEY\n);\nCREATE TABLE half (\n  x BIGINT\n);",
        });
        stage.database.migrate(&all).await.unwrap_err();
        let tables = catalogue(&stage.database).await.unwrap();
        assert!(!tables.iter().any(|column| column.starts_with("half.")));
        assert_eq!(stage.database.migrated().await.unwrap().len(), MIGRATIONS.len());
    }

    async fn a_read_cannot_write(stage: Stage) {
        let mut tx = stage.database.read().await.unwrap();
        let error = tx.execute("DELETE FROM organizations", &[]).await.unwrap_err();
        assert!(matches!(error, Error::ReadOnly), "{error:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn both_engines_have_the_same_catalogue() {
    let sqlite = Stage::open(Engine::Sqlite).await.unwrap();
    let Some(postgres) = Stage::open(Engine::Postgres).await else { return };
    let (one, two) = tokio::join!(catalogue(&sqlite.database), catalogue(&postgres.database));
    assert_eq!(one.unwrap(), two.unwrap());
}

#[tokio::test(flavor = "multi_thread")]
async fn two_processes_that_start_at_once_migrate_once() {
    for engine in [Engine::Sqlite, Engine::Postgres] {
        let Some(stage) = Stage::unmigrated(engine).await else { continue };
        let other = db::Database::open(stage.location()).await.unwrap();
        let (one, two) = tokio::join!(stage.database.migrate(MIGRATIONS), other.migrate(MIGRATIONS));
        assert_eq!(one.unwrap() + two.unwrap(), MIGRATIONS.len());
    }
}
