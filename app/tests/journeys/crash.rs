//! Killed in the middle of writing, fifty times: what was acknowledged is there, whole, and once (drill R1).

use std::collections::BTreeSet;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use crate::program::{Program, Running};

const ROUNDS: u32 = 50;
const WRITERS: u32 = 4;

fn call(external_id: &str, number: &str) -> String {
    format!(
        r#"{{"external_id":"{external_id}","direction":"inbound","state":"answered","from":"+15125550100","to":"{number}","started_at":"2026-11-20T15:00:00Z","duration":60}}"#
    )
}

fn post(running: &Running, key: &str, once: &str, body: &str) -> Option<u16> {
    let head = format!(
        "POST /api/v1/calls HTTP/1.1\r\nAuthorization: Bearer {key}\r\nContent-Type: application/json\r\nIdempotency-Key: {once}\r\n"
    );
    running.ask(&head, body)?.split(' ').nth(1)?.parse().ok()
}

#[test]
fn r1_nothing_acknowledged_is_lost_and_nothing_is_there_twice() {
    let program = Program::new();
    program.says(&["init", "--organization", "Crash", "--email", "a@example.com"]);
    let permissions = "accounts.create,accounts.view,calls.create,calls.view,history.view";
    let key =
        program.says(&["key", "create", "--name", "crash", "--permissions", permissions]).trim().to_owned();
    let number = "+15125550143";
    let mut running = program.serve();
    let account = format!(
        r#"{{"name":"Crash Dental","email":"front@crash.example","time_zone":"UTC","numbers":["{number}"]}}"#
    );
    let head = format!(
        "POST /api/v1/accounts HTTP/1.1\r\nAuthorization: Bearer {key}\r\nContent-Type: application/json\r\n"
    );
    let made = running.ask(&head, &account).unwrap();
    assert!(made.starts_with("HTTP/1.1 201"), "{made}");

    let acknowledged: Arc<Mutex<BTreeSet<String>>> = Arc::default();
    let mut sent = 0u32;
    for round in 0..ROUNDS {
        let stop = Arc::new(AtomicBool::new(false));
        std::thread::scope(|scope| {
            for writer in 0..WRITERS {
                let (stop, acknowledged, running, key) = (&stop, &acknowledged, &running, &key);
                scope.spawn(move || {
                    let mut n = 0;
                    while !stop.load(Ordering::SeqCst) {
                        let id = format!("round{round}-writer{writer}-{n}");
                        if matches!(post(running, key, &id, &call(&id, number)), Some(200 | 201)) {
                            acknowledged.lock().unwrap().insert(id);
                        }
                        n += 1;
                    }
                });
            }
            let pid = running.child.id();
            std::thread::sleep(Duration::from_millis(50 + u64::from(round * 37 % 200)));
            drop(std::process::Command::new("kill").args(["-9", &pid.to_string()]).status());
            std::thread::sleep(Duration::from_millis(10));
            stop.store(true, Ordering::SeqCst);
        });
        running.kill();
        running = program.serve();
        // Whoever heard no answer sends the same again: it is there once.
        let last = format!("round{round}-writer0-0");
        assert!(matches!(post(&running, &key, &last, &call(&last, number)), Some(200 | 201)));
        acknowledged.lock().unwrap().insert(last);
        sent += 1;
    }
    let acknowledged = acknowledged.lock().unwrap();
    assert!(sent == ROUNDS && acknowledged.len() > ROUNDS as usize, "{} acknowledged", acknowledged.len());

    let export = program.says(&["verify"]);
    assert!(export.contains("unbroken") && export.contains("whole"), "{export}");
    running.kill();
    program.says(&["backup", "--to", "after.db"]);
    let (rows, ids, events) = count(&program.path("after.db"));
    assert_eq!(rows, ids.len(), "no call is there twice");
    let lost: Vec<_> = acknowledged.iter().filter(|id| !ids.contains(*id)).collect();
    assert!(
        lost.is_empty(),
        "{} of {} acknowledged calls are lost: {lost:?}",
        lost.len(),
        acknowledged.len()
    );
    assert_eq!(rows, events, "every call has its line of history, and every line its call");
    println!("{} calls acknowledged over {ROUNDS} kills, none lost", acknowledged.len());
}

/// Calls, their ids in the other system, and lines of history that say that a call was taken in.
fn count(file: &std::path::Path) -> (usize, BTreeSet<String>, usize) {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    runtime.block_on(async {
        let database = db::Database::open(&db::Location::File(file.to_owned())).await.unwrap();
        let mut tx = database.read().await.unwrap();
        let ids: Vec<String> = tx.rows("SELECT external_id FROM calls", &[], |row| row.get(0)).await.unwrap();
        let events = tx
            .row("SELECT count(*) FROM events WHERE action = 'call.taken'", &[], |row| row.get::<i64>(0))
            .await
            .unwrap()
            .unwrap();
        (ids.len(), ids.into_iter().collect(), usize::try_from(events).unwrap())
    })
}
