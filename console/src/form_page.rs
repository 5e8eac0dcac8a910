//! The page with one form, as every door has it.

pub use web::form_page::{FormPage, field, select};
