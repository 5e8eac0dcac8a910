//! The program `portico`; everything it does stands in the library beside it.

use std::process::ExitCode;

/// Decision 0048.
#[global_allocator]
static MEMORY: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    portico::run()
}
