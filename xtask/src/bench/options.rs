//! What is to be measured, as it was asked for.

use super::{Result, USAGE};

/// A database.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Engine {
    Sqlite,
    Postgres,
}

impl Engine {
    pub const fn name(self) -> &'static str {
        match self {
            Self::Sqlite => "SQLite",
            Self::Postgres => "PostgreSQL",
        }
    }

    fn parse(word: &str) -> Result<Self> {
        match word {
            "sqlite" => Ok(Self::Sqlite),
            "postgres" => Ok(Self::Postgres),
            _ => Err(format!("“{word}” is neither sqlite nor postgres\n\n{USAGE}")),
        }
    }
}

#[derive(Clone, Debug)]
pub struct Options {
    pub rows: Vec<u64>,
    pub members: Vec<u64>,
    pub accounts: Vec<u64>,
    pub history: Vec<u64>,
    pub engines: Vec<Engine>,
    pub seconds: u64,
    pub rounds: usize,
    pub all: bool,
    pub out: String,
}

/// Loading more than this into a server takes long; it is done with `--all`.
const MOST_ON_A_SERVER: u64 = 1_000_000;

impl Options {
    pub fn parse(words: &[String]) -> Result<Self> {
        let mut options = Self {
            rows: vec![10_000, 1_000_000, 10_000_000],
            members: vec![10_000, 1_000_000],
            accounts: vec![1_000, 100_000],
            history: vec![1_000_000],
            engines: vec![Engine::Sqlite, Engine::Postgres],
            seconds: 5,
            rounds: 3,
            all: false,
            out: "docs/performance.md".to_owned(),
        };
        let mut words = words.iter();
        while let Some(word) = words.next() {
            if word == "--all" {
                options.all = true;
                continue;
            }
            let value = words.next().ok_or_else(|| USAGE.to_owned())?;
            match word.as_str() {
                "--rows" => options.rows = numbers(value)?,
                "--accounts" => options.accounts = numbers(value)?,
                "--members" => options.members = numbers(value)?,
                "--history" => options.history = numbers(value)?,
                "--engines" => options.engines = each(value, Engine::parse)?,
                "--seconds" => options.seconds = number(value)?,
                "--rounds" => options.rounds = usize::try_from(number(value)?).unwrap_or(1),
                "--out" => options.out.clone_from(value),
                _ => return Err(USAGE.to_owned()),
            }
        }
        options.rows.sort_unstable();
        options.members.sort_unstable();
        options.accounts.sort_unstable();
        Ok(options)
    }

    pub fn rows_on(&self, engine: Engine) -> Vec<u64> {
        let fits = |rows: &u64| engine == Engine::Sqlite || self.all || *rows <= MOST_ON_A_SERVER;
        self.rows.iter().copied().filter(fits).collect()
    }
}

fn each<T>(list: &str, read: impl Fn(&str) -> Result<T>) -> Result<Vec<T>> {
    list.split(',').map(|word| read(word.trim())).collect()
}

fn numbers(list: &str) -> Result<Vec<u64>> {
    if list == "none" { Ok(Vec::new()) } else { each(list, number) }
}

fn number(word: &str) -> Result<u64> {
    let number = word.replace('_', "").parse().ok().filter(|number| *number > 0);
    number.ok_or_else(|| format!("“{word}” is not a number above 0\n\n{USAGE}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_asked_for_is_understood() {
        let words = |text: &str| text.split(' ').map(str::to_owned).collect::<Vec<_>>();
        let options = Options::parse(&words("--rows 5_000,100 --engines postgres --seconds 2")).unwrap();
        assert_eq!(
            (options.rows, options.engines, options.seconds),
            (vec![100, 5000], vec![Engine::Postgres], 2)
        );
        let options = Options::parse(&words("--rows none --members 20,10 --accounts 7")).unwrap();
        assert_eq!((options.rows, options.members, options.accounts), (vec![], vec![10, 20], vec![7]));
        for bad in [
            "--rows x",
            "--rows 0",
            "--members some",
            "--history old",
            "--engines oracle",
            "--what 1",
            "--rows",
        ] {
            assert!(Options::parse(&words(bad)).is_err(), "{bad}");
        }
    }

    #[test]
    fn ten_million_on_a_server_must_be_asked_for() {
        let options = Options::parse(&[]).unwrap();
        assert_eq!(options.rows_on(Engine::Sqlite).len(), 3);
        assert_eq!(options.rows_on(Engine::Postgres), [10_000, 1_000_000]);
    }
}
