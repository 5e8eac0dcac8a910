//! The other side as others have built it: programs of Node that are a mail server and a gateway for text messages
//! (app/tests/browser/lib). They print a line of JSON for each thing that happens to them.

use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex};

use serde_json::{Value, json};

const LIB: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../app/tests/browser");

/// It is gone when it is dropped.
pub struct Peer {
    child: Child,
    pub port: u16,
    heard: Arc<Mutex<Vec<Value>>>,
}

impl Peer {
    /// A mail server that treats the next letters by this plan (smtp.mjs); `None`, with a note, where its packages
    /// are not installed.
    pub fn mail(plan: &[&str]) -> Option<Self> {
        Self::mail_at(0, plan)
    }

    /// … at a certain port.
    pub fn mail_at(port: u16, plan: &[&str]) -> Option<Self> {
        Self::start("smtp.mjs", &json!({ "port": port, "plan": plan }))
    }

    /// A gateway for text messages (sms.mjs).
    pub fn sms(options: &Value) -> Option<Self> {
        Self::start("sms.mjs", options)
    }

    /// A receiver of webhooks (hook.mjs), which is told its secret later.
    pub fn hook(plan: &[&str]) -> Option<Self> {
        Self::start("hook.mjs", &json!({ "plan": plan }))
    }

    /// A place for files that speaks like S3 (s3.mjs), with one bucket.
    pub fn s3(port: u16, bucket: &str) -> Option<Self> {
        Self::start("s3.mjs", &json!({ "port": port, "bucket": bucket }))
    }

    /// Writes a line into its input.
    pub fn tell(&mut self, line: &str) {
        let input = self.child.stdin.as_mut().expect("its input");
        writeln!(input, "{line}").expect("it listens");
    }

    fn start(script: &str, options: &Value) -> Option<Self> {
        let packages = ["smtp-server", "@20minutes/s3rver"];
        if !packages.iter().all(|name| Path::new(LIB).join("node_modules").join(name).exists()) {
            assert!(!must_be_there(), "CI=true, but scripts/npm-ci app/tests/browser was not run");
            println!("not run: the packages of app/tests/browser are not installed (see scripts/npm-ci)");
            return None;
        }
        let mut child = Command::new("node")
            .arg(Path::new(LIB).join("lib").join(script))
            .arg(options.to_string())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("node starts");
        let mut lines = BufReader::new(child.stdout.take().expect("its output")).lines();
        let first: Value = serde_json::from_str(&lines.next().expect("a line").expect("a line")).unwrap();
        let port = first["port"].as_u64().and_then(|port| u16::try_from(port).ok()).expect("its port");
        let heard: Arc<Mutex<Vec<Value>>> = Arc::default();
        let kept = heard.clone();
        std::thread::spawn(move || {
            for line in lines.map_while(Result::ok) {
                kept.lock().unwrap().push(serde_json::from_str(&line).unwrap());
            }
        });
        Some(Self { child, port, heard })
    }

    pub fn url(&self) -> String {
        format!("smtp://127.0.0.1:{}?tls=none", self.port)
    }

    /// Everything of one kind that it has told of.
    pub fn heard(&self, kind: &str) -> Vec<Value> {
        self.heard.lock().unwrap().iter().filter_map(|heard| heard.get(kind).cloned()).collect()
    }

    /// The mails that it has taken.
    pub fn mails(&self) -> Vec<Value> {
        self.heard("mail")
    }
}

impl Drop for Peer {
    fn drop(&mut self) {
        drop(self.child.kill());
        drop(self.child.wait());
    }
}

#[expect(clippy::disallowed_methods, reason = "whether everything must be there")]
fn must_be_there() -> bool {
    std::env::var("CI").is_ok_and(|ci| ci == "true")
}
