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
            return Box::pin(Self::make(&stage.house)).await;
        }
        let (file, all) = Box::pin(world()).await;
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

/// A file with two of everything in it, and who they are. Their folder has its name only when they are whole; of tests that
/// make it at once, the first one's is used by all.
async fn world() -> (PathBuf, TwoOfEverything) {
    let folder = std::env::temp_dir().join(format!("portico_world_{}", program()));
    let (file, cast) = (folder.join("world.db"), folder.join("cast.json"));
    if !folder.exists() {
        let unfinished = std::env::temp_dir().join(fresh_name());
        std::fs::create_dir(&unfinished).expect("a folder for the world");
        let location = Location::File(unfinished.join("world.db"));
        let database = Database::open(&location).await.expect("a world");
        database.migrate(MIGRATIONS).await.expect("the tables are made");
        let house = house_on(&database, Clock::standing_at(beginning()), dice());
        let all = Box::pin(TwoOfEverything::make(&house)).await;
        drop(house);
        database.settle().await.expect("the world is one file");
        let all = serde_json::to_vec(&all).expect("the cast");
        std::fs::write(unfinished.join("cast.json"), all).expect("the cast is written");
        if std::fs::rename(&unfinished, &folder).is_err() {
            std::fs::remove_dir_all(unfinished).expect("somebody was faster");
        }
    }
    let all = std::fs::read(cast).expect("the cast of the world");
    (file, serde_json::from_slice(&all).expect("the cast of the world"))
}

/// Another for every build of the tests: the world is as the doors of that build make it.
fn program() -> String {
    let program = std::env::current_exe().expect("this program");
    let made = std::fs::metadata(&program).and_then(|about| about.modified()).expect("when it was built");
    let mut sum = DefaultHasher::new();
    (program, made).hash(&mut sum);
    format!("{:016x}", sum.finish())
}
