//! The addresses of proposals about resources, and of whether an account's wait.

use domain::access::Key::{AccountsEdit, ResourcesEdit, ResourcesView};
use domain::accounts::ACCOUNTS;
use domain::resources::PROPOSALS;
use web::Policy::Needs;

use crate::accounts::resource_approval::{self, ApproveResources, ResourceApproval};
use crate::declared::{Declared, delete, get, patch, post, put};
use crate::openapi::Doc;
use crate::proposals::{
    self, AddedProposal, NewProposal, ProposalApproval, ProposalChanges, ProposalRefusal, ProposedChange,
};

pub(super) fn of_proposals() -> [Declared; 10] {
    let path = "/api/v1/proposals/{id}";
    let approval = "/api/v1/accounts/{id}/resource-approval";
    [
        get(
            "/api/v1/proposals",
            Needs(ResourcesView),
            proposals::list,
            Doc::page("List proposals about resources", &PROPOSALS),
        ),
        post(
            "/api/v1/proposals",
            Needs(ResourcesEdit),
            proposals::propose_new,
            Doc::makes::<AddedProposal>("Propose a new resource", &PROPOSALS).takes::<NewProposal>().once(),
        ),
        put(
            "/api/v1/resources/{id}/proposal",
            Needs(ResourcesEdit),
            proposals::propose,
            Doc::record("Propose a change of a resource, or that it goes", &PROPOSALS)
                .takes::<ProposedChange>(),
        ),
        get(path, Needs(ResourcesView), proposals::show, Doc::record("Show a proposal", &PROPOSALS)),
        patch(
            path,
            Needs(ResourcesEdit),
            proposals::change,
            Doc::record("Change a proposal that waits", &PROPOSALS).takes::<ProposalChanges>(),
        ),
        delete(
            path,
            Needs(ResourcesEdit),
            proposals::withdraw,
            Doc::finished("Withdraw a proposal", "proposals").of(&PROPOSALS),
        ),
        put(
            "/api/v1/proposals/{id}/approval",
            Needs(ResourcesEdit),
            proposals::approve,
            Doc::finished("Approve a proposal, as an operator", "proposals")
                .of(&PROPOSALS)
                .takes::<ProposalApproval>(),
        ),
        put(
            "/api/v1/proposals/{id}/refusal",
            Needs(ResourcesEdit),
            proposals::refuse,
            Doc::finished("Refuse a proposal, as an operator", "proposals")
                .of(&PROPOSALS)
                .takes::<ProposalRefusal>(),
        ),
        get(
            approval,
            Needs(AccountsEdit),
            resource_approval::show,
            Doc::says::<ResourceApproval>(
                "Show whether changes of resources by an account wait for an operator",
                "accounts",
            )
            .of(&ACCOUNTS),
        ),
        put(
            approval,
            Needs(AccountsEdit),
            resource_approval::decide,
            Doc::says::<ResourceApproval>(
                "Decide whether changes of resources by an account wait for an operator",
                "accounts",
            )
            .of(&ACCOUNTS)
            .takes::<ApproveResources>(),
        ),
    ]
}
