//! Two of everything, made once through the doors and copied to each journey that begins with it: to make it takes longer
//! than most journeys.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::PathBuf;

use db::{Database, Location};
use domain::schema::{MIGRATIONS, TABLES};
use kernel::Clock;

use crate::cast::TwoOfEverything;
use crate::place::fresh_name;
use crate::stage::{Stage, beginning, dice, house_on};

/// As many numbers as these are more than making the world rolls.
const ROLLED: usize = 1 << 16;

impl TwoOfEverything {
    /// The same in every journey. On a stage where something has happened already it is made there.
    pub async fn on(stage: &Stage) -> Self {
        let organizations = stage.number("SELECT count(*) FROM organizations", &[]).await;
        if organizations > 0 || stage.clock().now() != beginning() {
            return Self::make(&stage.house).await;
        }
        let (file, all) = world().await;
        // Of its own, so that nobody waits for anybody.
        let copy = std::env::temp_dir().join(format!("{}.db", fresh_name()));
        std::fs::copy(file, &copy).expect("a copy of the world");
        let world = Database::open(&Location::File(copy.clone())).await.expect("the world");
        db::copy_all(&world, &stage.database, TABLES).await.expect("what is in the world");
        world.settle().await.expect("one file");
        std::fs::remove_file(copy).expect("the copy goes");
        // What was rolled for it is not rolled again.
        let _: [u8; ROLLED] = stage.dice.bytes();
        all
    }
}

/// A file with two of everything in it, and who they are. It has its name only when it is whole; of tests that make it at
/// once, each makes the same.
async fn world() -> (PathBuf, TwoOfEverything) {
    let file = std::env::temp_dir().join(format!("portico_world_{}.db", program()));
    let cast = file.with_extension("json");
    if let (true, Ok(text)) = (file.exists(), std::fs::read(&cast)) {
        return (file, serde_json::from_slice(&text).expect("the cast of the world"));
    }
    let unfinished = std::env::temp_dir().join(format!("{}.db", fresh_name()));
    let database = Database::open(&Location::File(unfinished.clone())).await.expect("a world");
    database.migrate(MIGRATIONS).await.expect("the tables are made");
    let all = TwoOfEverything::make(&house_on(&database, Clock::standing_at(beginning()), dice())).await;
    database.settle().await.expect("the world is one file");
    let written = unfinished.with_extension("json");
    std::fs::write(&written, serde_json::to_vec(&all).expect("the cast")).expect("the cast is written");
    std::fs::rename(written, cast).expect("the cast's name");
    std::fs::rename(unfinished, &file).expect("the world's name");
    (file, all)
}

/// Another for every build of the tests: the world is as the doors of that build make it.
#[expect(clippy::disallowed_methods, reason = "which program this is")]
fn program() -> String {
    let program = std::env::current_exe().expect("this program");
    let made = std::fs::metadata(&program).and_then(|about| about.modified()).expect("when it was built");
    let mut sum = DefaultHasher::new();
    (program, made).hash(&mut sum);
    format!("{:016x}", sum.finish())
}
