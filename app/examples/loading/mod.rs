//! What the programs that fill a database for the bench have in common: their arguments, and the way in.

use std::process::ExitCode;

use db::{Database, Location};

pub type Failed = Box<dyn std::error::Error>;

/// The database and the numbers that the program was called with, as many as `wanted` names.
pub fn arguments<const N: usize>(usage: &str) -> Result<(String, [usize; N]), ExitCode> {
    let mut words = std::env::args().skip(1);
    let data = words.next();
    let numbers: Option<Vec<usize>> = words.map(|word| word.parse().ok()).collect();
    let numbers = numbers.and_then(|numbers| numbers.try_into().ok());
    data.zip(numbers).ok_or_else(|| {
        eprintln!("{usage}");
        ExitCode::FAILURE
    })
}

/// A file or a server, ready for very many rows.
pub async fn open(data: String) -> Result<Database, Failed> {
    let location =
        if data.starts_with("postgres") { Location::Server(data) } else { Location::File(data.into()) };
    let database = Database::open(&location).await?;
    database.expect_many_rows().await?;
    Ok(database)
}

pub fn ended(done: Result<(), Failed>) -> ExitCode {
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}
