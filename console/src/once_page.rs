//! The page that shows a secret once, as every door has it.

pub use web::once_page::{Fact, OncePage};
