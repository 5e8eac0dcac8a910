//! A visitor in a few lines: one request on one connection.

use std::fmt::Write as _;
use std::io::{Read, Write};
use std::net::TcpStream;
use std::time::Duration;

use super::Result;

/// Nothing here takes longer.
const PATIENCE: Duration = Duration::from_mins(1);

pub struct Reply {
    pub status: u16,
    head: String,
    pub body: String,
}

impl Reply {
    /// The value of a cookie that the answer sets.
    pub fn cookie(&self, name: &str) -> Option<&str> {
        self.headers("set-cookie")
            .find_map(|value| value.split(';').next()?.strip_prefix(name)?.strip_prefix('='))
    }

    /// Where the answer sends the visitor.
    pub fn location(&self) -> Option<&str> {
        self.headers("location").next()
    }

    fn headers(&self, name: &str) -> impl Iterator<Item = &str> {
        self.head
            .lines()
            .filter_map(|line| line.split_once(": "))
            .filter(move |(key, _)| key.eq_ignore_ascii_case(name))
            .map(|(_, value)| value)
    }
}

/// A request. HTTP/1.0 is asked for, so that the answer comes in one piece and the connection ends.
pub struct Ask<'a> {
    pub port: u16,
    pub path: &'a str,
    /// `Name: value`
    pub header: &'a str,
    /// What is posted, with its media type.
    pub body: Option<(&'a str, &'a str)>,
}

pub fn get(port: u16, path: &str, header: &str) -> Result<Reply> {
    Ask { port, path, header, body: None }.send()
}

/// Posts a form of names and values, as a stranger.
pub fn post(port: u16, path: &str, fields: &[(&str, &str)]) -> Result<Reply> {
    post_as("", port, path, fields)
}

/// … as somebody who is known by a header.
pub fn post_as(header: &str, port: u16, path: &str, fields: &[(&str, &str)]) -> Result<Reply> {
    let pairs: Vec<String> =
        fields.iter().map(|(name, value)| format!("{name}={}", escaped(value))).collect();
    let body = pairs.join("&");
    Ask { port, path, header, body: Some(("application/x-www-form-urlencoded", &body)) }.send()
}

impl Ask<'_> {
    /// `GET`, or `POST` if there is a body.
    pub fn send(&self) -> Result<Reply> {
        self.send_as(if self.body.is_some() { "POST" } else { "GET" })
    }

    pub fn send_as(&self, method: &str) -> Result<Reply> {
        self.try_send(method).map_err(|error| format!("{} was not answered: {error}", self.path))
    }

    #[expect(clippy::disallowed_methods, reason = "the bench visits the server it has started")]
    fn try_send(&self, method: &str) -> std::io::Result<Reply> {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port))?;
        stream.set_read_timeout(Some(PATIENCE))?;
        stream.set_nodelay(true)?;
        stream.write_all(self.text(method).as_bytes())?;
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer)?;
        let text = String::from_utf8_lossy(&answer);
        let (head, body) = text.split_once("\r\n\r\n").unwrap_or((&text, ""));
        let status = head.split(' ').nth(1).and_then(|word| word.parse().ok()).unwrap_or(0);
        Ok(Reply { status, head: head.to_owned(), body: body.to_owned() })
    }

    fn text(&self, method: &str) -> String {
        let mut text = format!("{method} {} HTTP/1.0\r\nHost: localhost\r\n", self.path);
        if !self.header.is_empty() {
            let _ = write!(text, "{}\r\n", self.header);
        }
        if let Some((kind, body)) = self.body {
            let _ = write!(text, "Content-Type: {kind}\r\nContent-Length: {}\r\n\r\n{body}", body.len());
        } else {
            text.push_str("\r\n");
        }
        text
    }
}

fn escaped(value: &str) -> String {
    value.bytes().fold(String::new(), |mut text, byte| {
        if byte.is_ascii_alphanumeric() {
            text.push(char::from(byte));
        } else {
            let _ = write!(text, "%{byte:02X}");
        }
        text
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_and_a_cookie() {
        assert_eq!(escaped("a b&ü"), "a%20b%26%C3%BC");
        let head = "HTTP/1.1 303 See Other\r\nset-cookie: portico=abc; Path=/".to_owned();
        let reply = Reply { status: 303, head, body: String::new() };
        assert_eq!(reply.cookie("portico"), Some("abc"));
        assert_eq!(reply.cookie("port"), None);
        assert_eq!(reply.location(), None);
    }
}
