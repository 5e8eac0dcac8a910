//! An organization with a hundred accounts and as many calls as asked for, made by the doors that everybody uses.

use std::path::Path;
use std::process::Command;

use serde_json::{Value, json};

use super::http::Ask;
use super::options::Engine;
use super::place::Place;
use super::server::Server;
use super::{Programs, Result, accounts, calls, http, read, watch};
use crate::workspace::root;

/// Data that took longer to load is kept for the next time.
const KEPT_ABOVE: u64 = 1_000_000;
const KEPT_ACCOUNTS: u64 = 10_000;
const STARTS: usize = 5;
const OPERATOR: &str = "operator@bench.example";
const PASSWORD: &str = "quiet teapots measure twice";
/// The role that the key is as strong as: nobody gives what they do not have, and it brings in client admins.
const AS_STRONG_AS: &str = "Operator";

pub struct Stage {
    pub engine: Engine,
    pub rows: u64,
    pub place: Place,
    pub people: People,
    /// Calls a second, if they were imported this time.
    pub imported: Option<f64>,
}

/// Who can come in.
pub struct People {
    key: String,
    pub users: Vec<User>,
}

pub struct User {
    pub email: String,
    pub password: String,
}

/// Headers by which visitors are known.
pub struct Tickets {
    pub portal: String,
    pub operator: String,
    pub key: String,
}

impl Stage {
    pub fn prepare(programs: &Programs, engine: Engine, rows: u64) -> Result<Self> {
        if rows > KEPT_ABOVE
            && let Some(kept) = Self::kept(programs, engine, &rows.to_string(), rows)?
        {
            return Ok(kept);
        }
        let place = Place::open(&programs.home, engine, &rows.to_string(), false)?;
        let mut stage = Self::open(programs, engine, place, rows)?;
        stage.import(programs)?;
        stage.place.settle()?;
        stage.people.keep(&stage.place.folder)?;
        Ok(stage)
    }

    /// What took long to load, if it is still there from the last time.
    fn kept(programs: &Programs, engine: Engine, name: &str, rows: u64) -> Result<Option<Self>> {
        if engine != Engine::Sqlite {
            return Ok(None);
        }
        let place = Place::open(&programs.home, engine, name, true)?;
        Ok(People::kept(&place.folder).map(|people| {
            eprintln!("bench: it is still there from the last time");
            Self { engine, rows, place, people, imported: None }
        }))
    }

    /// The same without calls, and with so many portal users.
    pub fn with_members(programs: &Programs, engine: Engine, members: u64) -> Result<Self> {
        let place = Place::open(&programs.home, engine, &format!("members-{members}"), false)?;
        let stage = Self::open(programs, engine, place, 0)?;
        let mut command = Command::new(&programs.members);
        line(command.args([stage.place.database(), members.to_string()]))?;
        stage.place.settle()?;
        Ok(stage)
    }

    /// Some calls to read, in a house of its own: what is removed from its history is gone.
    pub fn with_history(programs: &Programs, engine: Engine) -> Result<Self> {
        let place = Place::open(&programs.home, engine, "history", false)?;
        let mut stage = Self::open(programs, engine, place, accounts::CALLS)?;
        stage.import(programs)?;
        Ok(stage)
    }

    /// So many accounts, with ten portal users and a hundred lines of history for each; calls in a hundred of them.
    pub fn with_accounts(programs: &Programs, engine: Engine, many: u64) -> Result<Self> {
        let name = format!("accounts-{many}");
        if many > KEPT_ACCOUNTS
            && let Some(kept) = Self::kept(programs, engine, &name, accounts::CALLS)?
        {
            return Ok(kept);
        }
        let place = Place::open(&programs.home, engine, &name, false)?;
        let mut stage = Self::open(programs, engine, place, accounts::CALLS)?;
        stage.import(programs)?;
        let database = stage.place.database();
        let more = many.saturating_sub(calls::ACCOUNTS).to_string();
        let (users, events) = (many * accounts::USERS_EACH, many * accounts::EVENTS_EACH);
        line(Command::new(&programs.accounts).args([&database, &more, &events.to_string()]))?;
        line(Command::new(&programs.members).args([&database, &users.to_string()]))?;
        stage.place.settle()?;
        stage.people.keep(&stage.place.folder)?;
        Ok(stage)
    }

    /// An organization with its accounts and a client in each.
    fn open(programs: &Programs, engine: Engine, place: Place, rows: u64) -> Result<Self> {
        let welcome = line(place.portico(&programs.portico).args([
            "init",
            "--organization",
            "Bench Answering",
            "--email",
            OPERATOR,
        ]))?;
        let key = line(place.portico(&programs.portico).args([
            "key",
            "create",
            "--name",
            "bench",
            "--permissions",
            &permissions()?,
        ]))?;
        let mut stage =
            Self { engine, rows, place, people: People { key, users: Vec::new() }, imported: None };
        stage.open_accounts(programs, &welcome)?;
        Ok(stage)
    }

    pub fn serve(&self, programs: &Programs) -> Result<Server> {
        Server::portico(programs, self)
    }

    /// The same with a mail server at this port of the machine.
    pub fn serve_with_mail(&self, programs: &Programs, port: u16) -> Result<Server> {
        Server::with_mail(programs, self, port)
    }

    /// Milliseconds from a start to the first answer.
    pub fn ready(&self, programs: &Programs) -> Result<f64> {
        let starts = (0..STARTS).map(|_| self.serve(programs).map(|server| server.ready));
        Ok(watch::median(starts.collect::<Result<_>>()?))
    }

