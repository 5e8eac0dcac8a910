//! The history is kept as long as it was decided, to the second, and what is left of it can still be proved.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a journey that cannot go on fails"
)]

use db::params;
use domain::access::{AccountsEdit, AccountsView, roles};
use domain::accounts::{note, secure};
use domain::history::{self, retention};
use domain::organizations::settings::{History, configure};
use domain::records::messages;
use kernel::{AccountId, Error, OrgId, Span, Timestamp};
use testkit::{Engine, Stage, TwoOfEverything, a_message, both_engines};

/// Journeys begin on 20 November 2026 at 15:00; half a year later that is this moment.
const HALF_A_YEAR: &str = "2027-05-20T15:00:00Z";

fn go_to(stage: &Stage, moment: &str) {
    stage.advance(Timestamp::parse(moment).unwrap() - stage.house.now());
}

async fn remove(stage: &Stage) -> u64 {
    retention::remove_due(&stage.house).await.unwrap()
}

/// How many lines there are of what was done in an account, and of what was done about its people.
async fn lines(stage: &Stage, org: OrgId, account: AccountId) -> (i64, i64) {
    let sql =
        "SELECT count(*) FROM events WHERE org_id = ?1 AND (account_id = ?2 OR thing_id = ?2) AND thing";
    let deeds = stage.number(&format!("{sql} <> 'user'"), params![org, account]).await;
    (deeds, stage.number(&format!("{sql} = 'user'"), params![org, account]).await)
}

async fn whole(stage: &Stage, org: OrgId) -> bool {
    history::verify(&stage.house, org).await.unwrap().broken.is_none()
}

both_engines! {
    async fn s3_42_c_12_e_09_what_was_done_in_accounts_goes_after_six_months_to_the_second(stage: Stage) {
        let all = TwoOfEverything::on(&stage).await;
        let (org, north, south) = (all.one.org, all.one.north.account, all.one.south.account);
        let system = stage.system(org);
        note::write(&stage.house, &system.may::<AccountsEdit>().unwrap(), north, "Pays late").await.unwrap();
        stage.advance(Span::seconds(1));
        messages::write(&stage.house, &system.may().unwrap(), a_message(north, None)).await.unwrap();
        let (before, other) = (lines(&stage, org, north).await, lines(&stage, org, south).await);
        let organization = "SELECT count(*) FROM events WHERE account_id IS NULL AND thing IN ('role', '')";
        let kept = stage.number(organization, &[]).await;
        assert!(before.0 > 4 && before.1 > 2 && kept > 0);
        go_to(&stage, HALF_A_YEAR);
        stage.advance(Span::micros(-1));
        assert_eq!(remove(&stage).await, 0, "to the last moment");
        stage.advance(Span::micros(1));
        let removed = remove(&stage).await;
        assert_eq!(lines(&stage, org, north).await, (1, before.1), "the message came a second later");
        assert_eq!(lines(&stage, org, south).await, (0, other.1), "what was done about people has no end");
        assert!(removed >= u64::try_from(before.0 + other.0 - 1).unwrap());
        assert_eq!(remove(&stage).await, 0, "once is enough");
        stage.advance(Span::seconds(1));
        assert_eq!(remove(&stage).await, 1);
        assert!(stage.number(organization, &[]).await > kept, "the removals are told of, and the rest is kept");
        for org in [org, all.two.org] {
            assert!(whole(&stage, org).await);
        }
        let told = stage.text("SELECT label FROM events WHERE org_id = ?1 AND action = 'history.removed' ORDER BY seq DESC LIMIT 1", params![org]).await;
        assert_eq!(told, "1 line of what was done in accounts");
        let told = stage.text("SELECT changes FROM events WHERE org_id = ?1 AND action = 'history.removed' ORDER BY seq DESC LIMIT 1", params![org]).await;
        assert!(told.contains("2026-11-20T15:00:01Z to 2026-11-20T15:00:01Z"), "{told}");
    }

    async fn r17_what_is_left_is_proved_and_no_line_goes_unnoticed(stage: Stage) {
        let all = TwoOfEverything::on(&stage).await;
        let (org, system) = (all.one.org, stage.system(all.one.org));
        go_to(&stage, HALF_A_YEAR);
        assert!(remove(&stage).await > 0);
        messages::write(&stage.house, &system.may().unwrap(), a_message(all.one.north.account, None)).await.unwrap();
        assert!(whole(&stage, org).await);
        let head = stage.number("SELECT seq FROM history_heads WHERE org_id = ?1", params![org]).await;
        let after = stage.number("SELECT max(to_seq) + 1 FROM history_gaps WHERE org_id = ?1", params![org]).await;
        for (sql, undo) in [
            ("UPDATE history_gaps SET to_seq = to_seq + 1 WHERE org_id = ?1", "UPDATE history_gaps SET to_seq = to_seq - 1 WHERE org_id = ?1"),
            ("UPDATE history_gaps SET removed_seq = removed_seq + 1 WHERE org_id = ?1", "UPDATE history_gaps SET removed_seq = removed_seq - 1 WHERE org_id = ?1"),
        ] {
            stage.tamper(sql, params![org]).await;
            assert!(!whole(&stage, org).await, "{sql}");
            stage.tamper(undo, params![org]).await;
            assert!(whole(&stage, org).await);
        }
        // A gap of one's own, with the right hashes, of which no line tells.
        let gap = "INSERT INTO history_gaps (org_id, from_seq, to_seq, prev_hash, hash, removed_seq)
            SELECT org_id, seq, seq, prev_hash, hash, ?3 FROM events WHERE org_id = ?1 AND seq = ?2";
        stage.tamper(gap, params![org, after, head]).await;
        stage.tamper("DELETE FROM events WHERE org_id = ?1 AND seq = ?2", params![org, after]).await;
        assert!(!whole(&stage, org).await);
        assert!(whole(&stage, all.two.org).await);
    }

    async fn c_12_secure_accounts_have_a_floor_and_a_legal_hold_keeps_everything(stage: Stage) {
        let all = TwoOfEverything::on(&stage).await;
        let (org, north, south) = (all.one.org, all.one.north.account, all.one.south.account);
        stage.hire(org, "cleared@one.test", &[roles::SECURE]).await;
        let system = stage.system(org);
        let edit = system.may::<AccountsEdit>().unwrap();
        secure::mark(&stage.house, &edit, north).await.unwrap();
        let silent = retention::hold(&stage.house, &edit, south, " ").await;
        assert!(matches!(silent, Err(Error::Invalid(_))), "{silent:?}");
        retention::hold(&stage.house, &edit, south, "A dispute").await.unwrap();
        let twice = retention::hold(&stage.house, &edit, south, "Another one").await;
        assert!(matches!(twice, Err(Error::Conflict(_))), "{twice:?}");
        let client = stage.actor(&all.one.south.admin).await;
        let read = retention::of_account(&mut stage.read().await, &client.may::<AccountsView>().unwrap(), south).await;
        assert!(matches!(read, Err(Error::NotFound)), "{read:?}");
        let operator = stage.actor(&all.one.operator).await;
        let shut = retention::hold(&stage.house, &operator.may::<AccountsEdit>().unwrap(), north, "Curious").await;
        assert!(matches!(shut, Err(Error::Forbidden(_))), "{shut:?}");
        let administrator = stage.actor(&all.one.administrator).await;
        let decided = History { accounts: 12, profiles: 12, secure: 36 };
        configure(&stage.house, &administrator.may().unwrap(), |settings| settings.history = decided).await.unwrap();
        let (of_north, of_south) = (lines(&stage, org, north).await, lines(&stage, org, south).await);
        for (moment, north_is_there, south_is_there) in [
            ("2027-11-20T15:00:00Z", true, true),
            ("2029-11-20T14:59:59Z", true, true),
            ("2029-11-20T15:00:00Z", false, true),
        ] {
            go_to(&stage, moment);
            remove(&stage).await;
            assert_eq!(lines(&stage, org, north).await, if north_is_there { of_north } else { (0, 0) }, "{moment}");
            assert_eq!(lines(&stage, org, south).await, of_south, "{south_is_there} {moment}");
            assert!(whole(&stage, org).await, "{moment}");
        }
        retention::lift(&stage.house, &edit, south, "It was settled").await.unwrap();
        remove(&stage).await;
        assert_eq!(lines(&stage, org, south).await, (1, 0), "only that the hold was lifted");
        assert!(whole(&stage, org).await);
    }
}

