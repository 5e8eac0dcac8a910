//! `cargo xtask …`: the errands of the house.

use std::process::ExitCode;

const USAGE: &str = "\
cargo xtask generate    write docs/generated again
cargo xtask rooms       print the picture of the crates, for ARCHITECTURE.md";

fn usage() -> String {
    format!("{USAGE}\n{}", xtask::bench::USAGE)
}

fn main() -> ExitCode {
    let mut words = std::env::args().skip(1);
    let errand = words.next().unwrap_or_default();
    let done = match errand.as_str() {
        "generate" => xtask::generate::run(),
        "rooms" => xtask::rooms::built().map(|rooms| print!("{}", xtask::rooms::draw(&rooms))),
        "bench" => xtask::bench::run(&words.collect::<Vec<_>>()),
        _ => Err(usage()),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(why) => {
            eprintln!("{why}");
            ExitCode::FAILURE
        }
    }
}