    /// Signs an operator and the first client in.
    pub fn sign_in(&self, server: &Server) -> Result<Tickets> {
        let client = self.people.users.first().ok_or("there is nobody who could sign in")?;
        Ok(Tickets {
            portal: sign_in(server.port, &client.email, &client.password)?,
            operator: sign_in(server.port, OPERATOR, PASSWORD)?,
            key: self.people.key(),
        })
    }

    /// The cookie of another client, counted from 0.
    pub fn sign_in_client(&self, server: &Server, number: usize) -> Result<String> {
        let client = self.people.users.get(number).ok_or("there is no such client")?;
        sign_in(server.port, &client.email, &client.password)
    }

    /// The operator's password, and the accounts with a number and a client each.
    fn open_accounts(&mut self, programs: &Programs, welcome: &str) -> Result<()> {
        let server = self.serve(programs)?;
        let path = welcome.find("/welcome/").and_then(|at| welcome.get(at..));
        let path = path.ok_or_else(|| format!("portico init printed no link: {welcome}"))?;
        let set = http::post(server.port, path, &[("password", PASSWORD)])?;
        if set.status != 303 {
            return Err(format!("the operator's password was not taken: {}", set.status));
        }
        for account in 0..calls::ACCOUNTS {
            let user = open_account(server.port, &self.people.key(), account)?;
            self.people.users.push(user);
        }
        Ok(())
    }

    fn import(&mut self, programs: &Programs) -> Result<()> {
        let file = programs.home.join(format!("calls-{}.csv", self.rows));
        calls::write(&file, self.rows)?;
        let start = watch::now();
        let said = line(self.place.portico(&programs.portico).args(["import", "calls"]).arg(&file))?;
        let seconds = watch::since(start) / 1000.0;
        std::fs::remove_file(&file).map_err(|error| format!("{}: {error}", file.display()))?;
        if !said.contains(&format!(" {} calls taken in,", self.rows)) {
            return Err(format!("not all calls were taken in: {said}"));
        }
        self.imported = Some(watch::float(self.rows) / seconds);
        Ok(())
    }
}

impl People {
    pub fn key(&self) -> String {
        format!("Authorization: Bearer {}", self.key)
    }

    fn keep(&self, folder: &Path) -> Result<()> {
        let users: Vec<Value> = self.users.iter().map(|user| json!([user.email, user.password])).collect();
        let text = json!({ "key": self.key, "users": users }).to_string();
        let path = folder.join("people.json");
        std::fs::write(&path, text).map_err(|error| format!("{} cannot be written: {error}", path.display()))
    }

    /// Nobody, if the place is new or was not finished.
    fn kept(folder: &Path) -> Option<Self> {
        let value: Value = serde_json::from_str(&read(&folder.join("people.json")).ok()?).ok()?;
        let text = |value: &Value| value.as_str().map(str::to_owned);
        let users = value.get("users")?.as_array()?.iter();
        let users =
            users.map(|user| Some(User { email: text(user.get(0)?)?, password: text(user.get(1)?)? }));
        Some(Self { key: text(value.get("key")?)?, users: users.collect::<Option<_>>()? })
    }
}

fn open_account(port: u16, key: &str, account: u64) -> Result<User> {
    let email = format!("client{account}@bench.example");
    let body = json!({
        "name": format!("Client {account}"),
        "email": email,
        "time_zone": "America/Chicago",
        "numbers": [calls::number(account)],
        "first_user": { "name": format!("Dana Reyes {account}"), "email": email },
    });
    let body = body.to_string();
    let reply = Ask { port, path: "/api/v1/accounts", header: key, body: Some(("application/json", &body)) }
        .send()?;
    let made: Value = serde_json::from_str(&reply.body).unwrap_or_default();
    match made.pointer("/first_user/password").and_then(Value::as_str) {
        Some(password) => Ok(User { email, password: password.to_owned() }),
        None => Err(format!("no account was made ({}): {}", reply.status, reply.body)),
    }
}

fn sign_in(port: u16, email: &str, password: &str) -> Result<String> {
    let reply = http::post(port, "/login", &[("email", email), ("password", password)])?;
    let cookie = reply.cookie("portico").map(|token| format!("Cookie: portico={token}"));
    cookie.ok_or_else(|| format!("{email} was not let in ({}): {}", reply.status, reply.body))
}

/// The last line that a program prints.
pub fn line(command: &mut Command) -> Result<String> {
    let output = command.output().map_err(|error| format!("portico did not start: {error}"))?;
    if !output.status.success() {
        return Err(String::from_utf8_lossy(&output.stderr).into_owned());
    }
    Ok(String::from_utf8_lossy(&output.stdout).lines().last().unwrap_or_default().to_owned())
}

/// What that role may, from the printed table of roles.
fn permissions() -> Result<String> {
    let table = read(&root().join("docs/generated/roles.md"))?;
    let mut rows = table.lines().filter(|line| line.starts_with('|')).map(cells);
    let column = rows.next().and_then(|head| head.iter().position(|cell| *cell == AS_STRONG_AS));
    let column = column.ok_or_else(|| format!("no role {AS_STRONG_AS} in docs/generated/roles.md"))?;
    let names = rows.skip(1).filter(|row| row.get(column).is_some_and(|cell| *cell != "–"));
    let names: Vec<&str> = names.filter_map(|row| row.get(1).map(|cell| cell.trim_matches('`'))).collect();
    Ok(names.join(","))
}

fn cells(line: &str) -> Vec<&str> {
    line.split('|').map(str::trim).collect()
}
