//! Work on many records: how far it has come, and what became of each.

pub mod show;

pub fn page_of(id: kernel::JobId) -> String {
    format!("/console/jobs/{id}")
}
