//! Two nodes of one house: how soon what changed at one is on an operator's screen at the other.

use super::board::Program;
use super::options::Engine;
use super::stage::Stage;
use super::{Programs, Result, http, live, watch};

const CHANGES: usize = 200;
/// Milliseconds between one change and the next.
const STILL: u64 = 50;

pub struct Nodes {
    pub engine: Engine,
    pub changes: usize,
    /// Milliseconds from a client's asking for another status at one node until 99 of 100 of them had been told to a
    /// page that was open at the other, and the board asked there showed them.
    pub shown: f64,
}

pub fn measure(programs: &Programs, stage: &Stage) -> Result<Nodes> {
    let (here, there) = (stage.serve(programs)?, stage.serve(programs)?);
    let tickets = stage.sign_in(&here)?;
    let program = Program { port: here.port, key: &tickets.key };
    let account = program.account(0)?;
    let board = format!("/console/board/{account}");
    let mut screen = live::open(&there, "/console/live", &tickets.operator, 1)?;
    let mut waits = Vec::with_capacity(CHANGES);
    for change in 0..CHANGES {
        let start = watch::now();
        let text = live::happen(&program, &account, change)?;
        live::heard_by(start, &mut screen)?;
        let shown = http::get(there.port, &board, &tickets.operator)?;
        if !shown.body.contains(&text) {
            return Err(format!("{board} was told of “{text}” and does not show it ({})", shown.status));
        }
        waits.push(watch::since(start));
        // One change is told in more than one word: what comes late is not the next one.
        watch::pause(STILL);
        live::still(&mut screen)?;
    }
    Ok(Nodes { engine: stage.engine, changes: CHANGES, shown: watch::p99(waits) })
}
