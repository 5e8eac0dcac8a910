//! The program `portico`; everything it does stands in the library beside it.

use std::process::ExitCode;

fn main() -> ExitCode {
    portico::run()
}
