//! What letters say: as it ships, or as the organization has written it (C-04).

pub mod edit;
pub mod list;

const HERE: &str = "/console/settings/letters";
