//! What time it is: the real time in production, a time that a test can move.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use crate::{Span, Timestamp};

/// Handed to everything that must know the time; nothing else may ask for it (`clippy.toml`).
#[derive(Clone, Debug)]
pub struct Clock(Source);

#[derive(Clone, Debug)]
enum Source {
    System,
    Moved(Arc<AtomicI64>),
}

impl Clock {
    pub const fn system() -> Self {
        Self(Source::System)
    }

    /// A clock that stands still until somebody moves it; its clones move with it.
    pub fn standing_at(at: Timestamp) -> Self {
        Self(Source::Moved(Arc::new(AtomicI64::new(at.micros()))))
    }

    #[allow(clippy::disallowed_methods, reason = "the one place where the system's clock is read")]
    pub fn now(&self) -> Timestamp {
        match &self.0 {
            Source::System => Timestamp::from_jiff(jiff::Timestamp::now()),
            Source::Moved(at) => Timestamp::from_micros(at.load(Ordering::SeqCst)),
        }
    }

    /// Moves a standing clock forward (or back, with a negative span). The system's clock stays.
    pub fn advance(&self, span: Span) {
        if let Source::Moved(at) = &self.0 {
            at.fetch_add(span.as_micros(), Ordering::SeqCst);
        }
    }
}
