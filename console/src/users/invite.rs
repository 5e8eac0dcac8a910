//! Sending a portal user's invitation, again if need be (S1-29): a link that was sent before is dead from then on.

use domain::access::UsersManage;
use domain::accounts::Account;
use domain::people::invitations::{self, State};
use domain::people::users::Member;
use kernel::{Error, MemberId};
use web::ui::{RowAction, icon};
use web::{Answer, Fields, Id, LocalPath, Visitor};

use super::page_of;

pub async fn invite(visitor: Visitor, Id(id): Id<MemberId>, typed: Fields) -> Answer {
    typed.only(&["return_to"])?;
    let granted = visitor.may::<UsersManage>()?;
    let words = match invitations::invite(visitor.house(), &granted, id).await {
        Ok(State::Waiting) => "The portal is disabled: the invitation is pending".to_owned(),
        Ok(_) => "The invitation is on its way".to_owned(),
        Err(Error::Conflict(reason)) => reason.to_string(),
        Err(other) => return Err(other.into()),
    };
    let back = LocalPath::or(typed.optional("return_to"), &page_of(id));
    Ok(visitor.done(back.as_str(), &words))
}

/// The button, if there is something to send.
pub fn action(member: &Member, account: &Account, state: State, return_to: &str) -> Option<RowAction> {
    let words = match state {
        State::Accepted => return None,
        State::None => "Send invitation",
        _ => "Send invitation again",
    };
    let possible = member.disabled_at.is_none() && !account.is_locked();
    let action = RowAction::post(words, icon("send"), format!("{}/invite", page_of(member.id)));
    possible.then(|| action.with("return_to", return_to))
}
