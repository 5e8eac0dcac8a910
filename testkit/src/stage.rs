//! A house for one journey: empty, migrated, with a clock that stands and dice that repeat themselves.

use std::collections::HashMap;
use std::sync::Mutex;

use db::{Database, Location};
use domain::access::{Actor, Kind};
use domain::sign_in::{Cost, Passwords};
use domain::{House, Opening, Read, schema};
use kernel::{Clock, Dice, OrgId, RoleId, Span, Timestamp};

use crate::cast::{Who, role_named};
use crate::place::{Engine, Room};

/// When every journey begins.
const BEGINNING: &str = "2026-11-20T15:00:00Z";

pub(crate) fn beginning() -> Timestamp {
    Timestamp::parse(BEGINNING).expect("a moment")
}

/// The same in every journey.
pub(crate) fn dice() -> Dice {
    Dice::seeded(79273)
}

pub(crate) fn house_on(database: &Database, clock: Clock, dice: Dice) -> House {
    House::new(database.clone(), clock, dice, Passwords::new(2, Cost::Small))
}

pub struct Stage {
    pub house: House,
    pub engine: Engine,
    /// The same data as the house has, without its rules: for looking behind the curtain and for tampering.
    pub database: Database,
    clock: Clock,
    pub(crate) dice: Dice,
    room: Room,
    /// What the browsers of those who sign in here have kept.
    pub(crate) devices: Mutex<HashMap<(OrgId, String), String>>,
}

impl Stage {
    /// `None`, with a printed note, where this engine is not available.
    pub async fn open(engine: Engine) -> Option<Self> {
        let stage = Self::within(Room::new(engine, true).await?, engine).await;
        stage.database.migrate(schema::MIGRATIONS).await.expect("the tables are made");
        Some(stage)
    }

    /// The same before its tables are made.
    pub async fn unmigrated(engine: Engine) -> Option<Self> {
        Some(Self::within(Room::new(engine, false).await?, engine).await)
    }

    async fn within(room: Room, engine: Engine) -> Self {
        let database = Database::open(&room.location).await.expect("a database for the test");
        let (clock, dice) = (Clock::standing_at(beginning()), dice());
        let house = house_on(&database, clock.clone(), dice.clone()).with_files(room.files());
        Self { house, engine, database, clock, dice, room, devices: Mutex::default() }
    }

    pub fn advance(&self, span: Span) {
        self.clock.advance(span);
    }

    pub fn clock(&self) -> &Clock {
        &self.clock
    }

    pub fn location(&self) -> &Location {
        &self.room.location
    }

    /// A directory for files; gone afterwards on `SQLite`.
    pub fn directory(&self) -> std::path::PathBuf {
        self.room.directory_for_files()
    }

    /// The folder of what is too large for the database.
    pub fn files(&self) -> std::path::PathBuf {
        self.room.files()
    }

    /// Another process on the same data: nothing in memory is shared but the clock.
    pub async fn second_process(&self) -> House {
        let database = Database::open(self.location()).await.expect("the same database");
        House::new(database, self.clock.clone(), Dice::system(), Passwords::new(2, Cost::Small))
            .with_files(self.room.files())
    }

    /// The house on the same data as the program opens it when it starts.
    pub async fn started_again(&self) -> House {
        let opening = Opening {
            location: self.location().clone(),
            backups: None,
            weak_durability: true,
            clock: self.clock.clone(),
            dice: Dice::system(),
            passwords: Passwords::new(1, Cost::Small),
        };
        House::open(opening).await.expect("the house opens")
    }

    pub async fn read(&self) -> Read {
        self.house.read().await.expect("a look at the data")
    }

    /// The machine itself, which may do everything in one organization.
    pub fn system(&self, org: OrgId) -> Actor {
        Actor::system(org, "test")
    }

    /// A role for portal users, by its name.
    pub async fn client_role(&self, org: OrgId, name: &str) -> RoleId {
        role_named(&self.house, &self.system(org), Kind::PortalUser, name).await
    }

    /// A role for operators, by its name.
    pub async fn operator_role(&self, org: OrgId, name: &str) -> RoleId {
        role_named(&self.house, &self.system(org), Kind::Operator, name).await
    }

    /// One more operator, who holds these roles.
    pub async fn hire(&self, org: OrgId, address: &str, roles: &[&str]) -> Who {
        crate::cast::operator(&self.house, &self.system(org), address, roles).await
    }

    /// Changes the data behind the house's back; answers how many rows that were.
    pub async fn tamper(&self, sql: &str, params: &[db::Value<'_>]) -> u64 {
        let mut tx = self.database.write().await.expect("a connection");
        let changed = tx.execute(sql, params).await.expect("the statement");
        tx.commit().await.expect("the statement");
        changed
    }

    /// A number that the data says, such as a count.
    pub async fn number(&self, sql: &str, params: &[db::Value<'_>]) -> i64 {
        let mut tx = self.database.read().await.expect("a connection");
        tx.row(sql, params, |row| row.get(0)).await.expect("the query").expect("a row")
    }

    /// A text that the data says.
    pub async fn text(&self, sql: &str, params: &[db::Value<'_>]) -> String {
        let mut tx = self.database.read().await.expect("a connection");
        tx.row(sql, params, |row| row.get(0)).await.expect("the query").expect("a row")
    }
}

/// The last moment before a span is over.
pub const fn just_before(span: Span) -> Span {
    Span::micros(span.as_micros() - 1)
}
