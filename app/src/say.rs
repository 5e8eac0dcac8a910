//! Prints what a command has to say, for as long as somebody listens.

use std::fmt::{Arguments, Display};
use std::io::{ErrorKind, Write, stdout};

/// One line, written like that of `println!`.
macro_rules! say {
    ($($text:tt)*) => { $crate::say::line(format_args!($($text)*)) };
}

pub(crate) use say;

pub fn line(text: Arguments<'_>) {
    all(&format_args!("{text}\n"));
}

/// A text with the lines that it has. Whoever reads no further (`| head`) has seen enough: the command goes on and ends
/// as if it had been read.
pub fn all(text: &impl Display) {
    match write!(stdout().lock(), "{text}") {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => eprintln!("portico: cannot print: {error}"),
        _ => {}
    }
}
