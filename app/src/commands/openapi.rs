//! `portico openapi`: the description of the API, for those who write programs against it.

pub fn run() {
    print!("{}", api::document());
}
