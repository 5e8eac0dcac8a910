//! Templates: accounts that take no traffic and count nowhere, from which others are made with the same settings
//! (S3-60 … S3-62, E-06, E-07).

mod change;
mod made;
mod make;
mod push;
mod pushed;
mod set;
mod settings;

pub use made::{AT_ONCE, Made, made_from, origin};
pub use make::{MOST, NewFrom, create_from, template_like};
pub use push::{MOST_AT_ONCE, Planned, preview, push};
pub use pushed::{Push, Pushed, pushed, pushes, take_back};
pub(crate) use set::must_take_traffic;
pub use set::{TAKES_NOTHING, set, unset};
pub use settings::{Difference, Setting};
