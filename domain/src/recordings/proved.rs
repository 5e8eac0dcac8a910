//! A recording that comes from elsewhere, proved piece by piece before a byte of it is given on.

use std::path::Path;
use std::{fs, io};

use sha2::{Digest, Sha256};

use super::elsewhere::{Amiss, Coming, Elsewhere};

/// Bytes that are proved together, and are in memory at a time.
pub(super) const PIECE: usize = 256 * 1024;
/// Bytes of the digest of a piece.
const SUM: usize = 32;

/// The digests of a file: of all of it, and of each of its pieces.
pub(super) struct Sums {
    pub whole: Vec<u8>,
    pub each: Vec<u8>,
}

impl Sums {
    pub fn of(file: &Path) -> io::Result<Self> {
        let mut input = fs::File::open(file)?;
        let (mut whole, mut each, mut piece) = (Sha256::new(), Vec::new(), Vec::with_capacity(PIECE));
        loop {
            piece.clear();
            let read = io::Read::read_to_end(&mut io::Read::take(&mut input, PIECE as u64), &mut piece)?;
            if read == 0 {
                return Ok(Self { whole: whole.finalize().to_vec(), each });
            }
            whole.update(&piece);
            each.extend(Sha256::digest(&piece));
        }
    }
}

/// A stretch on its way here.
pub(super) struct Proved {
    coming: Box<dyn Coming>,
    sums: Vec<u8>,
    /// What has come of the next piece.
    held: Vec<u8>,
    /// The number of the next piece.
    next: usize,
    /// Bytes of the file from the next piece on.
    rest: u64,
    /// Bytes before the stretch, in its first piece.
    skip: usize,
    /// Bytes of the stretch that were not given yet.
    left: u64,
}

impl Proved {
    /// Asks for `length` bytes from `start` on, of a file of so many bytes with these digests.
    pub async fn ask(
        elsewhere: &dyn Elsewhere,
        name: &str,
        (bytes, sums): (u64, Vec<u8>),
        (start, length): (u64, u64),
    ) -> Result<Self, Amiss> {
        let piece = PIECE as u64;
        let from = start - start % piece;
        let to = (start + length).next_multiple_of(piece).min(bytes);
        let coming = elsewhere.get(name, from, to.saturating_sub(from)).await?;
        Ok(Self {
            coming,
            sums,
            held: Vec::with_capacity(PIECE),
            next: usize::try_from(start / piece).unwrap_or(usize::MAX),
            rest: bytes.saturating_sub(from),
            skip: usize::try_from(start % piece).unwrap_or(0),
            left: length,
        })
    }

    /// The next bytes of the stretch; none at its end.
    pub async fn next(&mut self) -> Result<Option<Vec<u8>>, Amiss> {
        if self.left == 0 {
            return Ok(None);
        }
        let size = usize::try_from(self.rest).unwrap_or(PIECE).min(PIECE);
        while self.held.len() < size {
            let Some(more) = self.coming.next().await? else {
                return Err(Amiss::Damaged("it ends before its end".to_owned()));
            };
            self.held.extend_from_slice(&more);
        }
        let after = self.held.split_off(size);
        let mut piece = std::mem::replace(&mut self.held, after);
        let at = self.next.saturating_mul(SUM);
        if self.sums.get(at..at.saturating_add(SUM)) != Some(Sha256::digest(&piece).as_slice()) {
            return Err(Amiss::Damaged("its bytes are not those that were brought".to_owned()));
        }
        self.next += 1;
        self.rest -= size as u64;
        piece.drain(..std::mem::take(&mut self.skip).min(size));
        piece.truncate(usize::try_from(self.left).unwrap_or(PIECE));
        self.left -= piece.len() as u64;
        Ok(Some(piece))
    }

