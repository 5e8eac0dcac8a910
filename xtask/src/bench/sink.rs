//! A mail server for the bench: it takes every letter at once, or lets everybody wait without a word. What a real one
//! does is in the tests.

use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

use super::Result;

pub struct Sink {
    pub port: u16,
    taken: Arc<AtomicU64>,
}

impl Sink {
    /// Listens until the bench ends. It says nothing while `speaks` is false.
    pub fn open(speaks: Arc<AtomicBool>) -> Result<Self> {
        let fails = |error: std::io::Error| format!("there is no port for letters: {error}");
        let listener = TcpListener::bind("127.0.0.1:0").map_err(fails)?;
        let port = listener.local_addr().map_err(fails)?.port();
        let taken = Arc::new(AtomicU64::new(0));
        let counter = Arc::clone(&taken);
        std::thread::spawn(move || {
            let mut kept = Vec::new();
            for stream in listener.incoming().flatten() {
                if speaks.load(Ordering::Relaxed) {
                    let counter = Arc::clone(&counter);
                    std::thread::spawn(move || talk(&stream, &counter));
                } else {
                    kept.push(stream);
                }
            }
        });
        Ok(Self { port, taken })
    }

    /// How many letters it has.
    pub fn taken(&self) -> u64 {
        self.taken.load(Ordering::Relaxed)
    }
}

/// As much of RFC 5321 as a client needs that says what it should. Whoever hangs up ends it.
fn talk(stream: &TcpStream, taken: &AtomicU64) -> Option<()> {
    let mut out = stream;
    out.write_all(b"220 bench\r\n").ok()?;
    let mut in_letter = false;
    for words in BufReader::new(stream).lines() {
        let words = words.ok()?;
        if in_letter {
            if words == "." {
                in_letter = false;
                taken.fetch_add(1, Ordering::Relaxed);
                out.write_all(b"250 taken\r\n").ok()?;
            }
            continue;
        }
        let verb = words.split([' ', ':']).next().unwrap_or_default().to_ascii_uppercase();
        let answer: &[u8] = match verb.as_str() {
            "DATA" => b"354 go on\r\n",
            "QUIT" => b"221 bye\r\n",
            _ => b"250 ok\r\n",
        };
        in_letter = verb == "DATA";
        out.write_all(answer).ok()?;
    }
    Some(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    #[expect(clippy::disallowed_methods, reason = "the bench visits the server it has started")]
    fn it_takes_a_letter() {
        let sink = Sink::open(Arc::new(AtomicBool::new(true))).unwrap();
        let mut client = TcpStream::connect(("127.0.0.1", sink.port)).unwrap();
        client.write_all(b"EHLO x\r\nMAIL FROM:<a@b.example>\r\nRCPT TO:<c@d.example>\r\nDATA\r\n").unwrap();
        client.write_all(b"Subject: x\r\n\r\nDATA\r\n.\r\nQUIT\r\n").unwrap();
        let last = BufReader::new(client)
            .lines()
            .map_while(std::io::Result::ok)
            .find(|line| line.starts_with("221"));
        assert_eq!((last.as_deref(), sink.taken()), (Some("221 bye"), 1));
    }
}
