//! The house is tidy: its rooms, its files and its tables are where they should be.

use xtask::workspace::{pairs, read, sources};
use xtask::{Findings, lockfiles, rooms, sources, tables};

#[track_caller]
fn none(findings: &Findings) {
    assert!(findings.is_empty(), "\n\n{}\n", findings.join("\n"));
}

#[test]
fn the_rooms_are_those_of_the_picture() {
    let page = read("ARCHITECTURE.md").unwrap_or_default();
    none(&rooms::compare(&page, &rooms::built().unwrap()));
}

#[test]
fn nobody_depends_on_whom_they_must_not() {
    none(&rooms::forbidden(&rooms::built().unwrap()));
}

#[test]
fn no_file_is_too_long() {
    let known = pairs(&read("xtask/long-files.txt").unwrap_or_default());
    none(&sources::too_long(&sources(&["rs", "html", "sql", "ts", "js", "mjs", "css"]), &known));
}

#[test]
fn every_rust_file_says_what_it_is_for() {
    none(&sources::without_introduction(&sources(&["rs"])));
}

#[test]
fn nothing_is_unfinished() {
    none(&sources::unfinished(&sources(&["rs"])));
}

#[test]
fn no_lockfile_names_a_host() {
    none(&lockfiles::with_hosts(&sources(&["json"])));
}

#[test]
fn a_table_is_changed_only_in_its_own_folder() {
    let owners = read("xtask/tables.txt").expect("the map of tables");
    // Tests tamper with tables on purpose, to see that it is noticed.
    let product: Vec<_> =
        sources(&["rs"]).into_iter().filter(|source| !source.path.contains("/tests/")).collect();
    none(&tables::misplaced(&pairs(&owners), &sources(&["sql"]), &product));
}

#[test]
fn no_door_makes_an_actor_who_may_do_everything() {
    let doors = ["web/", "portal/", "console/", "api/", "worker/"];
    let found: Vec<String> = sources(&["rs"])
        .into_iter()
        .filter(|source| doors.iter().any(|door| source.path.starts_with(door)))
        .filter(|source| source.text.contains("Actor::system"))
        .map(|source| format!("{} makes an actor of the system", source.path))
        .collect();
    none(&found);
}
