//! Recordings of calls: the sound is a file, what is known of it is a row, and who listened is history.

mod add;
mod away;
mod check;
mod draw;
mod elsewhere;
pub mod fetch;
mod files;
mod find;
pub mod import;
mod kind;
mod listen;
mod mp3;
mod parts;
mod proved;
mod remove;
mod retention;
mod sound;
mod sweep;
pub mod transcript;
mod walk;
mod wav;

pub use add::{Incoming, Kept, begin};
pub(crate) use away::count_away;
pub use away::{Round, put_away, remove_away};
pub use check::{Damage, check};
pub use draw::draw;
pub use elsewhere::{Amiss, Coming, Elsewhere, Later};
pub use files::Files;
pub use find::{Recording, State, find};
pub use kind::SoundKind;
pub use listen::{Playable, download, listen, look};
pub use parts::{Begun, Part, begin_in_parts, drop_parts, go_on, so_far};
pub use remove::remove;
pub use retention::expire;
pub use sound::{Piece, Sound};
pub use sweep::sweep;
