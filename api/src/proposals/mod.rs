//! Changes of resources that clients propose: read, made, changed, withdrawn, approved and refused.

mod decide;
mod make;
mod read;

pub use decide::{ProposalApproval, ProposalRefusal, approve, refuse};
pub use make::{
    AddedProposal, NewProposal, ProposalChanges, ProposedChange, change, propose, propose_new, withdraw,
};
pub use read::{list, show};
