//! What an operator with a caller on the line looks at: the board, and who is on call; beside the floor.

use serde_json::{Value, json};

use super::http::Ask;
use super::load::Visitor;
use super::options::{Engine, Options};
use super::pages::{self, PageMeasured};
use super::server::Server;
use super::stage::Stage;
use super::{Programs, Result, http};

/// Operators at once.
const OPERATORS: usize = 16;
const LAYERS: usize = 5;
const PEOPLE: [&str; 6] =
    ["Amara Nwosu", "Wes Tolliver", "Priya Raman", "Jonas Lindqvist", "Mei Chen", "Carlos Ortega"];

/// The pages, and how many requests a second the floor answers with its list of calls meanwhile.
pub struct Board {
    pub engine: Engine,
    pub pages: Vec<PageMeasured>,
}

pub fn measure(programs: &Programs, stage: &Stage, options: &Options) -> Result<Board> {
    let server = stage.serve(programs)?;
    let tickets = stage.sign_in(&server)?;
    let program = Program { port: server.port, key: &tickets.key };
    let account = program.account(0)?;
    program.furnish(&account)?;
    let floor = Server::floor(programs, stage)?;
    let lowest = Visitor { port: floor.port, path: "/calls".to_owned(), header: tickets.portal.clone() };
    pages::look(&lowest)?;
    let mut measured = Vec::new();
    for (name, path, header, shows) in [
        ("board, an account", format!("/console/board/{account}"), &tickets.operator, "Closed for the day"),
        ("board, search", "/console/board?q=client".to_owned(), &tickets.operator, "Client "),
        ("who is on call, page", "/on_call".to_owned(), &tickets.portal, "Doctors"),
        ("who is on call, JSON", format!("/api/v1/accounts/{account}/on-call"), &tickets.key, "Doctors"),
        (
            "who is on call, text",
            format!("/api/v1/accounts/{account}/on-call/numbers"),
            &tickets.key,
            "+1512",
        ),
    ] {
        let visitor = Visitor { port: server.port, path, header: header.clone() };
        if !pages::look(&visitor)?.contains(shows) {
            return Err(format!("{} does not show “{shows}”", visitor.path));
        }
        measured.push(pages::rounds(name, &visitor, Some(&lowest), OPERATORS, options)?);
    }
    Ok(Board { engine: stage.engine, pages: measured })
}

/// Another program, with the key of the bench.
pub struct Program<'a> {
    pub port: u16,
    pub key: &'a str,
}

impl Program<'_> {
    /// The id of an account, counted from 0.
    pub fn account(&self, number: u64) -> Result<String> {
        let path = format!("/api/v1/accounts?q=client{number}@bench.example&limit=10");
        let reply = http::get(self.port, &path, self.key)?;
        let list: Value = serde_json::from_str(&reply.body).unwrap_or_default();
        let id = list.pointer("/data/0/id").and_then(Value::as_str);
        id.map(str::to_owned).ok_or_else(|| format!("there is no account {number}: {}", reply.body))
    }

    /// A status, people, a schedule of five layers, a task and instructions.
    fn furnish(&self, account: &str) -> Result<()> {
        self.send(
            "PUT",
            &format!("/api/v1/accounts/{account}/status"),
            &json!({ "text": "Closed for the day", "level": "attention" }),
        )?;
        let mut people = Vec::new();
        for (index, name) in PEOPLE.iter().enumerate() {
            let person = json!({ "account": account, "name": name, "phone": format!("+1512555010{index}") });
            people.push(self.made("/api/v1/contacts", &person)?);
        }
        let rules =
            json!([{ "days": ["mon", "tue", "wed", "thu", "fri"], "from": "17:00", "until": "08:00" }]);
        let layers: Vec<Value> = (0..LAYERS)
            .map(|layer| {
                let members: Vec<&String> = people.iter().cycle().skip(layer).take(PEOPLE.len()).collect();
                let rules = if layer + 1 < LAYERS { rules.clone() } else { json!([]) };
                json!({ "begins": "2026-01-01T08:00", "turn_hours": 12 * (layer + 1), "members": members, "rules": rules })
            })
            .collect();
        let schedule = json!({ "account": account, "name": "Doctors", "time_zone": "America/Chicago", "layers": layers });
        self.made("/api/v1/schedules", &schedule)?;
        self.made("/api/v1/tasks", &json!({ "account": account, "title": "Call the pharmacy back" }))?;
        Ok(())
    }

    fn made(&self, path: &str, body: &Value) -> Result<String> {
        let made = self.send("POST", path, body)?;
        let id = made.get("id").and_then(Value::as_str);
        id.map(str::to_owned).ok_or_else(|| format!("{path} made nothing: {made}"))
    }

    pub fn send(&self, method: &str, path: &str, body: &Value) -> Result<Value> {
        let text = body.to_string();
        let body = Some(("application/json", text.as_str()));
        let reply = Ask { port: self.port, path, header: self.key, body }.send_as(method)?;
        if reply.status >= 300 {
            return Err(format!("{method} {path} was answered {}: {}", reply.status, reply.body));
        }
        Ok(serde_json::from_str(&reply.body).unwrap_or_default())
    }
}