    /// Reads all of it, to prove that it is there.
    pub async fn read_on_to_its_end(mut self) -> Result<(), Amiss> {
        while self.next().await?.is_some() {}
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::super::elsewhere::Later;
    use super::*;

    /// A file that is there, and comes in chunks of so many bytes.
    struct Shelf(Vec<u8>, usize);

    struct Chunks(std::vec::IntoIter<Vec<u8>>);

    impl Coming for Chunks {
        fn next(&mut self) -> Later<'_, Option<Vec<u8>>> {
            let next = self.0.next();
            Box::pin(async move { Ok(next) })
        }
    }

    impl Elsewhere for Shelf {
        fn put<'a>(&'a self, _: &'a str, _: &'a Path, _: &'a [u8]) -> Later<'a, ()> {
            Box::pin(async { Ok(()) })
        }

        fn get<'a>(&'a self, _: &'a str, start: u64, length: u64) -> Later<'a, Box<dyn Coming>> {
            let (start, end) =
                (usize::try_from(start).unwrap(), usize::try_from(start + length).unwrap().min(self.0.len()));
            let chunks: Vec<Vec<u8>> = self.0[start..end].chunks(self.1).map(<[u8]>::to_vec).collect();
            Box::pin(async move { Ok(Box::new(Chunks(chunks.into_iter())) as Box<dyn Coming>) })
        }

        fn remove<'a>(&'a self, _: &'a str) -> Later<'a, ()> {
            Box::pin(async { Ok(()) })
        }
    }

    async fn read(shelf: &Shelf, known: (u64, Vec<u8>), stretch: (u64, u64)) -> Result<Vec<u8>, Amiss> {
        let mut proved = Proved::ask(shelf, "", known, stretch).await?;
        let mut read = Vec::new();
        while let Some(bytes) = proved.next().await? {
            assert!(!bytes.is_empty() && bytes.len() <= PIECE);
            read.extend(bytes);
        }
        Ok(read)
    }

    #[tokio::test]
    async fn r19_every_stretch_is_what_was_brought_and_what_is_not_is_never_given() {
        let all: Vec<u8> = (0..PIECE * 2 + 1000).map(|n| u8::try_from(n * 7 % 251).unwrap()).collect();
        let file = std::env::temp_dir().join(format!("portico-proved-{}", std::process::id()));
        fs::write(&file, &all).unwrap();
        let sums = Sums::of(&file).unwrap();
        fs::remove_file(&file).unwrap();
        assert_eq!((sums.whole.as_slice(), sums.each.len()), (Sha256::digest(&all).as_slice(), 3 * SUM));
        let (bytes, piece) = (all.len() as u64, PIECE as u64);
        for chunk in [1000, PIECE, PIECE * 3] {
            let shelf = Shelf(all.clone(), chunk);
            for (start, length) in [
                (0, bytes),
                (0, 1),
                (bytes - 1, 1),
                (piece - 1, 2),
                (piece, piece),
                (piece + 1, piece),
                (5, 2 * piece),
                (2 * piece, 1000),
            ] {
                let read = read(&shelf, (bytes, sums.each.clone()), (start, length)).await.unwrap();
                let (from, to) = (usize::try_from(start).unwrap(), usize::try_from(start + length).unwrap());
                assert!(read == all[from..to], "{start} {length} {chunk}");
            }
        }
        let known = (bytes, sums.each.clone());
        let mut other = all.clone();
        other[PIECE + 5] ^= 1;
        let shelf = Shelf(other, 1000);
        assert!(read(&shelf, known.clone(), (0, piece)).await.is_ok(), "the first piece is as it was");
        for stretch in [(0, bytes), (piece, 1), (2 * piece - 1, 2)] {
            assert!(matches!(read(&shelf, known.clone(), stretch).await, Err(Amiss::Damaged(_))));
        }
        let shelf = Shelf(all[..PIECE + 10].to_vec(), 1000);
        assert!(matches!(read(&shelf, known, (0, bytes)).await, Err(Amiss::Damaged(_))));
    }
}
