//! Files that somebody sends with a form, read no further than they may be long (ASVS 5.2.1): small ones as a whole,
//! large ones piece by piece.

mod form;
mod streamed;
mod whole;

pub use form::NoFile;
pub use streamed::Streamed;
pub use whole::file;
