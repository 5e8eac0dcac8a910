//! A person's photo: a small square that was made anew from what was brought.

mod picture;
mod store;

pub use picture::{LARGEST, Upload};
pub(crate) use store::forget;
pub use store::{choose, find, of_member, remove};
