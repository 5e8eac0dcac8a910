//! A running program that is measured, and what it needs of the machine.

use std::fs::File;
use std::net::TcpListener;
use std::path::Path;
use std::process::{Child, Command, Stdio};

use super::stage::Stage;
use super::{Programs, Result, http, read, watch};

/// It is stopped when it is dropped.
pub struct Server {
    child: Child,
    pub port: u16,
    /// Milliseconds from its start to its first answer.
    pub ready: f64,
}

/// Milliseconds after which a program is not coming any more.
const PATIENCE: f64 = 60_000.0;

impl Server {
    pub fn portico(programs: &Programs, stage: &Stage) -> Result<Self> {
        Self::serve(programs, stage.place.portico(&programs.portico))
    }

    /// It hands its letters to a mail server at this port of the machine.
    pub fn with_mail(programs: &Programs, stage: &Stage, mail: u16) -> Result<Self> {
        let mut command = stage.place.portico(&programs.portico);
        command.env("PORTICO_SMTP_URL", format!("smtp://127.0.0.1:{mail}?tls=none"));
        command.env("PORTICO_MAIL_FROM", "Bench <bench@bench.example>");
        Self::serve(programs, command)
    }

    fn serve(programs: &Programs, mut command: Command) -> Result<Self> {
        let port = free_port()?;
        command.args(["serve", "--listen", &format!("127.0.0.1:{port}")]);
        Self::start(command, port, &programs.home.join("portico.log"))
    }

    pub fn floor(programs: &Programs, stage: &Stage) -> Result<Self> {
        let port = free_port()?;
        let mut command = Command::new(&programs.floor);
        command.args([stage.place.database(), format!("127.0.0.1:{port}")]);
        Self::start(command, port, &programs.home.join("floor.log"))
    }

    fn start(mut command: Command, port: u16, log: &Path) -> Result<Self> {
        let log =
            File::create(log).map_err(|error| format!("{} cannot be written: {error}", log.display()))?;
        command.stdout(Stdio::null()).stderr(log);
        let start = watch::now();
        let child = command.spawn().map_err(|error| format!("the program did not start: {error}"))?;
        let mut server = Self { child, port, ready: 0.0 };
        loop {
            if http::get(port, "/readyz", "").is_ok_and(|reply| reply.status == 200) {
                server.ready = watch::since(start);
                return Ok(server);
            }
            let gone = server.child.try_wait().is_ok_and(|status| status.is_some());
            if gone || watch::since(start) > PATIENCE {
                return Err("the program does not answer; target/bench has its log".to_owned());
            }
            watch::pause(1);
        }
    }

    /// KiB of memory now.
    pub fn memory(&self) -> Result<u64> {
        self.status("VmRSS:")
    }

    /// KiB of memory at most, since the start or [`Self::forget_peak`].
    pub fn peak(&self) -> Result<u64> {
        self.status("VmHWM:")
    }

    pub fn forget_peak(&self) -> Result<()> {
        let path = format!("/proc/{}/clear_refs", self.child.id());
        std::fs::write(&path, "5").map_err(|error| format!("{path} cannot be written: {error}"))
    }

    fn status(&self, name: &str) -> Result<u64> {
        let text = read(Path::new(&format!("/proc/{}/status", self.child.id())))?;
        let line = text.lines().find_map(|line| line.strip_prefix(name));
        let number = line.and_then(|rest| rest.split_whitespace().next()?.parse().ok());
        number.ok_or_else(|| format!("the kernel does not tell {name}"))
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // Asked to stop, it ends by itself; whatever fails here, it is gone afterwards.
        let asked = Command::new("kill").arg(self.child.id().to_string()).status();
        if !asked.is_ok_and(|status| status.success()) {
            let _ = self.child.kill();
        }
        let _ = self.child.wait();
    }
}

/// A port that nobody listens on at this moment.
fn free_port() -> Result<u16> {
    let port = TcpListener::bind("127.0.0.1:0").and_then(|listener| listener.local_addr());
    port.map(|address| address.port()).map_err(|error| format!("there is no free port: {error}"))
}
