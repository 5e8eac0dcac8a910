//! What somebody tries who means harm: each attempt is named, and comes to nothing.

mod doors;
mod enumeration;
mod fields;
mod links;
mod secrets;
mod sessions;
mod tokens;
