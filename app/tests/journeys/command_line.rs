//! The program at the command line: what it says when all is well, and one line when it is not.

use std::process::Stdio;

use crate::program::Program;

#[test]
fn init_makes_an_organization_and_prints_a_link() {
    let program = Program::new();
    let said = program.says(&["init", "--organization", "Harborline", "--email", "maya@example.com"]);
    assert!(said.contains("http://localhost:8080/welcome/"), "{said}");
    assert!(program.says(&["verify"]).contains("unbroken"));
}

#[test]
fn whoever_reads_only_the_beginning_has_seen_enough() {
    let program = Program::new();
    for args in [vec!["openapi"], vec!["init", "--organization", "Harborline", "--email", "maya@example.com"]]
    {
        let mut child = program
            .command()
            .args(&args)
            .args(["--data", "data"])
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        drop(child.stdout.take());
        let output = child.wait_with_output().unwrap();
        assert_eq!((output.status.code(), output.stderr), (Some(0), Vec::new()), "{args:?}");
    }
    assert!(program.says(&["verify"]).contains("unbroken"), "and what it was to do is done");
}

#[test]
fn operators_are_added_and_one_who_forgot_the_password_gets_a_new_link() {
    let program = Program::new();
    program.says(&["init", "--organization", "Harborline", "--email", "maya@example.com"]);
    let added = program.says(&["user", "add", "--email", "theo@example.com", "--name", "Theo"]);
    assert!(added.contains("/welcome/"), "{added}");
    let again = program.says(&["user", "link", "--email", "theo@example.com"]);
    assert!(again.contains("/welcome/") && again != added, "{again}");
    let (code, _, said) = program.run(&["user", "add", "--email", "MAYA@example.com", "--name", "Other"]);
    assert!(code == Some(1) && said.contains("in use"), "{said}");
    let (code, _, said) = program.run(&["init", "--organization", "Second", "--email", "b@example.com"]);
    assert!(code == Some(1) && said.contains("--host"), "{said}");
    let (code, _, said) = program.run(&[
        "init",
        "--organization",
        "X",
        "--email",
        "b@example.com",
        "--region",
        "XX",
        "--host",
        "x.test",
    ]);
    assert!(code == Some(1) && said.contains("--region"), "{said}");
}

#[test]
fn a_bad_value_is_one_readable_line_and_a_code() {
    let program = Program::new();
    for (args, words) in [
        (vec!["serve", "--listen", "nowhere"], "nowhere"),
        (vec!["serve", "--base-url", "portal.example"], "portal.example"),
        (vec!["serve", "--database", "mysql://root:hunter2@db"], "postgres://"),
        (vec!["serve", "--database", "postgres://nobody:hunter2@127.0.0.1:1/none"], "database"),
        (vec!["serve", "--log", "loud"], "loud"),
        (vec!["init", "--organization", "", "--email", "nonsense"], "--email"),
        (vec!["import", "calls", "/nonexistent.csv"], "/nonexistent.csv"),
        (vec!["restore", "/nonexistent.db"], "read"),
        (vec!["key", "create", "--name", "x", "--permissions", "moon.view"], "moon.view"),
    ] {
        let (code, _, said) = program.run(&args);
        assert_eq!(code, Some(1), "{args:?}: {said}");
        assert!(said.starts_with("portico: ") && said.contains(words), "{args:?}: {said}");
        assert_eq!(said.trim_end().lines().count(), 1, "{args:?}: {said}");
        assert!(!said.contains("hunter2"), "{said}");
    }
}

#[test]
fn settings_come_from_flags_then_the_environment_then_the_file() {
    let program = Program::new();
    program.write("portico.toml", "data = \"from-file\"\nlisten = \"127.0.0.1:8123\"\n");
    let init = ["init", "--organization", "One", "--email", "a@example.com"];
    let (code, said, _) = program.run_plain(&init, &[]);
    assert!(code == Some(0) && said.contains("http://localhost:8123/"), "{said}");
    assert!(program.path("from-file/portico.db").exists());
    program.run_plain(&init, &[("PORTICO_DATA", "from-environment")]);
    assert!(program.path("from-environment/portico.db").exists());
    let mut flags = init.to_vec();
    flags.extend(["--data", "from-flag"]);
    program.run_plain(&flags, &[("PORTICO_DATA", "other")]);
    assert!(program.path("from-flag/portico.db").exists() && !program.path("other").exists());
    program.write("portico.toml", "data = 5\nlistn = \"x\"\n");
    let (code, _, said) = program.run_plain(&["verify"], &[]);
    assert!(
        code == Some(1) && said.contains("portico.toml") && said.trim_end().lines().count() == 1,
        "{said}"
    );
}

#[test]
fn a_port_in_use_is_said_in_one_line() {
    let program = Program::new();
    program.says(&["init", "--organization", "One", "--email", "a@example.com"]);
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap().to_string();
    let (code, _, said) = program.run(&["serve", "--listen", &address]);
    assert!(code == Some(1) && said.contains(&address) && said.contains("--listen"), "{said}");
}

#[test]
fn calls_are_imported_twice_without_doubling_and_bad_lines_are_named() {
    let program = Program::new();
    program.says(&[
        "init",
        "--organization",
        "One",
        "--email",
        "a@example.com",
        "--time-zone",
        "America/Chicago",
    ]);
    program.write("calls.csv", "from,to,started_at,duration,state\n+15125550100,+15125550143,2026-11-20 09:00:00,60,answered\nbroken\n");
    let said = program.says(&["import", "calls", "calls.csv"]);
    assert!(said.contains("line 3:"), "{said}");
    assert!(said.contains("1 without an account, 1 bad lines"), "{said}");
    let dry = program.says(&["import", "calls", "calls.csv", "--dry-run"]);
    assert!(dry.contains("would be taken in"), "{dry}");
}

#[test]
fn the_demo_prints_who_can_log_in_and_a_backup_of_it_comes_back_whole() {
    let program = Program::new();
    let said = program.says(&["demo", "--json"]);
    let logins: Vec<serde_json::Value> =
        said.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    for kind in ["operator", "portal_user"] {
        assert!(logins.iter().any(|login| login["kind"] == kind));
    }
    for field in ["email", "password", "kind", "account", "role", "url"] {
        assert!(logins.iter().all(|login| login[field].is_string()), "{field}");
    }
    assert_eq!(program.says(&["demo", "--json"]), said, "asked again it says the same");
    program.says(&["backup", "--to", "copy.db"]);
    let restored = program.says(&["restore", "copy.db", "--data", "elsewhere"]);
    assert!(restored.contains("unbroken") && restored.contains("whole"), "{restored}");
    assert!(restored.contains("8 recordings, whole"), "with their sound: {restored}");
    let (code, _, refused) = program.run(&["restore", "copy.db", "--data", "elsewhere"]);
    assert!(code == Some(1) && refused.contains("data already"), "{refused}");
    let mut damaged = std::fs::read(program.path("copy.db")).unwrap();
    let middle = damaged.len() / 2;
    damaged[middle] ^= 1;
    std::fs::write(program.path("copy.db"), damaged).unwrap();
    let (code, _, refused) = program.run(&["restore", "copy.db", "--data", "third"]);
    assert!(code == Some(1) && refused.contains("damaged"), "{refused}");
}
