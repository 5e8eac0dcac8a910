//! The program itself, in a directory of its own.

use std::path::PathBuf;
use std::process::{Child, Command, Stdio};

pub struct Program {
    directory: PathBuf,
}

impl Program {
    pub fn new() -> Self {
        let name: [u8; 8] = kernel::Dice::system().bytes();
        let directory = std::env::temp_dir().join(format!("portico-{:016x}", u64::from_be_bytes(name)));
        std::fs::create_dir(&directory).unwrap();
        Self { directory }
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.directory.join(name)
    }

    pub fn write(&self, name: &str, text: &str) {
        std::fs::write(self.path(name), text).unwrap();
    }

    pub fn command(&self) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_portico"));
        command.current_dir(&self.directory).env_clear().stdin(Stdio::null());
        command
    }

    /// With the data in `./data`, unless the arguments say otherwise.
    pub fn run(&self, args: &[&str]) -> (Option<i32>, String, String) {
        let mut all = args.to_vec();
        if !args.contains(&"--data") {
            all.extend(["--data", "data"]);
        }
        self.run_plain(&all, &[])
    }

    /// Answers the code and what was said on both streams.
    pub fn run_plain(&self, args: &[&str], environment: &[(&str, &str)]) -> (Option<i32>, String, String) {
        let output = self.command().args(args).envs(environment.iter().copied()).output().unwrap();
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        (output.status.code(), text(&output.stdout), text(&output.stderr))
    }

    /// What it says when all is well.
    pub fn says(&self, args: &[&str]) -> String {
        let (code, said, complained) = self.run(args);
        assert_eq!(code, Some(0), "{args:?}: {complained}");
        said
    }

    /// Starts `portico serve` on a free port and waits until it is ready.
    pub fn serve(&self) -> Running {
        let port = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        let address = format!("127.0.0.1:{port}");
        let child = self
            .command()
            .args(["serve", "--data", "data", "--log", "error", "--listen", &address])
            .stdout(Stdio::null())
            .spawn()
            .unwrap();
        let running = Running { child, address };
        for _ in 0..400 {
            if running.ask("GET /readyz HTTP/1.1\r\n", "").is_some_and(|answer| answer.contains(" 200 ")) {
                return running;
            }
            std::thread::sleep(std::time::Duration::from_millis(25));
        }
        panic!("portico serve does not become ready");
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        drop(std::fs::remove_dir_all(&self.directory));
    }
}

/// A running portal; killed when dropped.
pub struct Running {
    pub child: Child,
    pub address: String,
}

impl Running {
    /// Sends one request (its first line and headers) and reads the answer to its end; none if nobody answers.
    #[allow(clippy::disallowed_methods, reason = "the portal that this test started, on this machine")]
    pub fn ask(&self, head: &str, body: &str) -> Option<String> {
        use std::io::{Read, Write};
        let mut stream = std::net::TcpStream::connect(&self.address).ok()?;
        let length = body.len();
        let request =
            format!("{head}Host: localhost\r\nConnection: close\r\nContent-Length: {length}\r\n\r\n{body}");
        stream.write_all(request.as_bytes()).ok()?;
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).ok()?;
        (!answer.is_empty()).then(|| String::from_utf8_lossy(&answer).into_owned())
    }

    /// As the power failing: no signal that it could hear.
    pub fn kill(&mut self) {
        drop(self.child.kill());
        drop(self.child.wait());
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        self.kill();
    }
}
