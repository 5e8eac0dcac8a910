//! Sending a portal user's invitation, again if need be (S1-29), and withdrawing it: a link that was sent before is
//! dead from then on.

use domain::access::UsersManage;
use domain::accounts::Account;
use domain::people::invitations::{self, State};
use domain::people::users::Member;
use kernel::{Error, MemberId};
use web::ui::{ConfirmPage, RowAction, icon};
use web::{Answer, Fields, Id, LocalPath, Visitor, page};

use super::{below, find, page_of};

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

pub async fn ask_withdraw(visitor: Visitor, Id(id): Id<MemberId>) -> Answer {
    let (member, account) = find(&visitor, &mut visitor.read().await?, id).await?;
    let up = page_of(id);
    page(&ConfirmPage {
        shell: below(
            &visitor,
            &format!("Withdraw the invitation of {}?", member.name),
            &account,
            Some(&member),
        ),
        effect: "The link that was sent, and the password that came with it, open nothing any more. The user stays, and \
                 can be invited again."
            .to_owned(),
        verb: "Withdraw invitation".to_owned(),
        action: format!("{up}/invitation/withdraw"),
        cancel_href: up,
        danger: true,
        ..ConfirmPage::default()
    })
}

pub async fn withdraw(visitor: Visitor, Id(id): Id<MemberId>, typed: Fields) -> Answer {
    typed.only(&[])?;
    let granted = visitor.may::<UsersManage>()?;
    invitations::withdraw(visitor.house(), &granted, id).await?;
    Ok(visitor.done(&page_of(id), "The invitation is withdrawn"))
}

/// The way to take back what is open.
pub fn withdrawal(member: &Member, state: State) -> Option<RowAction> {
    let open = !matches!(state, State::None | State::Accepted);
    let page = format!("{}/invitation/withdraw", page_of(member.id));
    open.then(|| RowAction::ask("Withdraw invitation…", icon("x"), page))
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
