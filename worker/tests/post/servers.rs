//! The other side, for one test: a mail server and a gateway that say what they are told to say.

use std::sync::{Arc, Mutex};

use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinHandle;

/// How a mail server answers; an empty answer hangs up.
#[derive(Clone, Copy)]
pub struct Manners {
    pub greeting: &'static str,
    pub rcpt: &'static str,
    pub taken: &'static str,
}

impl Default for Manners {
    fn default() -> Self {
        Self { greeting: "220 mail.test ESMTP", rcpt: "250 ok", taken: "250 2.0.0 queued" }
    }
}

#[derive(Clone, Default)]
pub struct Mail {
    pub to: Vec<String>,
    pub data: String,
}

pub struct MailServer {
    port: u16,
    mails: Arc<Mutex<Vec<Mail>>>,
    work: JoinHandle<()>,
}

impl MailServer {
    pub async fn start(manners: Manners) -> Self {
        Self::start_at(0, manners).await
    }

    pub async fn start_at(port: u16, manners: Manners) -> Self {
        let listener = TcpListener::bind(("127.0.0.1", port)).await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let mails: Arc<Mutex<Vec<Mail>>> = Arc::default();
        let kept = mails.clone();
        let work = tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let kept = kept.clone();
                tokio::spawn(async move { drop(talk(stream, manners, &kept).await) });
            }
        });
        Self { port, mails, work }
    }

    pub const fn port(&self) -> u16 {
        self.port
    }

    pub fn url(&self) -> String {
        format!("smtp://127.0.0.1:{}", self.port)
    }

    pub fn mails(&self) -> Vec<Mail> {
        self.mails.lock().unwrap().clone()
    }

    pub async fn end(mut self) {
        self.work.abort();
        drop((&mut self.work).await);
    }
}

impl Drop for MailServer {
    fn drop(&mut self) {
        self.work.abort();
    }
}

async fn talk(stream: TcpStream, manners: Manners, kept: &Mutex<Vec<Mail>>) -> std::io::Result<()> {
    let mut stream = BufReader::new(stream);
    stream.write_all(format!("{}\r\n", manners.greeting).as_bytes()).await?;
    let mut mail = Mail::default();
    loop {
        let mut line = String::new();
        if stream.read_line(&mut line).await? == 0 {
            return Ok(());
        }
        let word = line.split([' ', ':', '\r']).next().unwrap_or_default().to_uppercase();
        let answer = match word.as_str() {
            "EHLO" => "250-mail.test\r\n250-8BITMIME\r\n250 SMTPUTF8",
            "RCPT" => {
                let address = line.split(['<', '>']).nth(1).unwrap_or_default();
                mail.to.push(address.to_owned());
                manners.rcpt
            }
            "DATA" => {
                stream.write_all(b"354 go on\r\n").await?;
                mail.data = body(&mut stream).await?;
                kept.lock().unwrap().push(std::mem::take(&mut mail));
                manners.taken
            }
            "QUIT" => "221 bye",
            "MAIL" | "NOOP" | "RSET" => "250 ok",
            _ => "500 what?",
        };
        if answer.is_empty() {
            return Ok(());
        }
        stream.write_all(format!("{answer}\r\n").as_bytes()).await?;
    }
}

/// Up to the line with the dot.
async fn body(stream: &mut BufReader<TcpStream>) -> std::io::Result<String> {
    let mut text = String::new();
    loop {
        let mut line = String::new();
        if stream.read_line(&mut line).await? == 0 || line == ".\r\n" {
            return Ok(text);
        }
        text.push_str(&line);
    }
}

/// Takes requests by HTTP and always gives the same answer; an empty status hangs up.
pub struct Gateway {
    port: u16,
    asked: Arc<Mutex<Vec<String>>>,
    work: JoinHandle<()>,
}

impl Gateway {
    pub async fn start(status: &'static str, body: &'static str) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let asked: Arc<Mutex<Vec<String>>> = Arc::default();
        let kept = asked.clone();
        let work = tokio::spawn(async move {
            while let Ok((mut stream, _)) = listener.accept().await {
                let mut request = String::new();
                let mut buffer = [0; 4096];
                while !whole(&request) {
                    let Ok(read @ 1..) = stream.read(&mut buffer).await else { break };
                    request.push_str(&String::from_utf8_lossy(&buffer[..read]));
                }
                kept.lock().unwrap().push(request);
                if !status.is_empty() {
                    let length = body.len();
                    let answer = format!(
                        "HTTP/1.1 {status}\r\nLocation: http://127.0.0.1:1/\r\nConnection: close\r\nContent-Length: {length}\r\n\r\n{body}"
                    );
                    drop(stream.write_all(answer.as_bytes()).await);
                }
            }
        });
        Self { port, asked, work }
    }

    pub const fn port(&self) -> u16 {
        self.port
    }

    pub fn asked(&self) -> Vec<String> {
        self.asked.lock().unwrap().clone()
    }
}

impl Drop for Gateway {
    fn drop(&mut self) {
        self.work.abort();
    }
}

fn whole(request: &str) -> bool {
    let Some((head, body)) = request.split_once("\r\n\r\n") else { return false };
    let length =
        head.lines().find_map(|line| line.to_lowercase().strip_prefix("content-length: ")?.parse().ok());
    body.len() >= length.unwrap_or(0)
}