/// Lines of one account that are due at once: as many as a large organization has in some weeks.
const MANY: i64 = 5_000;

/// The removal is in another process, and the embedded engine has one writer and no line before it.
#[tokio::test(flavor = "multi_thread", worker_threads = 3)]
async fn others_write_while_many_lines_are_removed() {
    let stage = Stage::open(Engine::Sqlite).await.unwrap();
    let all = TwoOfEverything::on(&stage).await;
    let (org, north) = (all.one.org, all.one.north.account);
    let head = stage.number("SELECT seq FROM history_heads WHERE org_id = ?1", params![org]).await;
    let many = "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?3)
        INSERT INTO events (org_id, seq, id, at, action, account_id, thing, thing_id, label, actor_name, subject_name,
                            via, changes, request_id, address, search, prev_hash, hash)
        SELECT e.org_id, ?4 + n.i, randomblob(16), e.at, 'message.written', e.account_id, 'msg', randomblob(16), '', '',
               '', '', '[]', '', '', '', e.prev_hash, e.hash
        FROM n, (SELECT * FROM events WHERE org_id = ?1 AND account_id = ?2 ORDER BY seq DESC LIMIT 1) e";
    stage.tamper(many, params![org, north, MANY, head]).await;
    stage.tamper("UPDATE history_heads SET seq = seq + ?2 WHERE org_id = ?1", params![org, MANY]).await;
    go_to(&stage, HALF_A_YEAR);

    let other = stage.second_process().await;
    let removal = tokio::spawn(async move { retention::remove_due(&other).await.unwrap() });
    let left =
        async || stage.number("SELECT count(*) FROM events WHERE action = 'message.written'", &[]).await;
    while left().await >= MANY {
        tokio::time::sleep(std::time::Duration::from_millis(5)).await;
    }
    let system = stage.system(org);
    note::write(&stage.house, &system.may::<AccountsEdit>().unwrap(), north, "Meanwhile").await.unwrap();
    assert!(left().await > MANY / 5, "it had its turn long before the end");
    assert!(removal.await.unwrap() > u64::try_from(MANY).unwrap());
    let longest = "SELECT max(to_seq - from_seq + 1) FROM history_gaps WHERE org_id = ?1";
    let longest = stage.number(longest, params![org]).await;
    assert!((2..=1000).contains(&longest), "{longest} lines at once");
}
