//! `cargo xtask …`: the errands of the house.

use std::process::ExitCode;

const USAGE: &str = "\
cargo xtask generate    write docs/generated again
cargo xtask rooms       print the picture of the crates, for ARCHITECTURE.md";

fn main() -> ExitCode {
    let errand = std::env::args().nth(1).unwrap_or_default();
    let done = match errand.as_str() {
        "generate" => xtask::generate::run(),
        "rooms" => xtask::rooms::built().map(|rooms| print!("{}", xtask::rooms::draw(&rooms))),
        _ => Err(USAGE.to_owned()),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(why) => {
            eprintln!("{why}");
            ExitCode::FAILURE
        }
    }
}
