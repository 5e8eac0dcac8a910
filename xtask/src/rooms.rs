//! The picture of the crates in ARCHITECTURE.md, and who may never know whom.

use std::collections::{BTreeMap, BTreeSet};
use std::process::Command;

use serde_json::Value;

use crate::{Findings, workspace};

/// The way in for one audience. They never know each other, and reach data only through the domain.
const DOORS: [&str; 3] = ["portal", "console", "api"];

/// A room, and what it must not depend on, not even in its tests.
const NEVER: [(&str, &[&str]); 5] = [
    ("kernel", &["db", "domain", "web", "portal", "console", "api", "worker", "app"]),
    (
        "domain",
        &["web", "portal", "console", "api", "worker", "app", "axum", "askama", "hyper", "reqwest", "lettre"],
    ),
    ("portal", &["console", "api", "db"]),
    ("console", &["portal", "api", "db"]),
    ("api", &["portal", "console", "db"]),
];

/// A crate from outside, and the only rooms that may know it.
const ONLY: [(&str, &[&str]); 7] = [
    ("rusqlite", &["db"]),
    ("tokio-postgres", &["db"]),
    ("deadpool-postgres", &["db"]),
    ("axum", &["web", "portal", "console", "api", "app"]),
    ("askama", &["web", "portal", "console", "worker"]),
    ("reqwest", &["worker"]),
    ("lettre", &["worker"]),
];

/// A crate of the workspace, named by its folder, and what it depends on.
#[derive(Default)]
pub struct Room {
    /// Rooms of the house.
    pub knows: BTreeSet<String>,
    /// The same, in its tests only.
    pub tests_know: BTreeSet<String>,
    /// Crates from outside.
    pub uses: BTreeSet<String>,
}

pub type Rooms = BTreeMap<String, Room>;

/// The rooms as Cargo sees them.
pub fn built() -> Result<Rooms, String> {
    let output = Command::new("cargo")
        .args(["metadata", "--no-deps", "--offline", "--format-version", "1"])
        .current_dir(workspace::root())
        .output()
        .map_err(|error| format!("cargo did not start: {error}"))?;
    if !output.status.success() {
        return Err(String::from_utf8_lossy(&output.stderr).into_owned());
    }
    let metadata: Value = serde_json::from_slice(&output.stdout).map_err(|error| error.to_string())?;
    Ok(list(&metadata, "packages")
        .map(|package| (folder(&package["manifest_path"], 1), room(package)))
        .collect())
}

fn room(package: &Value) -> Room {
    let mut room = Room::default();
    for dependency in list(package, "dependencies") {
        let in_tests = dependency["kind"] == "dev";
        if dependency["path"].is_string() {
            let known = if in_tests { &mut room.tests_know } else { &mut room.knows };
            known.insert(folder(&dependency["path"], 0));
        } else if !in_tests {
            room.uses.insert(text(&dependency["name"]).to_owned());
        }
    }
    room
}

fn list<'a>(value: &'a Value, key: &str) -> impl Iterator<Item = &'a Value> {
    value.get(key).and_then(Value::as_array).into_iter().flatten()
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

/// A part of a path, counted from its end.
fn folder(path: &Value, from_end: usize) -> String {
    text(path).rsplit('/').nth(from_end).unwrap_or_default().to_owned()
}

/// The lines of the picture: `portal -> domain kernel web`.
pub fn draw(rooms: &Rooms) -> String {
    let line = |(name, room): (&String, &Room)| {
        let knows: Vec<&str> = room.knows.iter().map(String::as_str).collect();
        format!("{}\n", format!("{name} -> {}", knows.join(" ")).trim_end())
    };
    rooms.iter().map(line).collect()
}

/// The picture in a page of Markdown: the block that is marked `rooms`.
fn drawn(markdown: &str) -> Option<BTreeMap<String, BTreeSet<String>>> {
    let block = markdown.split_once("```rooms\n")?.1.split_once("```")?.0;
    let line = |line: &str| {
        let (name, knows) = line.split_once("->")?;
        Some((name.trim().to_owned(), knows.split_whitespace().map(str::to_owned).collect()))
    };
    Some(block.lines().filter_map(line).collect())
}

