//! A recording of two gigabytes: how soon somebody hears its end, and what that costs in memory.

use std::io::{Read, Write};
use std::net::TcpStream;

use serde_json::{Value, json};

use super::http::Ask;
use super::options::Engine;
use super::server::Server;
use super::stage::Stage;
use super::{Programs, Result, http, watch};

const BYTES: u64 = 2 << 30;
/// A WAV file's own words before its sound.
const HEAD: usize = 44;
/// What a player asks for at once, and how often somebody jumps.
const STRETCH: u64 = 1 << 16;
const JUMPS: u64 = 50;

pub struct Recording {
    pub engine: Engine,
    pub bytes: u64,
    /// Seconds until all of it was there.
    pub brought: f64,
    /// Milliseconds until 99 of 100 stretches from anywhere in it had been read.
    pub jump: f64,
    /// KiB by which the memory grew at most, while it came in and while it was listened to.
    pub grew_kib: u64,
}

pub fn measure(programs: &Programs, stage: &Stage) -> Result<Recording> {
    let server = stage.serve(programs)?;
    let operator = format!("{}\r\nSec-Fetch-Site: same-origin", stage.sign_in(&server)?.operator);
    let call = call_that_may_have_one(&server, &operator)?;
    let path = format!("/api/v1/calls/{call}/recording");
    let before = server.memory()?;
    server.forget_peak()?;
    let start = watch::now();
    let answer = bring(server.port, &path, &operator).map_err(|error| format!("{path}: {error}"))?;
    let brought = watch::since(start) / 1000.0;
    if !answer.contains("201 Created") {
        return Err(format!("the recording was not taken: {answer}"));
    }
    let mut waits = Vec::new();
    for jump in 0..JUMPS {
        // The end first, and then from the middle of nowhere to nowhere.
        let from = (BYTES - STRETCH).wrapping_mul(JUMPS - jump) / JUMPS;
        let header = format!("{operator}\r\nRange: bytes={from}-{}", from + STRETCH - 1);
        let start = watch::now();
        let reply = http::get(server.port, &path, &header)?;
        waits.push(watch::since(start));
        if reply.status != 206 || (reply.body.len() as u64) < STRETCH {
            return Err(format!("a stretch was answered {} with {} bytes", reply.status, reply.body.len()));
        }
    }
    let grew_kib = server.peak()?.saturating_sub(before);
    Ok(Recording { engine: stage.engine, bytes: BYTES, brought, jump: watch::p99(waits), grew_kib })
}

/// A call of an account that keeps recordings, after both switches are on.
fn call_that_may_have_one(server: &Server, operator: &str) -> Result<String> {
    let send = |method: &str, path: &str, body: Value| {
        let text = body.to_string();
        let body = Some(("application/json", text.as_str()));
        let reply = Ask { port: server.port, path, header: operator, body }.send_as(method)?;
        let said = format!("{method} {path} was answered {}: {}", reply.status, reply.body);
        if reply.status < 300 { Ok(()) } else { Err(said) }
    };
    send("PATCH", "/api/v1/settings", json!({ "recordings": { "on": true, "largest_mb": 3000 } }))?;
    let reply = http::get(server.port, "/api/v1/calls?limit=10", operator)?;
    let list: Value = serde_json::from_str(&reply.body).unwrap_or_default();
    let text = |place: &str| list.pointer(place).and_then(Value::as_str).map(str::to_owned);
    let (call, account) = text("/data/0/id").zip(text("/data/0/account/id")).ok_or("there is no call")?;
    send("PUT", &format!("/api/v1/accounts/{account}/recordings"), json!({ "on": true }))?;
    Ok(call)
}

/// The head of the answer.
#[expect(clippy::disallowed_methods, reason = "the bench visits the server it has started")]
fn bring(port: u16, path: &str, header: &str) -> std::io::Result<String> {
    let mut stream = TcpStream::connect(("127.0.0.1", port))?;
    write!(
        stream,
        "PUT {path} HTTP/1.0\r\nHost: localhost\r\n{header}\r\nContent-Type: audio/wav\r\nContent-Length: {BYTES}\r\n\r\n"
    )?;
    stream.write_all(&wav_head())?;
    let silence = vec![0; 1 << 20];
    let mut left = BYTES - HEAD as u64;
    while left > 0 {
        let piece = silence.len().min(usize::try_from(left).unwrap_or(usize::MAX));
        stream.write_all(silence.get(..piece).unwrap_or_default())?;
        left -= piece as u64;
    }
    let mut answer = String::new();
    stream.read_to_string(&mut answer)?;
    Ok(answer.lines().next().unwrap_or_default().to_owned())
}

/// One channel of 8,000 samples a second, each of a byte.
fn wav_head() -> Vec<u8> {
    let sound = u32::try_from(BYTES - HEAD as u64).unwrap_or(u32::MAX);
    let mut head = Vec::with_capacity(HEAD);
    head.extend(b"RIFF");
    head.extend((sound + 36).to_le_bytes());
    head.extend(b"WAVEfmt ");
    for number in [16_u32, 0x0001_0001, 8000, 8000, 0x0008_0001] {
        head.extend(number.to_le_bytes());
    }
    head.extend(b"data");
    head.extend(sound.to_le_bytes());
    head
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sound_has_its_head() {
        assert_eq!(wav_head().len(), HEAD);
    }
}
