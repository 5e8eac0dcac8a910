//! Portico: the client portal of a service business, in one program.

// It panics when nobody reads on; `say!` does not.
#![deny(clippy::print_stdout)]

mod cli;
mod commands;
mod letters;
mod logins;
pub mod routes;
mod s3;
mod say;
mod server;
mod settings;

use std::process::ExitCode;
use std::time::Duration;

use clap::Parser;

/// How long what is under way may take after everything else has ended.
const CUT_OFF_AFTER: Duration = Duration::from_millis(300);

/// The whole program: reads the command line, does what it says, and answers with 0 or, after one readable
/// line, with 1.
pub fn run() -> ExitCode {
    let cli = cli::Cli::parse();
    worker::ready_tls();
    let runtime = match tokio::runtime::Builder::new_multi_thread().enable_all().build() {
        Ok(runtime) => runtime,
        Err(error) => return refuse(&format!("the runtime cannot start: {error}")),
    };
    let outcome = runtime.block_on(commands::run(cli));
    // What still works on something long is cut off: nothing of it was acknowledged, and whoever runs next takes it up.
    runtime.shutdown_timeout(CUT_OFF_AFTER);
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => refuse(&error.to_string()),
    }
}

fn refuse(text: &str) -> ExitCode {
    eprintln!("portico: {text}");
    ExitCode::FAILURE
}