/// Where the picture and the house differ.
pub fn compare(markdown: &str, rooms: &Rooms) -> Findings {
    let Some(drawn) = drawn(markdown) else {
        return vec![format!("ARCHITECTURE.md needs this picture:\n```rooms\n{}```", draw(rooms))];
    };
    let built = rooms.iter().map(|(name, room)| (name.clone(), room.knows.clone())).collect();
    if drawn == built {
        return Findings::new();
    }
    vec![format!("the picture in ARCHITECTURE.md is not the house, which is:\n```rooms\n{}```", draw(rooms))]
}

/// Who knows somebody they must not.
pub fn forbidden(rooms: &Rooms) -> Findings {
    let mut findings = Findings::new();
    for (name, room) in rooms {
        let everybody: BTreeSet<&String> =
            room.knows.iter().chain(&room.tests_know).chain(&room.uses).collect();
        let never = NEVER.iter().filter(|(who, _)| who == name).flat_map(|(_, whom)| *whom);
        for whom in never.filter(|whom| everybody.contains(&(**whom).to_owned())) {
            findings.push(format!("{name} must never depend on {whom}"));
        }
        for (outside, who) in ONLY.iter().filter(|(outside, _)| room.uses.contains(*outside)) {
            if !who.contains(&name.as_str()) {
                findings.push(format!("{name} depends on {outside}, which only {} may", who.join(", ")));
            }
        }
        if room.knows.contains("testkit") {
            findings.push(format!("{name} depends on testkit outside of its tests"));
        }
        if name != "app" && DOORS.iter().any(|door| room.knows.contains(*door)) {
            findings.push(format!("{name} depends on a door, which only app may"));
        }
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rooms(picture: &[(&str, &str)]) -> Rooms {
        let set = |names: &str| names.split_whitespace().map(str::to_owned).collect();
        let room = |names: &str| Room { knows: set(names), ..Room::default() };
        picture.iter().map(|(name, knows)| ((*name).to_owned(), room(knows))).collect()
    }

    #[test]
    fn the_picture_is_the_house() {
        let house = rooms(&[("kernel", ""), ("db", "kernel")]);
        let page = |picture: &str| format!("# Rooms\n```rooms\n{picture}```\n");
        assert_eq!(compare(&page("kernel ->\ndb -> kernel\n"), &house), Findings::new());
        assert_eq!(compare(&page(&draw(&house)), &house), Findings::new());
        for wrong in ["kernel ->\ndb ->\n", "db -> kernel\n", "kernel ->\ndb -> kernel\nweb ->\n", ""] {
            assert_eq!(compare(&page(wrong), &house).len(), 1, "{wrong}");
        }
        assert_eq!(compare("# Rooms\n", &house).len(), 1);
    }

    #[test]
    fn what_is_forbidden_is_named() {
        assert_eq!(forbidden(&rooms(&[("portal", "web domain"), ("app", "portal api")])), Findings::new());
        assert_eq!(forbidden(&rooms(&[("domain", "web")])), ["domain must never depend on web"]);
        assert_eq!(forbidden(&rooms(&[("web", "testkit")])), ["web depends on testkit outside of its tests"]);
        assert_eq!(
            forbidden(&rooms(&[("worker", "portal")])),
            ["worker depends on a door, which only app may"]
        );
        assert_eq!(forbidden(&rooms(&[("portal", "console")])).len(), 2);
    }

    #[test]
    fn only_one_room_knows_the_engine() {
        let mut house = rooms(&[("db", ""), ("domain", "")]);
        for room in house.values_mut() {
            room.uses.insert("rusqlite".to_owned());
        }
        assert_eq!(forbidden(&house), ["domain depends on rusqlite, which only db may"]);
    }
}
