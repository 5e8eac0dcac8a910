//! Portico: the client portal of a service business, in one program.

mod cli;
mod commands;
mod letters;
mod logins;
pub mod routes;
mod server;
mod settings;

use std::process::ExitCode;

use clap::Parser;

/// The whole program: reads the command line, does what it says, and answers with 0 or, after one readable
/// line, with 1.
pub fn run() -> ExitCode {
    let cli = cli::Cli::parse();
    worker::ready_tls();
    let runtime = match tokio::runtime::Builder::new_multi_thread().enable_all().build() {
        Ok(runtime) => runtime,
        Err(error) => return refuse(&format!("the runtime cannot start: {error}")),
    };
    match runtime.block_on(commands::run(cli)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => refuse(&error.to_string()),
    }
}

fn refuse(text: &str) -> ExitCode {
    eprintln!("portico: {text}");
    ExitCode::FAILURE
}
