//! Checks passwords slowly, on purpose, without letting a rush of visitors eat the machine.

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use argon2::{Algorithm, Argon2, Block, Params, Version};
use data_encoding::BASE64_NOPAD;
use kernel::{Dice, Error, Result, Span, same};
use tokio::sync::Semaphore;

/// How long a visitor waits for a slot before we say that we are busy.
const QUEUE: Duration = Duration::from_secs(5);
/// In bytes, so that 128 characters of any script have room. Longer texts are no passwords; they are refused before
/// any work is done.
pub const LONGEST: usize = 512;

/// What a hash costs.
#[derive(Clone, Copy, Debug)]
pub enum Cost {
    /// OWASP's: 19 MiB, two passes, one lane.
    Standard,
    /// For tests that are not about hashing.
    Small,
}

impl Cost {
    const fn numbers(self) -> (u32, u32) {
        match self {
            Self::Standard => (19 * 1024, 2),
            Self::Small => (64, 1),
        }
    }
}

/// A fixed number of slots, each with its memory allocated once: 200 sign-ins at once need no more than that.
#[derive(Clone)]
pub struct Passwords {
    cost: Cost,
    slots: Arc<Semaphore>,
    memory: Arc<Mutex<Vec<Vec<Block>>>>,
    worked: Arc<AtomicU64>,
}

impl Passwords {
    pub fn new(slots: usize, cost: Cost) -> Self {
        Self {
            cost,
            slots: Arc::new(Semaphore::new(slots.max(1))),
            memory: Arc::default(),
            worked: Arc::default(),
        }
    }

    /// The hash to keep, as a PHC string.
    pub async fn hash(&self, password: &str, dice: &Dice) -> Result<String> {
        let salt: [u8; 16] = dice.bytes();
        let (memory, passes) = self.cost.numbers();
        let tag = self.digest(password, &salt, memory, passes).await?;
        let (salt, tag) = (BASE64_NOPAD.encode(&salt), BASE64_NOPAD.encode(&tag));
        Ok(format!("$argon2id$v=19$m={memory},t={passes},p=1${salt}${tag}"))
    }

    /// Whether this is the password of the hash. Without a hash (nobody has that address) it does the same
    /// work and answers no.
    pub async fn verify(&self, password: &str, hash: Option<&str>) -> Result<bool> {
        let (memory, passes) = self.cost.numbers();
        let nobody = Stored { memory, passes, salt: vec![0; 16], tag: vec![0; 32] };
        let known =
            hash.map(|hash| Stored::parse(hash).ok_or_else(|| Error::bug("an unreadable password hash")));
        let exists = known.is_some();
        let stored = known.unwrap_or(Ok(nobody))?;
        let tag = self.digest(password, &stored.salt, stored.memory, stored.passes).await?;
        Ok(same(&tag, &stored.tag) && exists)
    }

    /// How many hashes were worked out so far: the work by which an answer could tell something about a person.
    pub fn worked(&self) -> u64 {
        self.worked.load(Ordering::Relaxed)
    }

    async fn digest(&self, password: &str, salt: &[u8], memory: u32, passes: u32) -> Result<[u8; 32]> {
        if password.len() > LONGEST {
            return Err(Error::invalid("password", format!("A password has at most {LONGEST} bytes.")));
        }
        let params = Params::new(memory, passes, 1, Some(32)).map_err(Error::bug)?;
        let permit = tokio::time::timeout(QUEUE, self.slots.clone().acquire_owned());
        let permit = permit.await.map_err(|_| Error::TooMany(Span::seconds(5)))?.map_err(Error::bug)?;
        self.worked.fetch_add(1, Ordering::Relaxed);
        let (password, salt, home) = (password.to_owned(), salt.to_owned(), self.memory.clone());
        let work = tokio::task::spawn_blocking(move || {
            let mut blocks = home.lock().unwrap_or_else(PoisonError::into_inner).pop().unwrap_or_default();
            blocks.resize(params.block_count(), Block::default());
            let mut tag = [0; 32];
            let hashed = Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
                .hash_password_into_with_memory(password.as_bytes(), &salt, &mut tag, &mut blocks);
            home.lock().unwrap_or_else(PoisonError::into_inner).push(blocks);
            drop(permit);
            hashed.map(|()| tag)
        });
        work.await.map_err(Error::bug)?.map_err(Error::bug)
    }
}

/// A PHC string taken apart, so that an old hash is checked with the cost it was made with.
struct Stored {
    memory: u32,
    passes: u32,
    salt: Vec<u8>,
    tag: Vec<u8>,
}

impl Stored {
    fn parse(text: &str) -> Option<Self> {
        let rest = text.strip_prefix("$argon2id$v=19$m=")?;
        let (memory, rest) = rest.split_once(",t=")?;
        let (passes, rest) = rest.split_once(",p=1$")?;
        let (salt, tag) = rest.split_once('$')?;
        Some(Self {
            memory: memory.parse().ok()?,
            passes: passes.parse().ok()?,
            salt: BASE64_NOPAD.decode(salt.as_bytes()).ok()?,
            tag: BASE64_NOPAD.decode(tag.as_bytes()).ok()?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn the_right_password_and_only_that_one() {
        let passwords = Passwords::new(2, Cost::Small);
        let dice = Dice::seeded(1);
        let long = "x".repeat(72);
        let hash = passwords.hash(&format!("{long}a"), &dice).await.unwrap();
        assert!(hash.starts_with("$argon2id$v=19$m=64,t=1,p=1$"));
        assert!(passwords.verify(&format!("{long}a"), Some(&hash)).await.unwrap());
        assert!(!passwords.verify(&format!("{long}b"), Some(&hash)).await.unwrap(), "nothing is cut off");
        assert!(!passwords.verify("", Some(&hash)).await.unwrap());
        assert!(!passwords.verify("anything", None).await.unwrap());
        assert!(passwords.verify(&"x".repeat(1_000_000), Some(&hash)).await.is_err());
    }

    #[tokio::test]
    async fn the_standard_cost_reads_back() {
        let passwords = Passwords::new(1, Cost::Standard);
        let hash = passwords.hash("correct horse battery", &Dice::seeded(1)).await.unwrap();
        assert!(hash.contains("m=19456,t=2,p=1"));
        assert!(Passwords::new(1, Cost::Small).verify("correct horse battery", Some(&hash)).await.unwrap());
    }
}
