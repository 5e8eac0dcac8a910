//! `portico openapi`: the description of the API, for those who write programs against it.

use crate::say;

pub fn run() {
    say::all(&api::document());
}
