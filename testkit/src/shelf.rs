//! A place for recordings that several machines share, in memory, and everything that can be wrong with it.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::{Arc, Mutex};

use domain::recordings::{Amiss, Coming, Elsewhere, Later};

/// Bytes that come at a time.
const CHUNK: usize = 10_000;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// It does not answer.
    Away,
    /// It has forgotten everything, for now.
    Forgetful,
    /// It keeps only the first half of what is brought.
    Halves,
    /// It gives only the first half of what is asked.
    BreaksOff,
    /// One bit of what it gives is another one.
    Lies,
}

/// Its clones are the same shelf.
#[derive(Clone, Default)]
pub struct Shelf(Arc<Mutex<Inner>>);

#[derive(Default)]
struct Inner {
    files: BTreeMap<String, Vec<u8>>,
    fault: Option<Fault>,
}

struct Chunks(std::vec::IntoIter<Vec<u8>>);

impl Shelf {
    pub fn suffers(&self, fault: impl Into<Option<Fault>>) {
        self.0.lock().unwrap().fault = fault.into();
    }

    pub fn names(&self) -> Vec<String> {
        self.0.lock().unwrap().files.keys().cloned().collect()
    }

    fn bring(&self, name: &str, file: &Path) -> Result<(), Amiss> {
        let mut inner = self.0.lock().unwrap();
        let mut bytes = std::fs::read(file).map_err(|error| Amiss::Away(error.to_string()))?;
        match inner.fault {
            Some(Fault::Away) => return Err(away()),
            Some(Fault::Halves) => bytes.truncate(bytes.len() / 2),
            _ => {}
        }
        inner.files.insert(name.to_owned(), bytes);
        Ok(())
    }

    fn stretch(&self, name: &str, start: u64, length: u64) -> Result<Vec<u8>, Amiss> {
        let inner = self.0.lock().unwrap();
        let file = match inner.fault {
            Some(Fault::Away) => return Err(away()),
            Some(Fault::Forgetful) => None,
            _ => inner.files.get(name),
        };
        let file = file.ok_or(Amiss::Missing)?;
        let start = usize::try_from(start).unwrap().min(file.len());
        let end = (start + usize::try_from(length).unwrap()).min(file.len());
        let mut bytes = file[start..end].to_vec();
        match inner.fault {
            Some(Fault::BreaksOff) => bytes.truncate(bytes.len() / 2),
            Some(Fault::Lies) => *bytes.last_mut().unwrap() ^= 1,
            _ => {}
        }
        Ok(bytes)
    }

    fn take_away(&self, name: &str) -> Result<(), Amiss> {
        let mut inner = self.0.lock().unwrap();
        if inner.fault == Some(Fault::Away) {
            return Err(away());
        }
        inner.files.remove(name).map(drop).ok_or(Amiss::Missing)
    }
}

fn away() -> Amiss {
    Amiss::Away("it does not answer".to_owned())
}

impl Elsewhere for Shelf {
    fn put<'a>(&'a self, name: &'a str, file: &'a Path, _: &'a [u8]) -> Later<'a, ()> {
        Box::pin(async { self.bring(name, file) })
    }

    fn get<'a>(&'a self, name: &'a str, start: u64, length: u64) -> Later<'a, Box<dyn Coming>> {
        Box::pin(async move {
            let bytes = self.stretch(name, start, length)?;
            let chunks: Vec<Vec<u8>> = bytes.chunks(CHUNK).map(<[u8]>::to_vec).collect();
            Ok(Box::new(Chunks(chunks.into_iter())) as Box<dyn Coming>)
        })
    }

    fn remove<'a>(&'a self, name: &'a str) -> Later<'a, ()> {
        Box::pin(async { self.take_away(name) })
    }
}

impl Coming for Chunks {
    fn next(&mut self) -> Later<'_, Option<Vec<u8>>> {
        let next = self.0.next();
        Box::pin(async move { Ok(next) })
    }
}
