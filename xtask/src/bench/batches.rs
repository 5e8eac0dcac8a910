//! Calls that another program sends, a thousand in a request.

use super::http::Ask;
use super::stage::Stage;
use super::{Programs, Result, calls, watch};

const BATCHES: u64 = 50;
const SIZE: u64 = 1000;

pub struct Batches {
    pub calls: u64,
    pub per_second: f64,
}

pub fn measure(programs: &Programs, stage: &Stage) -> Result<Batches> {
    let server = stage.serve(programs)?;
    let bodies: Vec<String> = (0..BATCHES).map(|number| calls::batch(number, SIZE)).collect();
    let start = watch::now();
    for body in &bodies {
        let body = Some(("application/json", body.as_str()));
        let ask = Ask { port: server.port, path: "/api/v1/calls", header: &stage.people.key(), body };
        let reply = ask.send()?;
        let created = reply.body.matches("\"created\"").count();
        if created as u64 != SIZE {
            return Err(format!("a batch was answered {}: {}", reply.status, brief(&reply.body)));
        }
    }
    let calls = BATCHES * SIZE;
    Ok(Batches { calls, per_second: watch::float(calls) / (watch::since(start) / 1000.0) })
}

fn brief(text: &str) -> String {
    text.chars().take(500).collect()
}
